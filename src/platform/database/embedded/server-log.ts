import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** What the server says goes into a file, as it may outlive the process that started it. */
const fileOf = (home: string) => path.join(home, 'postgres.log');
const longestBytes = 1_000_000;

/** Where what is said from now on will begin. */
export const findLogEnd = (home: string): number =>
  statSync(fileOf(home), { throwIfNoEntry: false })?.size ?? 0;

export interface ServerLog {
  /** For the server's standard output and error; `ignore` where no file can be made. */
  readonly target: number | 'ignore';
  readonly start: number;
  /** Closes our end of it. */
  close(): void;
}

/** A file that has grown long is begun anew. */
export function openServerLog(home: string): ServerLog {
  const end = findLogEnd(home);
  const start = end > longestBytes ? 0 : end;
  let target: number | undefined;
  try {
    target = openSync(fileOf(home), start === 0 ? 'w' : 'a', 0o600);
  } catch {
    // a full or read-only disk: what the server says of it is lost, and it is found otherwise
  }
  return {
    target: target ?? 'ignore',
    start,
    close: () => {
      if (target !== undefined) closeSync(target);
    },
  };
}

export function readServerLog(home: string, start: number): string {
  try {
    return readFileSync(fileOf(home)).subarray(start).toString();
  } catch {
    return '';
  }
}

/** What is said to one client, and not of the server. */
const toClients =
  /FATAL: +(the database system is|terminating (connection|background worker)|password authentication|sorry, too many)/;

/** The last line that says why a server ended, without its time and process number. */
export const findReason = (said: string): string | undefined =>
  said
    .split('\n')
    .filter((line) => !toClients.test(line))
    .findLast((line) => /(FATAL|PANIC|ERROR):|No space|was terminated by signal/.test(line))
    ?.replace(/^[\d: .-]+ UTC \[\d+\] /, '')
    .replace(/^(\w+):\s+/, '$1: ')
    .trim();
