import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Secrets } from './seal.ts';

const fileOf = (home: string) => path.join(home, 'secret');
const makeSecret = () => randomBytes(32).toString('base64url');

/** One secret a line; the first is the current one. */
function readSecrets(home: string): Secrets {
  const file = fileOf(home);
  const [current, ...others] = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  if (current === undefined || [current, ...others].some((secret) => secret.length < 32))
    throw new Error(`${file} holds no secret of 32 characters or more`);
  return { current, others };
}

/** A reader sees the old file or the new one, never half of one. */
function writeSecrets(home: string, { current, others }: Secrets): void {
  const half = `${fileOf(home)}.new`;
  writeFileSync(half, [current, ...others].join('\n'), { mode: 0o600 });
  renameSync(half, fileOf(home));
}

/** The installation's secret: 256 random bits, made once, readable by its owner alone. Whoever holds it can forge cookies. */
export function readOrMakeSecrets(home: string): Secrets {
  try {
    mkdirSync(home, { recursive: true });
    const current = makeSecret();
    writeFileSync(fileOf(home), current, { mode: 0o600, flag: 'wx' });
    return { current, others: [] };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return readSecrets(home);
  }
}

/** A new secret from the next start on; those before it stay believed. */
export function rotateHomeSecret(home: string): void {
  const { current, others } = readOrMakeSecrets(home);
  writeSecrets(home, { current: makeSecret(), others: [current, ...others] });
}

/** Leaves the current one alone; answers how many went. */
export function dropOtherHomeSecrets(home: string): number {
  const { current, others } = readOrMakeSecrets(home);
  writeSecrets(home, { current, others: [] });
  return others.length;
}
