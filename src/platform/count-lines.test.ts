import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { countLines } from './count-lines.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('says the first at once and the rest once a second, each counted once', () => {
  const lines: string[] = [];
  const note = countLines<string>((last, times) => lines.push(`${times} ${last}`));
  note('a');
  expect(lines).toEqual(['1 a']);
  for (const word of ['b', 'c', 'd']) note(word);
  vi.advanceTimersByTime(999);
  expect(lines).toEqual(['1 a']);
  vi.advanceTimersByTime(1);
  note('e');
  expect(lines).toEqual(['1 a', '3 d']);
  vi.advanceTimersByTime(1_000);
  expect(lines).toEqual(['1 a', '3 d', '1 e']);
  vi.advanceTimersByTime(10_000);
  note('f');
  expect(lines.at(-1)).toBe('1 f');
});
