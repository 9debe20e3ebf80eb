import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export interface ShiftedClock {
  /** For {@link runProgram}; several programs may have the same clock. */
  readonly preloads: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** From now on (within 20 ms) the wall clock of those programs is that far from the true one; negative: set back. */
  shift(offsetMs: number): void;
  close(): void;
}

export const dayMs = 24 * 60 * 60 * 1000;

/**
 * A wall clock that a test can set while programs run: `Date` and what is made of it, in every thread; monotonic time
 * (`performance.now`, `process.hrtime`, timers) goes on as it does when an operator sets a machine's clock. The clock of
 * PostgreSQL, `Intl` without a moment, and file times stay true.
 */
export function makeShiftedClock(offsetMs = 0): ShiftedClock {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-clock-'));
  const file = path.join(folder, 'offset-ms');
  const shift = (ms: number) => {
    // moved into place, so that nobody reads half a number
    writeFileSync(`${file}.new`, String(ms));
    renameSync(`${file}.new`, file);
  };
  shift(offsetMs);
  return {
    preloads: [path.join(import.meta.dirname, 'shifted-clock.preload.ts')],
    env: { FAULT_CLOCK_FILE: file },
    shift,
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
