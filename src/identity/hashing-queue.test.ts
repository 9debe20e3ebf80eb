import { expect, it } from 'vitest';
import { createHashingQueue } from './hashing-queue.ts';
import { WaitError } from './sign-in-throttle.ts';

it('runs two at once, the others in order, and sends away what the line cannot hold', async () => {
  const inTurn = createHashingQueue(2);
  const ends: (() => void)[] = [];
  let running = 0;
  let most = 0;
  const order: number[] = [];
  const all = Array.from({ length: 50 }, (_, at) =>
    inTurn(async () => {
      running += 1;
      most = Math.max(most, running);
      order.push(at);
      await new Promise<void>((resolve) => ends.push(resolve));
      running -= 1;
    }).then(
      () => 'done',
      (error: unknown) => (error instanceof WaitError ? 'sent away' : 'failed'),
    ),
  );
  for (let at = 0; at < 42; at++) {
    await expect.poll(() => ends.length, { interval: 1 }).toBeGreaterThan(0);
    ends.shift()?.();
  }
  const outcomes = await Promise.all(all);
  expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(42);
  expect(outcomes.slice(42).every((outcome) => outcome === 'sent away')).toBe(true);
  expect(most).toBe(2);
  expect(order).toEqual(Array.from({ length: 42 }, (_, at) => at));
  // the places are free again, also after work that fails
  await expect(inTurn(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await inTurn(async () => 'again')).toBe('again');
});
