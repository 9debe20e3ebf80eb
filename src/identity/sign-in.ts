import { APIError } from 'better-auth/api';
import { ProblemError } from '../app/problem-error.ts';
import type { Clock } from '../platform/clock.ts';
import { findAccountByEmail } from '../store/accounts.reader.ts';
import { claimCode } from '../store/accounts.writer.ts';
import type { AuthScoped, AuthStore } from '../store/auth-connection.ts';
import {
  findChallenged,
  rememberRecoveryCode,
  wasRecoveryCodeUsed,
} from '../store/stolen-credentials.writer.ts';
import type { BetterAuth } from './better-auth.ts';
import type { Origin } from './caller.ts';
import { noteDroppedToken, readSignedCookie } from './dropped-tokens.ts';
import { toShownEmail, toStoredEmail } from './email.ts';
import type { EvenTime } from './even-time.ts';
import { finishSignIn } from './finish-sign-in.ts';
import type { HashingQueue } from './hashing-queue.ts';
import type { Post } from './mail/post.ts';
import { hashPassword } from './password-policy.ts';
import { logForPerson, toPerson } from './person-log.ts';
import { runAuth, toHeaders, toProblem, type WithCookies } from './run-auth.ts';
import { hashToken } from './secrets.ts';
import type { FailureTally } from './security/failure-tally.ts';
import { recordForPerson, recordInAuth, type SecurityCounts } from './security/record-event.ts';
import type { SignInThrottle } from './sign-in-throttle.ts';
import { isRememberedDevice, rememberDevice } from './trusted-devices.ts';

export interface SignInDeps {
  readonly store: AuthStore;
  readonly auth: BetterAuth;
  readonly clock: Clock;
  readonly throttle: SignInThrottle;
  readonly inTurn: HashingQueue;
  readonly holdRefusal: EvenTime;
  readonly post: Post;
  readonly counts: SecurityCounts;
  readonly failures: FailureTally;
}

export type SignInStep = { readonly status: 'signed_in' | 'second_factor_required' };

interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** The same work whether the account is known or not, so that the time tells nothing. */
async function recordFailure(
  scoped: AuthScoped,
  userId: string | undefined,
  email: string,
  origin: Origin,
  deps: SignInDeps,
): Promise<void> {
  // what strangers typed is not kept: it may be a password, or anybody's address
  const person = userId === undefined ? {} : { userId, label: toShownEmail(email) };
  await recordInAuth(scoped, { kind: 'sign_in.failed', ...person }, origin, deps);
}

/** Outside a transaction, for the count may be kept on another machine. */
async function noteFailure(
  step: 'password' | 'code',
  person: { readonly id: string; readonly email: string },
  origin: Origin,
  deps: SignInDeps,
): Promise<void> {
  if (!(await deps.failures.note(step, person.id))) return;
  const kind = step === 'password' ? 'sign_in.failed_often' : 'code.failed_often';
  await recordForPerson({ kind, userId: person.id, label: toShownEmail(person.email) }, origin, deps);
}

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

const wrongCredentials = () => new ProblemError(401, 'wrong_credentials', 'E-mail or password is not right.');

interface RefusedSignIn {
  readonly problem: ProblemError;
  /** Whose password it was not; undefined: nobody's that we know. */
  readonly account: { readonly id: string; readonly email: string } | undefined;
}

/** The library's part, with what follows from it, in one transaction. A refusal is answered, so that its line is kept. */
function tryPassword(
  { email, password }: Credentials,
  origin: Origin,
  deps: SignInDeps,
): Promise<WithCookies<SignInStep> | RefusedSignIn> {
  const { store, auth, clock } = deps;
  return runAuth(store, async (scoped) => {
    const account = await findAccountByEmail(scoped, email);
    const headers = toHeaders({ ...origin, cookie: '' });
    try {
      const signedIn = await auth.api.signInEmail({
        body: { email, password },
        headers,
        returnHeaders: true,
      });
      if (!account) throw new Error('a session was begun for nobody');
      const finish = (action: string, cookies: readonly string[]) =>
        finishSignIn(scoped, { account, action, cookies }, origin, deps);
      if (!('twoFactorRedirect' in signedIn.response))
        return await finish('session.started', signedIn.headers.getSetCookie());
      if (await isRememberedDevice(scoped, account.id, origin, clock.now())) {
        const started = await auth.api.startSession({
          body: { userId: account.id },
          headers,
          returnHeaders: true,
        });
        return await finish('session.started_on_remembered_device', started.headers.getSetCookie());
      }
      await logForPerson(scoped, account.id, toPerson(account.id, email, origin), {
        action: 'password.accepted',
        target: account.id,
      });
      return {
        value: { status: 'second_factor_required' },
        cookies: signedIn.headers.getSetCookie(),
      } as const;
    } catch (error) {
      if (!(error instanceof APIError)) throw error;
      if (account)
        await logForPerson(scoped, account.id, toPerson(account.id, email, origin), {
          action: 'session.refused',
          target: account.id,
        });
      await recordFailure(scoped, account?.id, email, origin, deps);
      return { problem: toProblem(error), account };
    }
  });
}

/** E-mail and password. The answer and its time are the same whether the e-mail is known or not. */
export async function signIn(
  { email: typed, password }: Credentials,
  origin: Origin,
  deps: SignInDeps,
): Promise<WithCookies<SignInStep>> {
  const { throttle, inTurn, holdRefusal } = deps;
  const email = toStoredEmail(typed);
  const attempt = await throttle.begin(email ?? typed.toLowerCase().slice(0, 254), origin);
  const { outcome, tookMs } = await inTurn(async () => {
    const began = performance.now();
    if (email !== undefined) {
      const tried = await tryPassword({ email, password }, origin, deps);
      if ('problem' in tried && tried.account) await noteFailure('password', tried.account, origin, deps);
      return { outcome: tried, tookMs: performance.now() - began };
    }
    // takes as long as the real thing
    await hashPassword(password);
    return { outcome: { problem: wrongCredentials() }, tookMs: performance.now() - began };
  });
  if ('problem' in outcome) {
    await holdRefusal(tookMs);
    throw outcome.problem;
  }
  await attempt.succeed();
  return outcome;
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

export async function signOut(
  origin: Origin,
  { store, auth, clock }: Pick<SignInDeps, 'store' | 'auth' | 'clock'>,
): Promise<WithCookies<null>> {
  return runAuth(store, async (scoped) => {
    const current = await auth.api.getSession({ headers: toHeaders(origin) });
    const { headers } = await auth.api.signOut({ headers: toHeaders(origin), returnHeaders: true });
    if (current) {
      await noteDroppedToken(scoped, current.user.id, origin, { clock });
      await logForPerson(scoped, current.user.id, toPerson(current.user.id, current.user.email, origin), {
        action: 'session.ended',
        target: current.session.id,
      });
    }
    return { value: null, cookies: headers.getSetCookie() };
  });
}
