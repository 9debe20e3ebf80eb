import { isStopped } from './processes.ts';
import type { Program } from './program.ts';
import { until } from './until.ts';

/**
 * A point in a program's life, exact to the call. The program's own code knows nothing of it: the module
 * `points.preload.ts`, loaded with `node --import`, wraps what the point is made of.
 *
 * - `query`: a statement to PostgreSQL whose text `pattern` matches, by whatever pool or client
 * - `file`: a call of node:fs that writes, moves or removes (`openSync /home/dealerscope.pid`); `pattern` is matched against
 *   the name of the function, a blank, and the path (of a move: the new one)
 * - `spawn`: a child process; `pattern` is matched against its command line
 */
export interface Point {
  readonly at: 'query' | 'file' | 'spawn';
  /** Source of a regular expression, case ignored. */
  readonly pattern: string;
  /** Which of the matching calls: 1 is the first. */
  readonly nth?: number;
  /** `before`: nothing of it has happened; `after`: its answer is there, and the program has not been told. */
  readonly when?: 'before' | 'after';
  /** What the process sends itself: SIGKILL, or SIGSTOP to let the test act at this very moment ({@link heldAt}). */
  readonly signal?: NodeJS.Signals;
}

export const pointsVariable = 'FAULT_POINTS';
export const pointsPreload = `${import.meta.dirname}/points.preload.ts`;

/** For {@link runProgram}: the process ends itself at `points`, whichever comes first. */
export const killAt = (...points: readonly Point[]) => ({
  preloads: [pointsPreload],
  env: { [pointsVariable]: JSON.stringify(points.map((point) => ({ signal: 'SIGKILL', ...point }))) },
});

/** For {@link runProgram}: the process stands still at the point until it gets SIGCONT. */
export const holdAt = (point: Point) => killAt({ ...point, signal: 'SIGSTOP' });

/** Resolves when a program started with {@link holdAt} has come to its point. */
export const heldAt = (program: Program) =>
  until('the program stands still at its point', () => program.pid !== undefined && isStopped(program.pid), {
    withinMs: 60_000,
  });
