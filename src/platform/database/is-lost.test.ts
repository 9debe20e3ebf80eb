import { describe, expect, test } from 'vitest';
import { DatabaseLostError, isDatabaseLost } from './is-lost.ts';

const withFields = (fields: object, message = 'x') => Object.assign(new Error(message), fields);

describe('a lost database', () => {
  test.each([
    ['ours', new DatabaseLostError('silent')],
    ['shut down', withFields({ code: '57P01' })],
    ['starting', withFields({ code: '57P03' })],
    ['full', withFields({ code: '53300' })],
    ['a standby', withFields({ code: '25006' })],
    ['refused', withFields({ code: 'ECONNREFUSED', syscall: 'connect' })],
    ['reset', withFields({ code: 'ECONNRESET', syscall: 'read' })],
    ['hung up', new Error('Connection terminated unexpectedly')],
    ['a pool without a free connection', new Error('timeout exceeded when trying to connect')],
    ['two addresses', new AggregateError([withFields({ code: 'ECONNREFUSED', syscall: 'connect' })], '')],
    ['wrapped', new Error('outer', { cause: withFields({ code: '08006' }) })],
  ])('%s', (_name, error) => expect(isDatabaseLost(error)).toBe(true));

  test.each([
    ['a duplicate', withFields({ code: '23505' })],
    ['a statement cancelled', withFields({ code: '57014' })],
    ['a file that is not there', withFields({ code: 'ENOENT', syscall: 'open' })],
    ['a fault of ours', new TypeError('x is not a function')],
    ['words', 'Connection'],
    ['nothing', undefined],
  ])('is not %s', (_name, error) => expect(isDatabaseLost(error)).toBe(false));
});
