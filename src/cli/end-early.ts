import process from 'node:process';
import { closeDatabases } from '../platform/database/open-database.ts';

let isEnding = false;

/** Whether the process is about to end without finishing its work: what fails from now on is of no interest. */
export const endsEarly = (): boolean => isEnding;

/** Lets go of the database, stopping it where nobody else uses it, and then ends the process. */
export function endEarly(end: () => void): void {
  if (isEnding) return;
  isEnding = true;
  void closeDatabases()
    .catch(() => undefined)
    .then(end);
}

/** A command that is ended by a signal stops what it started, and then ends by that signal. */
export function endOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () =>
      endEarly(() => {
        process.removeAllListeners(signal);
        process.kill(process.pid, signal);
      }),
    );
}
