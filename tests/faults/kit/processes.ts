import { readdirSync, readFileSync } from 'node:fs';

/** The fields after the name, which may hold blanks and brackets: state, parent, … (proc(5), /proc/pid/stat). */
function readStat(pid: number): { readonly state: string; readonly parent: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state = '', parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state, parent: Number(parent) };
  } catch {
    return undefined;
  }
}

/** Children of a process, not theirs; Linux only. */
export const listChildren = (pid: number): readonly number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((other) => other > 0 && readStat(other)?.parent === pid);

/** Whether the process is there and more than an entry that nobody has asked for yet. */
export const isRunning = (pid: number): boolean => !['Z', 'X', undefined].includes(readStat(pid)?.state);

export const isStopped = (pid: number): boolean => readStat(pid)?.state === 'T';

/** A signal to a process that may be gone already. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
