import { sql } from 'kysely';
import type { AuthScoped } from './auth-connection.ts';

/** As better-auth names what it counts beside a challenge: it reads both where a recovery code is shown. */
const attemptsOf = (identifier: string) => `2fa-attempts-${identifier}`;

/** A sign-in that has passed its password and waits for a code. */
export const insertChallenge = (
  scoped: AuthScoped,
  {
    ids,
    identifier,
    userId,
    now,
    expiresAt,
  }: {
    readonly ids: readonly [string, string];
    readonly identifier: string;
    readonly userId: string;
    readonly now: string;
    readonly expiresAt: string;
  },
) => {
  const rest = { created_at: now, updated_at: now, expires_at: expiresAt };
  return scoped
    .insertInto('auth.verifications')
    .values([
      { id: ids[0], identifier, value: userId, ...rest },
      { id: ids[1], identifier: attemptsOf(identifier), value: '0', ...rest },
    ])
    .execute();
};

/** The challenge with its person and their secret, held until the transaction ends so that guesses come one by one. */
export const lockChallenge = (scoped: AuthScoped, identifier: string, now: string) =>
  scoped
    .selectFrom('auth.verifications as v')
    .innerJoin('auth.users as u', 'u.id', 'v.value')
    .innerJoin('auth.two_factors as t', 't.user_id', 'u.id')
    .innerJoin('auth.verifications as a', (join) => join.on('a.identifier', '=', attemptsOf(identifier)))
    .select(['u.id', 'u.email', 't.secret', 't.verified', sql<number>`a.value::integer`.as('attempts')])
    .where('v.identifier', '=', identifier)
    .where('v.expires_at', '>', now)
    .forUpdate(['v', 'a'])
    .executeTakeFirst();

export const countAttempt = (scoped: AuthScoped, identifier: string, attempts: number) =>
  scoped
    .updateTable('auth.verifications')
    .set({ value: String(attempts) })
    .where('identifier', '=', attemptsOf(identifier))
    .execute();

export const deleteChallenge = (scoped: AuthScoped, identifier: string) =>
  scoped
    .deleteFrom('auth.verifications')
    .where('identifier', 'in', [identifier, attemptsOf(identifier)])
    .execute();
