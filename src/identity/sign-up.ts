import { ProblemError } from '../app/problem-error.ts';
import type { OrgId } from '../core/kernel/ids.ts';
import type { Clock } from '../platform/clock.ts';
import { findAccountByEmail } from '../store/accounts.reader.ts';
import { appendAuditEvent } from '../store/audit.writer.ts';
import { type AuthStore, setTenant } from '../store/auth-connection.ts';
import { findEmailToken, takeEmailToken } from '../store/email-tokens.writer.ts';
import { insertMember } from '../store/members.writer.ts';
import { insertOrganisation } from '../store/organisations.writer.ts';
import type { BetterAuth } from './better-auth.ts';
import type { Origin } from './caller.ts';
import { createAccount } from './create-account.ts';
import { toMaskedEmail, toShownEmail, toStoredEmail } from './email.ts';
import type { HashingQueue } from './hashing-queue.ts';
import type { Post } from './mail/post.ts';
import { assertStrongPassword } from './password-policy.ts';
import { staleLink } from './password-reset.ts';
import { toPerson } from './person-log.ts';
import { runAuth } from './run-auth.ts';
import { hashToken, makeId } from './secrets.ts';

export interface SignUpDeps {
  readonly store: AuthStore;
  readonly auth: BetterAuth;
  readonly clock: Clock;
  readonly post: Post;
  readonly inTurn: HashingQueue;
  /** Whether strangers may make dealerships of their own here. */
  readonly isSignUpOpen: boolean;
}

function assertOpen({ isSignUpOpen, post }: SignUpDeps): void {
  if (!isSignUpOpen)
    throw new ProblemError(403, 'sign_up_closed', 'Accounts here are made by invitation only.');
  post.assertOn();
}

/** Mails a link to go on with; who has an account is told that instead, in the mail alone. */
export async function requestSignUp(typed: string, { baseUrl }: Origin, deps: SignUpDeps): Promise<void> {
  assertOpen(deps);
  const email = toStoredEmail(typed);
  if (email === undefined) return;
  await runAuth(deps.store, (scoped) => deps.post.ask(scoped, email, { template: 'sign_up', baseUrl }));
}

/** The address that a link to sign up was sent to. */
export async function readSignUp(token: string, deps: SignUpDeps): Promise<{ readonly email: string }> {
  assertOpen(deps);
  const found = await runAuth(deps.store, (scoped) =>
    findEmailToken(scoped, hashToken(token), 'sign_up', deps.clock.now()),
  );
  if (!found) throw staleLink();
  return { email: toShownEmail(found.email) };
}

export interface NewDealership {
  readonly token: string;
  readonly name: string;
  readonly organisation: string;
  readonly password: string;
}

/** The address is theirs, as the link shows: they get an account, and a dealership that they own. */
export async function completeSignUp(
  { token, name, organisation, password }: NewDealership,
  origin: Origin,
  deps: SignUpDeps,
): Promise<{ readonly email: string }> {
  assertOpen(deps);
  const { store, auth, clock, inTurn } = deps;
  return inTurn(() =>
    runAuth(store, async (scoped) => {
      const link = await takeEmailToken(scoped, hashToken(token), ['sign_up'], clock.now());
      if (!link) throw staleLink();
      const email = toShownEmail(link.email);
      if (await findAccountByEmail(scoped, link.email))
        throw new ProblemError(409, 'conflict', 'This address has an account by now: sign in.');
      assertStrongPassword(password, [email, name, organisation]);
      const userId = await createAccount(scoped, auth, {
        email: link.email,
        name,
        password,
        mustChangePassword: false,
        emailVerified: true,
      });
      const orgId = makeId('org') as OrgId;
      await setTenant(scoped, orgId);
      await insertOrganisation(scoped, orgId, organisation);
      const member = { id: makeId('member'), org_id: orgId, user_id: userId, role: 'owner' };
      await insertMember(scoped, member);
      await appendAuditEvent(scoped, toPerson(userId, link.email, origin), {
        action: 'organisation.made',
        target: orgId,
        after: { name: organisation, owner: toMaskedEmail(link.email) },
      });
      return { email };
    }),
  );
}
