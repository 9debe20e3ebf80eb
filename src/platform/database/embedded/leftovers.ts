import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseProblemError } from '../database-problem-error.ts';
import { identifyProcess, isAlive, isRunning, type RunningProcess } from '../running-process.ts';

const lockFileOf = (dataFolder: string) => path.join(dataFolder, 'postmaster.pid');

/** Every process of PostgreSQL works inside its data folder. */
function worksIn(pid: number | string, dataFolder: string): boolean {
  try {
    return (
      /postgres/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8')) &&
      readlinkSync(`/proc/${pid}/cwd`) === dataFolder
    );
  } catch {
    return false;
  }
}

/** The server of a data folder, if one is alive: not a process that merely got the number of one long gone. */
export function findPostmaster(
  dataFolder: string,
): (RunningProcess & { readonly socketFolder: string }) | undefined {
  let lines: string[];
  try {
    lines = readFileSync(lockFileOf(dataFolder), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid)) return undefined;
  if (process.platform === 'linux' && !worksIn(pid, realpathSync(dataFolder))) return undefined;
  // '.' is the data folder itself
  return { ...identifyProcess(pid), socketFolder: path.resolve(realpathSync(dataFolder), lines[4] || '.') };
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function hasEnded(server: RunningProcess, withinMs: number): Promise<boolean> {
  const until = performance.now() + withinMs;
  while (isRunning(server)) {
    if (performance.now() > until) return false;
    await sleep(20);
  }
  return true;
}

/** Fast shutdown; at once where that takes longer than `patienceMs`; and by force where even that does not end it. */
export async function stopPostmaster(server: RunningProcess, patienceMs: number): Promise<void> {
  for (const [name, withinMs] of [
    ['SIGINT', patienceMs],
    ['SIGQUIT', 6_000],
    ['SIGKILL', 4_000],
  ] as const) {
    if (!isRunning(server)) return;
    signal(server.pid, name);
    if (await hasEnded(server, withinMs)) return;
  }
  throw new DatabaseProblemError(
    'server_left_running',
    `A PostgreSQL server (process ${server.pid}) does not stop, not even by force; end it and start again.`,
  );
}

/**
 * Ends what a `kill -9` of the program or of the server left behind: a server that nobody uses, and processes that
 * outlived their server and would keep the next one out of the memory they share. Nothing committed is lost.
 */
export async function endLeftovers(dataFolder: string): Promise<void> {
  const server = findPostmaster(dataFolder);
  if (server) await stopPostmaster(server, 20_000);
  if (process.platform === 'linux') {
    const folder = realpathSync(dataFolder);
    const left = () => readdirSync('/proc').filter((name) => /^\d+$/.test(name) && worksIn(name, folder));
    for (let tries = 0, pids = left(); pids.length > 0; tries++, pids = left()) {
      for (const pid of pids) signal(Number(pid), tries < 20 ? 'SIGQUIT' : 'SIGKILL');
      if (tries > 200)
        throw new DatabaseProblemError(
          'server_left_running',
          `Processes of an earlier PostgreSQL (${pids.join(', ')}) still use ${dataFolder} and do not end; end them and start again.`,
        );
      await sleep(50);
    }
  }
  if (existsSync(lockFileOf(dataFolder))) rmSync(lockFileOf(dataFolder), { force: true });
}
