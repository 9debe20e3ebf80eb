import { expect, test } from 'vitest';
import { createLogger } from './logger.ts';

const write = (fields: object) => {
  const lines: string[] = [];
  const logger = createLogger('info', { destination: { write: (text: string) => void lines.push(text) } });
  logger.error(fields, 'failed');
  return lines.join('');
};

test('an error is written with what it says and what caused it, not with what hangs on it', () => {
  const error = Object.assign(new Error('gone', { cause: new TypeError('reset') }), {
    code: '57P01',
    client: { secretKey: 815_4711, processID: 4242 },
  });
  const line = write({ err: error });
  expect(JSON.parse(line)).toMatchObject({
    err: { type: 'Error', message: 'gone', code: '57P01', cause: { type: 'TypeError', message: 'reset' } },
  });
  expect(line).not.toMatch(/8154711|4242|client/);
});

test('what was thrown and is no error is not dumped', () => {
  expect(write({ err: { client: { secretKey: 815_4711 } } })).not.toContain('8154711');
  expect(write({ err: 'plain words' })).toContain('plain words');
});
