import { readFileSync } from 'node:fs';

/** A process, told from a later one that got the same number. */
export interface RunningProcess {
  readonly pid: number;
  /** When the kernel started it, in its own ticks; empty where the kernel does not tell. */
  readonly ticks: string;
}

function readStat(pid: number): { readonly state: string; readonly ticks: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // the name before it may hold anything, blanks and brackets too
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', ticks: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}

/** One that has ended and that nobody has asked about yet (a zombie) counts as ended. */
export function isAlive(pid: number): boolean {
  const stat = readStat(pid);
  if (stat) return stat.state !== 'Z' && stat.state !== 'X';
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

export const identifyProcess = (pid: number): RunningProcess => ({ pid, ticks: readStat(pid)?.ticks ?? '' });

export function isRunning({ pid, ticks }: RunningProcess): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return false;
  const now = readStat(pid)?.ticks ?? '';
  return now === '' || now === ticks;
}
