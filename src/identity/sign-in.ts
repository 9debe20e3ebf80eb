import { APIError } from 'better-auth/api';
import { ProblemError } from '../app/problem-error.ts';
import type { Clock } from '../platform/clock.ts';
import { findAccountByEmail } from '../store/accounts.reader.ts';
import { claimCode } from '../store/accounts.writer.ts';
import type { AuthScoped, AuthStore } from '../store/auth-connection.ts';
import type { BetterAuth } from './better-auth.ts';
import type { Origin } from './caller.ts';
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
  if (userId !== undefined && deps.failures.note(userId))
    await recordInAuth(scoped, { kind: 'sign_in.failed_often', ...person }, origin, deps);
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

/** The library's part, with what follows from it, in one transaction. A refusal is answered, so that its line is kept. */
function tryPassword(
  { email, password }: Credentials,
  origin: Origin,
  deps: SignInDeps,
): Promise<WithCookies<SignInStep> | ProblemError> {
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
      return toProblem(error);
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
      return { outcome: tried, tookMs: performance.now() - began };
    }
    // takes as long as the real thing
    await hashPassword(password);
    return { outcome: wrongCredentials(), tookMs: performance.now() - began };
  });
  if (outcome instanceof ProblemError) {
    await holdRefusal(tookMs);
    throw outcome;
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

/** The second step: a time-based code, good once, or one of the ten recovery codes. */
export async function verifySecondFactor(
  { code, method, remember }: SecondFactor,
  origin: Origin,
  deps: SignInDeps,
): Promise<WithCookies<SignInStep>> {
  const { store, auth, clock, post } = deps;
  return runAuth(store, async (scoped) => {
    // the session that a browser still holds must not answer in place of the one being begun
    const cookie = origin.cookie
      .split(';')
      .filter((part) => part.includes('two_factor'))
      .join(';');
    const request = { headers: toHeaders({ ...origin, cookie }), returnHeaders: true } as const;
    const { headers, response } =
      method === 'totp'
        ? await auth.api.verifyTOTP({ body: { code }, ...request })
        : await auth.api.verifyBackupCode({ body: { code }, ...request });
    const { id, email } = response.user;
    if (method === 'totp' && !(await claimCode(scoped, id, hashToken(`${id} ${code}`), clock.now())))
      throw new ReplayedCodeError({ userId: id, label: toShownEmail(email) });
    if (method === 'recovery') await post.notify(scoped, email, 'recovery_code_used', origin);
    const action = method === 'totp' ? 'session.started' : 'session.started_with_recovery_code';
    const cookies = headers.getSetCookie();
    if (remember) cookies.push(await rememberDevice(scoped, id, origin, clock.now()));
    return finishSignIn(scoped, { account: { id, email }, action, cookies }, origin, deps);
  }).catch(async (error: unknown) => {
    // the session that the replay would have opened is rolled back; what happened is kept
    if (error instanceof ReplayedCodeError)
      await recordForPerson({ kind: 'code.replayed', ...error.person }, origin, deps);
    throw error;
  });
}

export async function signOut(
  origin: Origin,
  { store, auth }: Pick<SignInDeps, 'store' | 'auth'>,
): Promise<WithCookies<null>> {
  return runAuth(store, async (scoped) => {
    const current = await auth.api.getSession({ headers: toHeaders(origin) });
    const { headers } = await auth.api.signOut({ headers: toHeaders(origin), returnHeaders: true });
    if (current)
      await logForPerson(scoped, current.user.id, toPerson(current.user.id, current.user.email, origin), {
        action: 'session.ended',
        target: current.session.id,
      });
    return { value: null, cookies: headers.getSetCookie() };
  });
}
