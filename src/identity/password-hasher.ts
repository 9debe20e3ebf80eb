import { createHmac } from 'node:crypto';
import bcrypt from 'bcrypt';
import { createHashingQueue } from './hashing-queue.ts';

/** 2^12 rounds: some 0.3 s of one core for each guess. */
const productionCost = 12;

/** Hashes passwords beside the event loop, one at a time; both throw `WaitError` when too many wait. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  verify(given: { readonly hash: string; readonly password: string }): Promise<boolean>;
}

/**
 * bcrypt reads 72 bytes and stops at a NUL, so the password is hashed to 44 characters first. Keyed with a name of our
 * own, so that lists of plain SHA-256 hashes stolen elsewhere cannot be tried against ours.
 */
const condense = (password: string): string =>
  createHmac('sha256', 'dealerscope.password.1').update(password.normalize('NFKC')).digest('base64');

/** `cost` is for tests alone: no setting reaches it. */
export function createPasswordHasher(cost = productionCost): PasswordHasher {
  const inTurn = createHashingQueue();
  return {
    hash: (password) => inTurn(() => bcrypt.hash(condense(password), cost)),
    verify: ({ hash, password }) => inTurn(() => bcrypt.compare(condense(password), hash)),
  };
}
