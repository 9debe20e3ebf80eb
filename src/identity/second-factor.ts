import { APIError } from 'better-auth/api';
import { ProblemError } from '../app/problem-error.ts';
import { claimCode } from '../store/accounts.writer.ts';
import {
  findChallenged,
  rememberRecoveryCode,
  wasRecoveryCodeUsed,
} from '../store/stolen-credentials.writer.ts';
import type { Origin } from './caller.ts';
import { readSignedCookie } from './dropped-tokens.ts';
import { toShownEmail } from './email.ts';
import { finishSignIn } from './finish-sign-in.ts';
import { runAuth, toHeaders, toProblem, type WithCookies } from './run-auth.ts';
import { hashToken } from './secrets.ts';
import { noteFailure } from './security/note-failure.ts';
import { recordForPerson, recordInAuth } from './security/record-event.ts';
import type { SignInDeps, SignInStep } from './sign-in.ts';
import { rememberDevice } from './trusted-devices.ts';

/** A time-based code that was used before. */
class ReplayedCodeError extends ProblemError {
  readonly person: { readonly userId: string; readonly label: string };
  constructor(person: ReplayedCodeError['person']) {
    super(401, 'wrong_code', 'The code was used already. Wait for the next one.', [
      { pointer: '/code', message: 'used already' },
    ]);
    this.person = person;
  }
}

/** What better-auth throws for an envelope of a secret that it was not given. */
const isSealedByAnother = (error: unknown): boolean =>
  error instanceof Error && /^Secret version \d+ not found/.test(error.message);

class UnreadableFactorError extends ProblemError {
  constructor() {
    super(
      503,
      'second_factor_unreadable',
      'Your second factor was sealed with a secret that this installation no longer has. Its operator can tell by: npx dealerscope secret status',
    );
  }
}

export interface SecondFactor {
  readonly code: string;
  readonly method: 'totp' | 'recovery';
  /** Whether this browser is to be asked for no code for 30 days. */
  readonly remember: boolean;
}

const challengeCookie = 'dealerscope.two_factor';
const hashRecoveryCode = (userId: string, code: string) => hashToken(`${userId} recovery ${code}`);

/** The library's part of the second step, with what follows from it, in one transaction. */
function tryCode(
  { code, method, remember }: SecondFactor,
  person: Challenged | undefined,
  origin: Origin,
  deps: SignInDeps,
): Promise<WithCookies<SignInStep> | ProblemError> {
  const { store, auth, clock, post } = deps;
  return runAuth(store, async (scoped) => {
    // the session that a browser still holds must not answer in place of the one being begun
    const cookie = origin.cookie
      .split(';')
      .filter((part) => part.includes('two_factor'))
      .join(';');
    const request = { headers: toHeaders({ ...origin, cookie }), returnHeaders: true } as const;
    try {
      const { headers, response } =
        method === 'totp'
          ? await auth.api.verifyTOTP({ body: { code }, ...request })
          : await auth.api.verifyBackupCode({ body: { code }, ...request });
      const { id, email } = response.user;
      if (method === 'totp' && !(await claimCode(scoped, id, hashToken(`${id} ${code}`), clock.now())))
        throw new ReplayedCodeError({ userId: id, label: toShownEmail(email) });
      if (method === 'recovery') {
        await rememberRecoveryCode(scoped, id, hashRecoveryCode(id, code), clock.now());
        await post.notify(scoped, email, 'recovery_code_used', origin);
      }
      const action = method === 'totp' ? 'session.started' : 'session.started_with_recovery_code';
      const cookies = headers.getSetCookie();
      if (remember) cookies.push(await rememberDevice(scoped, id, origin, clock.now()));
      return await finishSignIn(scoped, { account: { id, email }, action, cookies }, origin, deps);
    } catch (error) {
      if (isSealedByAnother(error)) throw new UnreadableFactorError();
      if (!(error instanceof APIError)) throw error;
      // answered, so that what was counted and is written here stays
      if (person && method === 'recovery') {
        const { id, email } = person;
        if (await wasRecoveryCodeUsed(scoped, id, hashRecoveryCode(id, code)))
          await recordInAuth(
            scoped,
            { kind: 'backup_code.reused', userId: id, label: toShownEmail(email) },
            origin,
            deps,
          );
      }
      return toProblem(error);
    }
  });
}

type Challenged = NonNullable<Awaited<ReturnType<typeof findChallenged>>>;

/** The second step: a time-based code, good once, or one of the ten recovery codes. */
export async function verifySecondFactor(
  given: SecondFactor,
  origin: Origin,
  deps: SignInDeps,
): Promise<WithCookies<SignInStep>> {
  const { store, clock, throttle } = deps;
  const challenge = readSignedCookie(origin.cookie, challengeCookie);
  const person =
    challenge === undefined
      ? undefined
      : await runAuth(store, (scoped) => findChallenged(scoped, challenge, clock.now()));
  const attempt = person && (await throttle.beginCode(person.email, origin));
  const outcome = await tryCode(given, person, origin, deps).catch(async (error: unknown) => {
    // the session that the replay would have opened is rolled back; what happened is kept
    if (error instanceof ReplayedCodeError)
      await recordForPerson({ kind: 'code.replayed', ...error.person }, origin, deps);
    throw error;
  });
  if (outcome instanceof ProblemError) {
    if (person) await noteFailure('code', person, origin, deps);
    throw outcome;
  }
  await attempt?.succeed();
  return outcome;
}
