import { APIError } from 'better-auth/api';
import { ProblemError } from '../app/problem-error.ts';
import type { Clock } from '../platform/clock.ts';
import { findAccountByEmail } from '../store/accounts.reader.ts';
import type { AuthScoped, AuthStore } from '../store/auth-connection.ts';
import type { BetterAuth } from './better-auth.ts';
import type { Origin } from './caller.ts';
import { noteDroppedToken } from './dropped-tokens.ts';
import { toShownEmail, toStoredEmail } from './email.ts';
import type { EvenTime } from './even-time.ts';
import { finishSignIn } from './finish-sign-in.ts';
import type { HashingQueue } from './hashing-queue.ts';
import type { Post } from './mail/post.ts';
import { hashPassword } from './password-policy.ts';
import { logForPerson, toPerson } from './person-log.ts';
import { runAuth, toHeaders, toProblem, type WithCookies } from './run-auth.ts';
import type { FailureTally } from './security/failure-tally.ts';
import { noteFailure } from './security/note-failure.ts';
import { recordInAuth, type SecurityCounts } from './security/record-event.ts';
import type { SignInThrottle } from './sign-in-throttle.ts';
import { isRememberedDevice } from './trusted-devices.ts';

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
