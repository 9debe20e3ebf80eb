import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findServer } from './instance-lock.ts';
import { identifyProcess, isRunning } from './running-process.ts';

const folderOf = (home: string) => path.join(home, 'users');
let registered = 0;

function listLive(home: string): string[] {
  let names: string[];
  try {
    names = readdirSync(folderOf(home));
  } catch {
    return [];
  }
  return names.filter((name) => {
    const [pid, ticks] = name.split('-');
    const isLive = isRunning({ pid: Number(pid), ticks: ticks ?? '' });
    if (!isLive) rmSync(path.join(folderOf(home), name), { force: true });
    return isLive;
  });
}

/** Whether a live process uses the PostgreSQL of the home. A server of an older version has its lock alone. */
export function isInUse(home: string): boolean {
  const server = findServer(home);
  return listLive(home).length > 0 || (server !== undefined && server !== process.pid);
}

/**
 * Writes down that this process uses the PostgreSQL of the home, as a name in a folder: nothing is written into the
 * file, so that none is ever half written. To be called inside the gate, as is what it answers: `renew` after a disk was
 * set back.
 */
export function registerUser(home: string): { renew(): void; leave(): void } {
  const { pid, ticks } = identifyProcess(process.pid);
  const file = path.join(folderOf(home), `${pid}-${ticks}-${registered++}`);
  const renew = () => {
    mkdirSync(folderOf(home), { recursive: true, mode: 0o700 });
    writeFileSync(file, '', { mode: 0o600 });
  };
  renew();
  return { renew, leave: () => rmSync(file, { force: true }) };
}
