import { expect, it } from 'vitest';
import { toCents } from '../kernel/money.ts';
import { summarizeCloses } from './summarize-closes.ts';

const close = (source: string, hammer: number, value: number) => ({
  source,
  hammerPriceCents: toCents(hammer),
  wholesaleP50Cents: toCents(value),
});

it('gives count, mean and standard deviation of the log ratio by source', () => {
  const history = summarizeCloses([close('a', 50, 100), close('a', 200, 100), close('b', 90, 100)]);
  expect(history.get('a')?.count).toBe(2);
  expect(history.get('a')?.meanLogRatio).toBeCloseTo(0, 12);
  expect(history.get('a')?.sdLogRatio).toBeCloseTo(Math.log(2), 12);
  expect(history.get('b')).toEqual({ count: 1, meanLogRatio: Math.log(0.9), sdLogRatio: 0 });
});

it('leaves out amounts of nothing and is empty for no sales', () => {
  expect(summarizeCloses([close('a', 0, 100), close('a', 100, 0)]).size).toBe(0);
  expect(summarizeCloses([]).size).toBe(0);
});

it('keeps a source named like a property of objects apart', () => {
  expect(summarizeCloses([close('__proto__', 1, 1)]).get('__proto__')?.count).toBe(1);
});
