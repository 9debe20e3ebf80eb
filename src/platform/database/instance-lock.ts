import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isAlive } from './embedded/stale-server.ts';

/** When the kernel started a process, in its own ticks: tells a process from a later one with the same number. */
function startTicks(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

const lockFileOf = (home: string) => path.join(home, 'dealerscope.pid');

/** The DealerScope process that has this home open, if one is alive. */
export function findHolder(home: string): number | undefined {
  try {
    const [pidText, ticks] = readFileSync(lockFileOf(home), 'utf8').trim().split(' ');
    const pid = Number(pidText);
    return isAlive(pid) && startTicks(pid) === (ticks ?? '') ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Takes the home for this process; answers the holder's process number instead when another one has it. */
export function takeLock(home: string): { readonly release: () => void } | { readonly heldBy: number } {
  const file = lockFileOf(home);
  const text = `${process.pid} ${startTicks(process.pid)}\n`;
  for (;;) {
    try {
      writeFileSync(file, text, { flag: 'wx', mode: 0o644 });
      return { release: () => rmSync(file, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = findHolder(home);
      if (holder !== undefined) return { heldBy: holder };
      rmSync(file, { force: true });
    }
  }
}
