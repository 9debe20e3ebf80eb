import { createHash, randomBytes } from 'node:crypto';
import { type IdKind, idPrefixes } from '../core/kernel/ids.ts';

/** 256 random bits, readable in a URL. */
export const makeToken = (): string => randomBytes(32).toString('base64url');

/** Random tokens need no slow hash: they cannot be guessed. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

export const makeId = (kind: IdKind): string =>
  `${idPrefixes[kind]}_${randomBytes(16).toString('base64url')}`;

const readable = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A one-time password that can be read from a terminal and typed: 20 characters, some 99 bits. */
export function makeOneTimePassword(): string {
  const letters: string[] = [];
  while (letters.length < 20) {
    for (const byte of randomBytes(32)) {
      // 248 is the greatest multiple of 31 under 256: above it, some letters would come more often
      if (byte < 248 && letters.length < 20) letters.push(readable[byte % readable.length] ?? '');
    }
  }
  return [0, 5, 10, 15].map((at) => letters.slice(at, at + 5).join('')).join('-');
}
