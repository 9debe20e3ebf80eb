import { ProblemError } from '../app/problem-error.ts';
import type { Clock } from '../platform/clock.ts';
import { findPassword, lockPassword } from '../store/accounts.reader.ts';
import { deleteSessionByToken } from '../store/accounts.writer.ts';
import type { AuthScoped, AuthStore } from '../store/auth-connection.ts';
import type { Origin } from './caller.ts';
import { beginChallenge, type ChallengeDeps } from './challenge.ts';
import { noteDroppedToken } from './dropped-tokens.ts';
import { toShownEmail, toStoredEmail } from './email.ts';
import type { EvenTime } from './even-time.ts';
import { finishSignIn } from './finish-sign-in.ts';
import type { HashingQueue } from './hashing-queue.ts';
import type { Post } from './mail/post.ts';
import type { PasswordHasher } from './password-hasher.ts';
import { logForPerson, toPerson } from './person-log.ts';
import { runAuth, type WithCookies } from './run-auth.ts';
import type { FailureTally } from './security/failure-tally.ts';
import { noteFailure } from './security/note-failure.ts';
import { recordInAuth, type SecurityCounts } from './security/record-event.ts';
import type { SessionCookie } from './session-cookie.ts';
import type { SignInThrottle } from './sign-in-throttle.ts';
import { startSession } from './start-session.ts';
import { isRememberedDevice } from './trusted-devices.ts';

export interface SignInDeps extends ChallengeDeps {
  readonly store: AuthStore;
  readonly clock: Clock;
  readonly sessionCookie: SessionCookie;
  readonly throttle: SignInThrottle;
  readonly hasher: PasswordHasher;
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

/** Reads, hashes with no connection held, and then writes what follows in one transaction. */
async function tryPassword(
  { email, password }: Credentials,
  origin: Origin,
  deps: SignInDeps,
): Promise<WithCookies<SignInStep> | RefusedSignIn> {
  const { store, hasher } = deps;
  const account = await findPassword(store.each, email);
  const hash = account?.password ?? undefined;
  // takes as long where there is nobody
  const isRight =
    hash === undefined
      ? await hasher.hash(password).then(() => false)
      : await hasher.verify({ hash, password });
  if (account && hash !== undefined && isRight) {
    const entered = await runAuth(store, (scoped) => enter(scoped, account.id, hash, origin, deps));
    if (entered) return entered;
  }
  await runAuth(store, async (scoped) => {
    if (account)
      await logForPerson(scoped, account.id, toPerson(account.id, email, origin), {
        action: 'session.refused',
        target: account.id,
      });
    await recordFailure(scoped, account?.id, email, origin, deps);
  });
  return { problem: wrongCredentials(), account };
}

/** The password was right a moment ago; undefined where it was changed meanwhile. */
async function enter(
  scoped: AuthScoped,
  userId: string,
  hash: string,
  origin: Origin,
  deps: SignInDeps,
): Promise<WithCookies<SignInStep> | undefined> {
  const account = await lockPassword(scoped, userId, hash);
  if (!account) return undefined;
  const { id, email } = account;
  const isRemembered =
    account.two_factor_enabled && (await isRememberedDevice(scoped, id, origin, deps.clock.now()));
  if (account.two_factor_enabled && !isRemembered) {
    const cookie = await beginChallenge(scoped, id, deps);
    await logForPerson(scoped, id, toPerson(id, email, origin), { action: 'password.accepted', target: id });
    return { value: { status: 'second_factor_required' }, cookies: [cookie] };
  }
  const action = isRemembered ? 'session.started_on_remembered_device' : 'session.started';
  const cookies = [await startSession(scoped, id, origin, deps)];
  return finishSignIn(scoped, { account, action, cookies }, origin, deps);
}

/** E-mail and password. The answer and its time are the same whether the e-mail is known or not. */
export async function signIn(
  { email: typed, password }: Credentials,
  origin: Origin,
  deps: SignInDeps,
): Promise<WithCookies<SignInStep>> {
  const { throttle, hasher, inTurn, holdRefusal } = deps;
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
    await hasher.hash(password);
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
  { store, clock, sessionCookie }: Pick<SignInDeps, 'store' | 'clock' | 'sessionCookie'>,
): Promise<WithCookies<null>> {
  const token = sessionCookie.open(sessionCookie.read(origin.cookie) ?? '');
  if (token !== undefined)
    await runAuth(store, async (scoped) => {
      const ended = await deleteSessionByToken(scoped, token);
      if (!ended) return;
      await noteDroppedToken(scoped, ended.user_id, origin, { clock });
      await logForPerson(scoped, ended.user_id, toPerson(ended.user_id, ended.email, origin), {
        action: 'session.ended',
        target: ended.id,
      });
    });
  return { value: null, cookies: [sessionCookie.end()] };
}
