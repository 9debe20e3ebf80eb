import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseProblemError } from './database/database-problem-error.ts';
import type { Secrets } from './seal.ts';

export const homeSecretFile = (home: string): string => path.join(home, 'secret');
export const makeSecret = (): string => randomBytes(32).toString('base64url');

/** What was written completely, beside its final place. */
function writeBeside(home: string, { current, others }: Secrets): string {
  mkdirSync(home, { recursive: true });
  const file = `${homeSecretFile(home)}.${process.pid}.new`;
  writeFileSync(file, [current, ...others].join('\n'), { mode: 0o600 });
  return file;
}

/** The secrets kept in the home, one a line, the first is the current one; undefined where there is no file. */
export function findHomeSecrets(home: string): Secrets | undefined {
  const file = homeSecretFile(home);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new DatabaseProblemError('secret_unreadable', `Cannot read ${file}: ${(error as Error).message}.`, {
      cause: error,
    });
  }
  const [current, ...others] = text.split('\n').filter(Boolean);
  if (current === undefined || [current, ...others].some((secret) => secret.length < 32))
    throw new DatabaseProblemError(
      'secret_damaged',
      `${file} is damaged: it holds no secret of 32 characters or more. Put it back from a backup; if there is none, delete it and start again, which says what to do.`,
    );
  return { current, others };
}

/**
 * The installation's secret: 256 random bits, made once, readable by its owner alone. Whoever holds it can forge cookies.
 * Of two programs that make it at once both get the first one's; a reader never sees half of one.
 */
export function makeHomeSecret(home: string): Secrets {
  const made: Secrets = { current: makeSecret(), others: [] };
  const file = writeBeside(home, made);
  try {
    linkSync(file, homeSecretFile(home));
    return made;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return getHomeSecrets(home);
  } finally {
    rmSync(file, { force: true });
  }
}

function getHomeSecrets(home: string): Secrets {
  const found = findHomeSecrets(home);
  if (!found)
    throw new DatabaseProblemError(
      'secret_missing',
      `There is no ${homeSecretFile(home)}: the first start makes it (npm start); if it was there before, put it back from a backup.`,
    );
  return found;
}

/** A new secret from the next start on; those before it stay believed. */
export function rotateHomeSecret(home: string): void {
  const { current, others } = getHomeSecrets(home);
  renameSync(
    writeBeside(home, { current: makeSecret(), others: [current, ...others] }),
    homeSecretFile(home),
  );
}

/** Leaves the current one alone; answers how many went. */
export function dropOtherHomeSecrets(home: string): number {
  const { current, others } = getHomeSecrets(home);
  renameSync(writeBeside(home, { current, others: [] }), homeSecretFile(home));
  return others.length;
}
