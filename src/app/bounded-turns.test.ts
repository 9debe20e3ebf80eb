import { expect, test } from 'vitest';
import { BusyError, createBoundedTurns } from './bounded-turns.ts';

/** Turns under a clock that the test moves, with work that ends when the test says so. */
function begin(options: { mostWaiting?: number; longestWaitMs?: number } = {}) {
  let nowMs = 0;
  const timers = new Map<() => void, number>();
  const turns = createBoundedTurns({
    ...options,
    nowMs: () => nowMs,
    after(ms, then) {
      timers.set(then, nowMs + ms);
      return () => void timers.delete(then);
    },
  });
  const began: string[] = [];
  const ends = new Map<string, () => void>();
  const signals = new Map<string, AbortSignal>();
  /** Answers what becomes of a question: its own name, or the code of the problem. */
  const ask = (who: string, name: string) =>
    turns
      .take(who, (signal) => {
        began.push(name);
        signals.set(name, signal);
        return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
      })
      .catch((error: unknown) => (error instanceof BusyError ? error : (error as { code: string }).code));
  return {
    turns,
    began,
    signals,
    ask,
    async pass(ms: number) {
      nowMs += ms;
      for (const [then, atMs] of [...timers]) if (atMs <= nowMs) then();
      await settle();
    },
    async end(name: string) {
      ends.get(name)?.();
      await settle();
    },
  };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

test('works one at a time, in order', async () => {
  const { ask, end, began, turns } = begin();
  const answers = ['a', 'b', 'c'].map((who) => ask(who, who));
  await settle();
  expect(began).toEqual(['a']);
  expect(turns.asked).toBe(3);
  for (const who of ['a', 'b', 'c']) await end(who);
  expect(began).toEqual(['a', 'b', 'c']);
  expect(await Promise.all(answers)).toEqual(['a', 'b', 'c']);
  expect(turns.asked).toBe(0);
  const again = ask('a', 'again');
  await end('again');
  expect(await again).toBe('again');
});

test('a newer question takes the place of the older one of the same person, and that alone', async () => {
  const { ask, end, began } = begin();
  const first = ask('a', 'a1');
  const older = ask('b', 'b1');
  const other = ask('c', 'c1');
  const newer = ask('b', 'b2');
  expect(await older).toBe('superseded');
  for (const name of ['a1', 'b2', 'c1']) await end(name);
  expect(await Promise.all([first, newer, other])).toEqual(['a1', 'b2', 'c1']);
  expect(began).toEqual(['a1', 'b2', 'c1']);
});

test('one that is being worked on is given up at once; the next begins when its work has ended', async () => {
  const { ask, end, began, signals } = begin();
  const older = ask('a', 'a1');
  await settle();
  const newer = ask('a', 'a2');
  expect(await older).toBe('superseded');
  expect(signals.get('a1')?.aborted).toBe(true);
  expect(began).toEqual(['a1']);
  await end('a1');
  expect(began).toEqual(['a1', 'a2']);
  await end('a2');
  expect(await newer).toBe('a2');
});

test('refuses at once who would wait too long, and says when to come back', async () => {
  const { ask, end, pass } = begin({ longestWaitMs: 5_000 });
  const first = ask('a', 'a');
  await settle();
  await pass(2_000);
  await end('a');
  expect(await first).toBe('a');
  // two seconds each is usual from here
  const accepted = ['b', 'c', 'd'].map((who) => ask(who, who));
  const refused = await ask('e', 'e');
  expect(refused).toMatchObject({ status: 503, code: 'busy', retryAfterSeconds: 6 });
  // who waits already may ask again: nobody waits longer for it
  const newer = ask('d', 'd2');
  for (const name of ['b', 'c', 'd2']) await end(name);
  expect(await Promise.all([...accepted, newer])).toEqual(['b', 'c', 'superseded', 'd2']);
});

test('holds no more than so many in line, and nobody for longer than it may', async () => {
  const { ask, end, pass, began } = begin({ mostWaiting: 2, longestWaitMs: 5_000 });
  const [stuck, b, c] = ['a', 'b', 'c'].map((who) => ask(who, who));
  expect(await ask('d', 'd')).toBeInstanceOf(BusyError);
  await pass(5_000);
  expect([await b, await c]).toEqual([expect.any(BusyError), expect.any(BusyError)]);
  await end('a');
  expect(await stuck).toBe('a');
  expect(began).toEqual(['a']);
});

test('work that fails, at once or later, fails its asker alone', async () => {
  const { turns, ask, end } = begin();
  await expect(turns.take('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await expect(
    turns.take('a', () => {
      throw new Error('at once');
    }),
  ).rejects.toThrow('at once');
  const next = ask('b', 'b');
  await end('b');
  expect(await next).toBe('b');
});
