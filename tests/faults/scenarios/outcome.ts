import { appendFileSync } from 'node:fs';
import { afterEach, expect } from 'vitest';
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

const addRow = (outcome: Outcome): void => {
  if (env.FAULT_TABLE) appendFileSync(env.FAULT_TABLE, `${JSON.stringify(outcome)}\n`);
};
const judged = `seed ${settings.seed}`;

/** Writes the row of the table that a run prints, and fails the test where something should not have been. */
export function judge(outcome: Outcome): void {
  const { fault, repetitions, figures, problems } = outcome;
  process.stdout.write(
    `${fault}, ${repetitions} times: ${figures}${problems.map((it) => `\n  NOT: ${it}`).join('')}\n`,
  );
  addRow(outcome);
  expect(problems, judged).toEqual([]);
}

// what could not be tried to its end has a row too
afterEach(({ task }) => {
  const error = task.result?.errors?.find(({ message }) => !message.startsWith(judged));
  if (error)
    addRow({
      fault: task.name,
      repetitions: 0,
      figures: 'not tried to the end',
      problems: [firstLine(error.message)],
    });
});
const firstLine = (text: string) => text.split('\n', 1)[0] ?? '';

export const inSeconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

export const medianOf = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** `"12 × 200, 3 × 503"`. */
export const inWords = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${count.toLocaleString('en-US')} × ${name}`)
    .join(', ');
