import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseProblemError } from '../database-problem-error.ts';

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** False for a process that merely got the number of a server long gone. */
function isPostgres(pid: number): boolean {
  try {
    return /postgres/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  } catch {
    return process.platform !== 'linux' && isAlive(pid);
  }
}

/**
 * Clears what a `kill -9` of the program left behind: a server that still runs is asked to stop (fast
 * shutdown), a lock file of a dead one is removed. Nothing committed is lost either way.
 */
export async function clearStaleServer(dataFolder: string): Promise<void> {
  const lockFile = path.join(dataFolder, 'postmaster.pid');
  if (!existsSync(lockFile)) return;
  const pid = Number(readFileSync(lockFile, 'utf8').split('\n')[0]);
  if (Number.isInteger(pid) && pid > 1 && isAlive(pid) && isPostgres(pid)) {
    process.kill(pid, 'SIGINT');
    for (let waitedMs = 0; isAlive(pid) && existsSync(lockFile); waitedMs += 50) {
      if (waitedMs > 20_000) {
        throw new DatabaseProblemError(
          'server_left_running',
          `A PostgreSQL server (process ${pid}) still uses ${dataFolder} and does not stop; end it and start again.`,
        );
      }
      await sleep(50);
    }
    return;
  }
  rmSync(lockFile, { force: true });
}
