import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { identifyProcess, isRunning, type RunningProcess } from './running-process.ts';

export type Lock = { readonly release: () => void } | { readonly heldBy: number };

let taken = 0;
/** Locks that this process has: one with its number that it has not is left over, as from a disk set back. */
const held = new Set<string>();
function pauseMs(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Nobody, where the text is empty or garbled: a lock of ours is never seen half written. */
function toHolder(file: string, text = readText(file) ?? ''): RunningProcess | undefined {
  const [, pid, ticks] = /^(\d+)(?: (\d*))?\n?$/.exec(text) ?? [];
  const holder = { pid: Number(pid), ticks: ticks ?? '' };
  if (pid === undefined || (holder.pid === process.pid && !held.has(file))) return undefined;
  return isRunning(holder) ? holder : undefined;
}

/** The live process that has the lock. */
export const findLockHolder = (file: string): number | undefined => toHolder(file)?.pid;

/**
 * Removes the lock of a process that is gone. Two that find it at the same moment must not both remove it: the second
 * would remove the lock that the first has taken since. So this is done under a lock of its own, after another look.
 */
function clearDead(file: string): void {
  const clearing = takeLockFile(`${file}.clearing`);
  if ('heldBy' in clearing) {
    pauseMs(1);
    return;
  }
  try {
    if (!toHolder(file)) rmSync(file, { force: true });
  } finally {
    clearing.release();
  }
}

/**
 * Takes a lock for this process; answers who has it when another one does. It ends with the process, however that ends.
 * The file is written beside its place and linked there, so that it is there with its text or not at all, also on a full
 * disk (which throws).
 */
export function takeLockFile(file: string): Lock {
  const { pid, ticks } = identifyProcess(process.pid);
  const text = `${pid} ${ticks}\n`;
  const beside = `${file}.${pid}-${taken++}`;
  try {
    writeFileSync(beside, text, { mode: 0o644 });
    for (;;) {
      try {
        linkSync(beside, file);
        held.add(file);
        const release = () => {
          if (held.delete(file) && readText(file) === text) rmSync(file, { force: true });
        };
        return { release };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        const found = readText(file);
        if (found === undefined) continue;
        const holder = toHolder(file, found);
        if (holder) return { heldBy: holder.pid };
        clearDead(file);
      }
    }
  } finally {
    rmSync(beside, { force: true });
  }
}
