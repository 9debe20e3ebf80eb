import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseProblemError } from '../database-problem-error.ts';
import { explainUnwritable } from '../explain-unwritable.ts';

const fileOf = (home: string) => path.join(home, 'postgres.password');

/** Undefined where there is none, or nothing in it. */
export function findPassword(home: string): string | undefined {
  try {
    return readFileSync(fileOf(home), 'utf8').trim() || undefined;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new DatabaseProblemError(
      'password_unreadable',
      `Cannot read ${fileOf(home)}, the password of the database: ${explainUnwritable(fileOf(home), cause)}. Make it a file of the user who starts DealerScope, readable by nobody else.`,
      { cause },
    );
  }
}

export const generatePassword = (): string => randomBytes(24).toString('base64url');

/** Written beside its place and moved there: never half of one. */
export function keepPassword(home: string, password: string): void {
  writeFileSync(`${fileOf(home)}.new`, password, { mode: 0o600 });
  renameSync(`${fileOf(home)}.new`, fileOf(home));
}

export const toPasswordProblem = (home: string, cause: unknown): DatabaseProblemError =>
  new DatabaseProblemError(
    'password_refused',
    `The password in ${fileOf(home)} is not that of the database beside it. Put back the file that belongs to it, or remove it: the next start then gives the database a new password.`,
    { cause },
  );
