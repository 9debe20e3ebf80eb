import { APIError } from 'better-auth/api';
import { ProblemError } from '../app/problem-error.ts';
import type { OrgId } from '../core/kernel/ids.ts';
import type { Clock } from '../platform/clock.ts';
import { findAccountByEmail, findMemberships } from '../store/accounts.reader.ts';
import { claimCode } from '../store/accounts.writer.ts';
import { type Actor, type AuditEntry, appendAuditEvent } from '../store/audit.writer.ts';
import { type AuthScoped, type AuthStore, setTenant } from '../store/auth-connection.ts';
import type { BetterAuth } from './better-auth.ts';
import type { Origin } from './caller.ts';
import { toShownEmail, toStoredEmail } from './email.ts';
import type { HashingQueue } from './hashing-queue.ts';
import { hashPassword } from './password-policy.ts';
import { runAuth, toHeaders, toProblem, type WithCookies } from './run-auth.ts';
import { hashToken } from './secrets.ts';
import type { FailureTally } from './security/failure-tally.ts';
import { noteSignIn, recordForPerson, recordInAuth, type SecurityCounts } from './security/record-event.ts';
import type { SignInThrottle } from './sign-in-throttle.ts';

export interface SignInDeps {
  readonly store: AuthStore;
  readonly auth: BetterAuth;
  readonly clock: Clock;
  readonly throttle: SignInThrottle;
  readonly inTurn: HashingQueue;
  readonly counts: SecurityCounts;
  readonly failures: FailureTally;
}

export type SignInStep = { readonly status: 'signed_in' | 'second_factor_required' };

/** Writes to the log of each dealership that the person belongs to. */
async function logForPerson(
  scoped: AuthScoped,
  userId: string,
  email: string,
  origin: Origin,
  entry: AuditEntry,
) {
  const actor: Actor = {
    kind: 'anonymous',
    id: userId,
    userId,
    label: toShownEmail(email),
    ipAddress: origin.ipAddress,
    correlationId: origin.correlationId,
  };
  const memberships = await findMemberships(scoped, userId);
  // always in one order, so that two transactions cannot wait for each other
  for (const { org_id } of memberships.toSorted((a, b) => (a.org_id < b.org_id ? -1 : 1))) {
    await setTenant(scoped, org_id as OrgId);
    await appendAuditEvent(scoped, actor, entry);
  }
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

/** E-mail and password. The answer and its time are the same whether the e-mail is known or not. */
export async function signIn(
  { email: typed, password }: { readonly email: string; readonly password: string },
  origin: Origin,
  deps: SignInDeps,
): Promise<WithCookies<SignInStep>> {
  const { store, auth, throttle, inTurn } = deps;
  const email = toStoredEmail(typed);
  const attempt = await throttle.begin(email ?? typed.toLowerCase().slice(0, 254), origin);
  if (email === undefined) {
    // takes as long as the real thing
    await inTurn(() => hashPassword(password));
    throw wrongCredentials();
  }
  const outcome = await inTurn(() =>
    runAuth(store, async (scoped) => {
      const account = await findAccountByEmail(scoped, email);
      try {
        const { headers, response } = await auth.api.signInEmail({
          body: { email, password },
          headers: toHeaders({ ...origin, cookie: '' }),
          returnHeaders: true,
        });
        const needsCode = 'twoFactorRedirect' in response;
        if (account) {
          const action = needsCode ? 'password.accepted' : 'session.started';
          await logForPerson(scoped, account.id, email, origin, { action, target: account.id });
          const person = { userId: account.id, label: toShownEmail(email) };
          if (!needsCode) await noteSignIn(scoped, person, origin, deps);
        }
        const status = needsCode ? 'second_factor_required' : 'signed_in';
        return { value: { status } as const, cookies: headers.getSetCookie() };
      } catch (error) {
        if (!(error instanceof APIError)) throw error;
        if (account)
          await logForPerson(scoped, account.id, email, origin, {
            action: 'session.refused',
            target: account.id,
          });
        await recordFailure(scoped, account?.id, email, origin, deps);
        return toProblem(error);
      }
    }),
  );
  if (outcome instanceof ProblemError) throw outcome;
  const deviceCookie = await attempt.succeed();
  // a password alone does not make a device known where a code is asked for as well
  const isDone = outcome.value.status === 'signed_in';
  return { value: outcome.value, cookies: isDone ? [...outcome.cookies, deviceCookie] : outcome.cookies };
}

/** The second step: a time-based code, good once, or one of the ten recovery codes. */
export async function verifySecondFactor(
  { code, method }: { readonly code: string; readonly method: 'totp' | 'recovery' },
  origin: Origin,
  deps: SignInDeps,
): Promise<WithCookies<SignInStep>> {
  const { store, auth, clock } = deps;
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
    const { user } = response;
    if (
      method === 'totp' &&
      !(await claimCode(scoped, user.id, hashToken(`${user.id} ${code}`), clock.now()))
    )
      throw new ReplayedCodeError({ userId: user.id, label: toShownEmail(user.email) });
    await logForPerson(scoped, user.id, user.email, origin, {
      action: method === 'totp' ? 'session.started' : 'session.started_with_recovery_code',
      target: user.id,
    });
    await noteSignIn(scoped, { userId: user.id, label: toShownEmail(user.email) }, origin, deps);
    return { value: { status: 'signed_in' } as const, cookies: headers.getSetCookie() };
  }).catch(async (error: unknown) => {
    // the session that the replay would have opened is rolled back; what happened is kept
    if (error instanceof ReplayedCodeError)
      await recordForPerson({ kind: 'code.replayed', ...error.person }, origin, deps);
    throw error;
  });
}

export async function signOut(origin: Origin, { store, auth }: SignInDeps): Promise<WithCookies<null>> {
  return runAuth(store, async (scoped) => {
    const current = await auth.api.getSession({ headers: toHeaders(origin) });
    const { headers } = await auth.api.signOut({ headers: toHeaders(origin), returnHeaders: true });
    if (current)
      await logForPerson(scoped, current.user.id, current.user.email, origin, {
        action: 'session.ended',
        target: current.session.id,
      });
    return { value: null, cookies: headers.getSetCookie() };
  });
}
