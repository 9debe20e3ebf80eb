import { setTimeout as sleep } from 'node:timers/promises';

const remembered = 16;
const longestMs = 2_000;

/**
 * Refusals take as long as the slowest of the last few, so that the clock does not tell which of two paths was taken
 * (a known e-mail has a log to write to, an unknown one has none).
 */
export function createEvenTime() {
  const recentMs: number[] = [];
  return async function holdRefusal(tookMs: number): Promise<void> {
    const untilMs = Math.min(longestMs, Math.max(tookMs, ...recentMs));
    recentMs.push(tookMs);
    if (recentMs.length > remembered) recentMs.shift();
    if (untilMs > tookMs) await sleep(untilMs - tookMs);
  };
}
export type EvenTime = ReturnType<typeof createEvenTime>;
