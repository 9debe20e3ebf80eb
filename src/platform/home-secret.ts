import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The installation's secret: 256 random bits, made once, readable by its owner alone. Whoever holds it can forge sessions. */
export function readOrMakeSecret(home: string): string {
  const file = path.join(home, 'secret');
  try {
    mkdirSync(home, { recursive: true });
    const made = randomBytes(32).toString('base64url');
    writeFileSync(file, made, { mode: 0o600, flag: 'wx' });
    return made;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const secret = readFileSync(file, 'utf8').trim();
    if (secret.length < 32) throw new Error(`${file} holds no secret of 32 characters or more`);
    return secret;
  }
}
