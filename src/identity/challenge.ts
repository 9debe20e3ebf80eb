import { createOTP } from '@better-auth/utils/otp';
import { symmetricDecrypt } from 'better-auth/crypto';
import type { ProblemError } from '../app/problem-error.ts';
import type { Clock } from '../platform/clock.ts';
import { listAll, type Secrets } from '../platform/seal.ts';
import type { AuthScoped } from '../store/auth-connection.ts';
import { countAttempt, deleteChallenge, insertChallenge, lockChallenge } from '../store/challenges.writer.ts';
import type { BetterAuth } from './better-auth.ts';
import { readCookie, writeCookie } from './read-cookie.ts';
import { getProblem } from './run-auth.ts';
import { makeToken } from './secrets.ts';
import { openSigned, signValue } from './signed-cookie.ts';

export interface ChallengeDeps {
  readonly auth: BetterAuth;
  readonly clock: Clock;
  readonly secrets: Secrets;
  /** Whether people reach the program by TLS alone. */
  readonly isSecure: boolean;
}

const cookieName = 'dealerscope.two_factor';
const validSeconds = 5 * 60;
/** Then the password has to be given again. */
const mostAttempts = 5;

const nameOf = (isSecure: boolean) => `${isSecure ? '__Secure-' : ''}${cookieName}`;

/** Which sign-in a browser is at the second step of; undefined where none of our secrets says so. */
export function readChallenge(cookie: string, { secrets, isSecure }: ChallengeDeps): string | undefined {
  const written = readCookie(cookie, nameOf(isSecure));
  return written === undefined ? undefined : openSigned(written, listAll(secrets));
}

/** The password was right: a code is asked for next. Answers the cookie by which the browser goes on. */
export async function beginChallenge(
  scoped: AuthScoped,
  userId: string,
  { clock, secrets, isSecure }: ChallengeDeps,
): Promise<string> {
  const identifier = `2fa-${makeToken()}`;
  const now = clock.now();
  const makeRowId = () => `ver_${makeToken().slice(0, 22)}`;
  await insertChallenge(scoped, {
    ids: [makeRowId(), makeRowId()],
    identifier,
    userId,
    now,
    expiresAt: new Date(Date.parse(now) + validSeconds * 1000).toISOString(),
  });
  return writeCookie({
    name: nameOf(isSecure),
    value: signValue(identifier, secrets),
    maxAgeSeconds: validSeconds,
    isSecure,
  });
}

export type Answer =
  | { readonly ok: true; readonly id: string; readonly email: string; readonly cookies: readonly string[] }
  | { readonly ok: false; readonly problem: ProblemError };

/**
 * Whether the code is the one that the person's app shows; the challenge ends with it, or with the fifth wrong one.
 * Throws what better-auth throws for a secret that was sealed with one that is not known.
 */
export async function answerChallenge(
  scoped: AuthScoped,
  identifier: string | undefined,
  code: string,
  { auth, clock, isSecure }: ChallengeDeps,
): Promise<Answer> {
  const refuse = (why: 'INVALID_TWO_FACTOR_COOKIE' | 'TOTP_NOT_ENABLED' | 'INVALID_CODE'): Answer => ({
    ok: false,
    problem: getProblem(why),
  });
  const challenge =
    identifier === undefined ? undefined : await lockChallenge(scoped, identifier, clock.now());
  if (!challenge || identifier === undefined) return refuse('INVALID_TWO_FACTOR_COOKIE');
  if (!challenge.verified) return refuse('TOTP_NOT_ENABLED');
  if (challenge.attempts >= mostAttempts) {
    await deleteChallenge(scoped, identifier);
    return refuse('INVALID_TWO_FACTOR_COOKIE');
  }
  const { secretConfig } = await auth.$context;
  const secret = await symmetricDecrypt({ key: secretConfig, data: challenge.secret });
  if (!(await createOTP(secret).verify(code))) {
    await countAttempt(scoped, identifier, challenge.attempts + 1);
    return refuse('INVALID_CODE');
  }
  await deleteChallenge(scoped, identifier);
  const { id, email } = challenge;
  const ended = writeCookie({ name: nameOf(isSecure), value: '', maxAgeSeconds: 0, isSecure });
  return { ok: true, id, email, cookies: [ended] };
}
