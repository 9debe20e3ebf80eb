import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createLogger } from './logger.ts';
import { createScrubber } from './scrub-secrets.ts';

it.each([
  'authorization: Bearer abcdefghijklmnop',
  'GET /x?api_key=abcdefghijklmnop&b=1',
  'postgresql://owner:abcdefghijklmnop@db.example.com/x',
  'redis-cluster://:abcdefghijklmnop@a:1,b:2',
  'cookie: dealerscope.session_token=abcdefghijklmnop; other=1',
  `key ${'dsk'}_abcdefghijklmnop was refused`,
  '{"password":"abcdefghijklmnop"}',
  '{"newPassword":"abc\\"defghijklmnop","x":1}',
])('takes the secret out of %s', (text) => {
  expect(createScrubber([])(text)).not.toMatch(/abcdefghijklmnop|defghijklmnop/);
});

it('leaves what is around it', () => {
  expect(createScrubber([])('connect postgresql://owner:hunter2@db/x failed')).toBe(
    'connect postgresql://owner:[secret]@db/x failed',
  );
  const calm =
    '{"level":50,"code":"ECONNREFUSED","detail":"Key (id)=(lst_1) exists","url":"https://example.com/a:b"}';
  expect(createScrubber(['abc'])(calm)).toBe(calm);
});

it('takes a known secret out however it is nested and spelled', () =>
  fc.assert(
    fc.property(
      fc
        .string({ minLength: 6, maxLength: 40, unit: 'grapheme-ascii' })
        .filter((text) => !/^[\s\d]*$/.test(text)),
      fc.constantFrom('msg', 'err', 'deep', 'array', 'url', 'bindings'),
      (secret, where) => {
        const lines: string[] = [];
        // not a part of what every line says
        const value = `~${secret}~`;
        const logger = createLogger('trace', {
          secrets: [value],
          destination: { write: (line) => void lines.push(line) },
        });
        if (where === 'msg') logger.info(`it was ${value}`);
        if (where === 'err') logger.error({ err: new Error(value, { cause: new Error(value) }) }, 'failed');
        if (where === 'deep') logger.warn({ a: { b: { c: { d: value } } } }, 'x');
        if (where === 'array') logger.warn({ list: [value, { [value]: 1 }] }, 'x');
        if (where === 'url') logger.warn({ url: `https://x/?a=${encodeURIComponent(value)}` }, 'x');
        if (where === 'bindings') logger.child({ value }).warn('x');
        expect(lines).toHaveLength(1);
        expect(lines[0]).not.toContain(value);
        expect(lines[0]).not.toContain(JSON.stringify(value).slice(1, -1));
        expect(lines[0]).not.toContain(encodeURIComponent(value));
        expect(() => JSON.parse(lines[0] ?? '')).not.toThrow();
      },
    ),
    { numRuns: 2_000 },
  ));
