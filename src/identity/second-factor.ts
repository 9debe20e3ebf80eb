import { APIError } from 'better-auth/api';
import { ProblemError } from '../app/problem-error.ts';
import { claimCode } from '../store/accounts.writer.ts';
import type { AuthScoped } from '../store/auth-connection.ts';
import {
  findChallenged,
  rememberRecoveryCode,
  wasRecoveryCodeUsed,
} from '../store/stolen-credentials.writer.ts';
import type { Origin } from './caller.ts';
import { answerChallenge, readChallenge } from './challenge.ts';
import { toShownEmail } from './email.ts';
import { finishSignIn } from './finish-sign-in.ts';
import { runAuth, toHeaders, toProblem, type WithCookies } from './run-auth.ts';
import { hashToken } from './secrets.ts';
import { noteFailure } from './security/note-failure.ts';
import { recordForPerson, recordInAuth } from './security/record-event.ts';
import type { SignInDeps, SignInStep } from './sign-in.ts';
import { startSession } from './start-session.ts';
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

const hashRecoveryCode = (userId: string, code: string) => hashToken(`${userId} recovery ${code}`);

interface Step {
  readonly given: SecondFactor;
  readonly challenge: string | undefined;
  readonly person: Challenged | undefined;
  readonly origin: Origin;
}

/** The session of who has shown that they hold the second factor, with all that follows from it. */
async function enter(
  scoped: AuthScoped,
  account: { readonly id: string; readonly email: string },
  cookies: readonly string[],
  { given: { method, remember }, origin }: Step,
  deps: SignInDeps,
): Promise<WithCookies<SignInStep>> {
  const action = method === 'totp' ? 'session.started' : 'session.started_with_recovery_code';
  const device = remember ? [await rememberDevice(scoped, account.id, origin, deps.clock.now())] : [];
  return finishSignIn(scoped, { account, action, cookies: [...cookies, ...device] }, origin, deps);
}

async function tryTimeBasedCode(scoped: AuthScoped, step: Step, deps: SignInDeps) {
  const { code } = step.given;
  const answer = await answerChallenge(scoped, step.challenge, code, deps);
  // answered, so that what was counted stays
  if (!answer.ok) return answer.problem;
  const { id, email } = answer;
  if (!(await claimCode(scoped, id, hashToken(`${id} ${code}`), deps.clock.now())))
    throw new ReplayedCodeError({ userId: id, label: toShownEmail(email) });
  const session = await startSession(scoped, id, step.origin, deps);
  return enter(scoped, { id, email }, [session, ...answer.cookies], step, deps);
}

async function tryRecoveryCode(scoped: AuthScoped, step: Step, deps: SignInDeps) {
  const { auth, clock, post } = deps;
  const { origin, person } = step;
  const { code } = step.given;
  // the session that a browser still holds must not answer in place of the one being begun
  const cookie = origin.cookie
    .split(';')
    .filter((part) => part.includes('two_factor'))
    .join(';');
  try {
    const { headers, response } = await auth.api.verifyBackupCode({
      body: { code },
      headers: toHeaders({ ...origin, cookie }),
      returnHeaders: true,
    });
    const { id, email } = response.user;
    await rememberRecoveryCode(scoped, id, hashRecoveryCode(id, code), clock.now());
    await post.notify(scoped, email, 'recovery_code_used', origin);
    return await enter(scoped, { id, email }, headers.getSetCookie(), step, deps);
  } catch (error) {
    if (!(error instanceof APIError)) throw error;
    if (person && (await wasRecoveryCodeUsed(scoped, person.id, hashRecoveryCode(person.id, code))))
      await recordInAuth(
        scoped,
        { kind: 'backup_code.reused', userId: person.id, label: toShownEmail(person.email) },
        origin,
        deps,
      );
    return toProblem(error);
  }
}

/** The second step, with what follows from it, in one transaction. */
const tryCode = (step: Step, deps: SignInDeps): Promise<WithCookies<SignInStep> | ProblemError> =>
  runAuth(deps.store, (scoped) =>
    (step.given.method === 'totp' ? tryTimeBasedCode : tryRecoveryCode)(scoped, step, deps),
  );

type Challenged = NonNullable<Awaited<ReturnType<typeof findChallenged>>>;

/** The second step: a time-based code, good once, or one of the ten recovery codes. */
export async function verifySecondFactor(
  given: SecondFactor,
  origin: Origin,
  deps: SignInDeps,
): Promise<WithCookies<SignInStep>> {
  const { store, clock, throttle } = deps;
  const challenge = readChallenge(origin.cookie, deps);
  const person =
    challenge === undefined ? undefined : await findChallenged(store.each, challenge, clock.now());
  const attempt = person && (await throttle.beginCode(person.email, origin));
  const outcome = await tryCode({ given, challenge, person, origin }, deps).catch(async (error: unknown) => {
    if (isSealedByAnother(error)) throw new UnreadableFactorError();
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
