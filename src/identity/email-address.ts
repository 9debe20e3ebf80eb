import { ProblemError } from '../app/problem-error.ts';
import type { Clock } from '../platform/clock.ts';
import { findAccountByEmail, findAccountById } from '../store/accounts.reader.ts';
import { setVerifiedEmail } from '../store/accounts.writer.ts';
import { appendAuditEvent } from '../store/audit.writer.ts';
import { type AuthStore, setTenant } from '../store/auth-connection.ts';
import { deleteEmailTokens, takeEmailToken } from '../store/email-tokens.writer.ts';
import type { BetterAuth } from './better-auth.ts';
import { type Caller, type Origin, toActor } from './caller.ts';
import { parseEmail, toMaskedEmail, toShownEmail } from './email.ts';
import type { Post } from './mail/post.ts';
import { staleLink } from './password-reset.ts';
import { logForPerson, toPerson } from './person-log.ts';
import { runAuth, toHeaders } from './run-auth.ts';
import { hashToken } from './secrets.ts';

export interface EmailAddressDeps {
  readonly store: AuthStore;
  readonly auth: BetterAuth;
  readonly clock: Clock;
  readonly post: Post;
}

/** Mails a link to the person's own address; opening it shows that the address is theirs. */
export async function requestEmailVerification(
  caller: Caller,
  { baseUrl }: Origin,
  { store, post }: EmailAddressDeps,
): Promise<void> {
  post.assertOn();
  await runAuth(store, async (scoped) => {
    const account = await findAccountById(scoped, caller.userId);
    if (!account || account.email_verified) return;
    await post.ask(scoped, account.email, { template: 'verify', userId: account.id, baseUrl });
  });
}

/** Counts once the new address has confirmed it; the old one is told now. Says nothing of whether the new one is taken. */
export async function requestEmailChange(
  caller: Caller,
  { email: typed, password }: { readonly email: string; readonly password: string },
  origin: Origin,
  { store, auth, post }: EmailAddressDeps,
): Promise<void> {
  post.assertOn();
  const email = parseEmail(typed);
  await runAuth(store, async (scoped) => {
    await auth.api.verifyPassword({ body: { password }, headers: toHeaders(origin) });
    const account = await findAccountById(scoped, caller.userId);
    if (!account) return;
    if (account.email === email)
      throw new ProblemError(400, 'invalid_request', 'That is your address already.', [
        { pointer: '/email', message: 'the same as before' },
      ]);
    await post.ask(scoped, email, {
      template: 'change',
      userId: account.id,
      baseUrl: origin.baseUrl,
    });
    await post.notify(scoped, account.email, 'email_change_asked', origin);
    await setTenant(scoped, caller.orgId);
    await appendAuditEvent(scoped, toActor(caller, origin), {
      action: 'email.change_asked',
      target: caller.userId,
      after: { email: toMaskedEmail(email) },
    });
  });
}

/** What a link of either kind does: it confirms the address that it was sent to. */
export async function confirmEmail(
  token: string,
  origin: Origin,
  { store, clock, post }: EmailAddressDeps,
): Promise<{ readonly email: string }> {
  return runAuth(store, async (scoped) => {
    const link = await takeEmailToken(scoped, hashToken(token), ['verify', 'change'], clock.now());
    const account = link?.user_id ? await findAccountById(scoped, link.user_id) : undefined;
    if (!link || !account) throw staleLink();
    const isChange = link.purpose === 'change';
    if (!isChange && account.email !== link.email) throw staleLink();
    if (isChange && (await findAccountByEmail(scoped, link.email)))
      throw new ProblemError(409, 'conflict', 'This address has an account of its own by now.');
    await setVerifiedEmail(scoped, account.id, link.email);
    // links that went to the old address work no more
    if (isChange) await deleteEmailTokens(scoped, account.id);
    await logForPerson(scoped, account.id, toPerson(account.id, account.email, origin), {
      action: isChange ? 'email.changed' : 'email.verified',
      target: account.id,
      ...(isChange && {
        before: { email: toMaskedEmail(account.email) },
        after: { email: toMaskedEmail(link.email) },
      }),
    });
    if (isChange) await post.notify(scoped, account.email, 'email_changed', origin);
    return { email: toShownEmail(link.email) };
  });
}
