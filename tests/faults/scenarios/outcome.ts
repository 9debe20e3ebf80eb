import { appendFileSync } from 'node:fs';
import { expect } from 'vitest';
import { repeatable } from '../../../bench/market.ts';

const { env } = process;

/**
 * How many kills of each kind, the seed of their moments, and how many times slower than its figures the program may be:
 * `npm run test:long` measures (1), `npm test` runs on machines that do other things too.
 */
export const settings = {
  kills: Number(env.FAULT_KILLS ?? 2),
  seed: Number(env.FAULT_SEED ?? 20_261_201),
  slack: Number(env.FAULT_SLACK ?? 20),
};

export interface Outcome {
  readonly fault: string;
  readonly repetitions: number;
  /** What was counted and measured, in words. */
  readonly figures: string;
  /** What should not have been; empty when all held. */
  readonly problems: readonly string[];
}

/** Numbers 0…1, the same for the same seed and fault. */
export function randomOf(fault: string): () => number {
  const sum = [...fault].reduce((hash, letter) => (Math.imul(hash, 31) + letter.charCodeAt(0)) | 0, 7);
  return repeatable(settings.seed ^ sum);
}

/** Writes the row of the table that a run prints, and fails the test where something should not have been. */
export function judge(outcome: Outcome): void {
  const { fault, repetitions, figures, problems } = outcome;
  process.stdout.write(
    `${fault}, ${repetitions} times: ${figures}${problems.map((it) => `\n  NOT: ${it}`).join('')}\n`,
  );
  if (env.FAULT_TABLE) appendFileSync(env.FAULT_TABLE, `${JSON.stringify(outcome)}\n`);
  expect(problems, `seed ${settings.seed}`).toEqual([]);
}

export const inSeconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

export const medianOf = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** `"12 × 200, 3 × 503"`. */
export const inWords = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${count.toLocaleString('en-US')} × ${name}`)
    .join(', ');
