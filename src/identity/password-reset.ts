import { ProblemError } from '../app/problem-error.ts';
import type { Clock } from '../platform/clock.ts';
import { findAccountById } from '../store/accounts.reader.ts';
import { setMustChangePassword, setVerifiedEmail } from '../store/accounts.writer.ts';
import type { AuthStore } from '../store/auth-connection.ts';
import { takeEmailToken } from '../store/email-tokens.writer.ts';
import type { BetterAuth } from './better-auth.ts';
import type { Origin } from './caller.ts';
import { toShownEmail, toStoredEmail } from './email.ts';
import { endEverything } from './end-everything.ts';
import type { HashingQueue } from './hashing-queue.ts';
import type { Post } from './mail/post.ts';
import { assertStrongPassword } from './password-policy.ts';
import { logForPerson, toPerson } from './person-log.ts';
import { runAuth } from './run-auth.ts';
import { hashToken } from './secrets.ts';

export interface PasswordResetDeps {
  readonly store: AuthStore;
  readonly auth: BetterAuth;
  readonly clock: Clock;
  readonly post: Post;
  readonly inTurn: HashingQueue;
}

export const staleLink = () =>
  new ProblemError(
    404,
    'not_found',
    'This link works no more: it was used, or is too old. Ask for a new one.',
  );

/** Whether there is such an account is looked up by the job that mails: here every address takes the same path. */
export async function requestPasswordReset(
  typed: string,
  { baseUrl }: Origin,
  { store, post }: PasswordResetDeps,
): Promise<void> {
  post.assertOn();
  const email = toStoredEmail(typed);
  if (email === undefined) return;
  await runAuth(store, (scoped) => post.ask(scoped, email, { template: 'reset', baseUrl }));
}

/** Ends every session, remembered device and refresh token of the person; the second factor stays as it is. */
export async function resetPasswordByLink(
  { token, newPassword }: { readonly token: string; readonly newPassword: string },
  origin: Origin,
  { store, auth, clock, post, inTurn }: PasswordResetDeps,
): Promise<void> {
  await inTurn(() =>
    runAuth(store, async (scoped) => {
      const link = await takeEmailToken(scoped, hashToken(token), ['reset'], clock.now());
      const account = link?.user_id ? await findAccountById(scoped, link.user_id) : undefined;
      // a link that went to an address which is no longer the person's
      if (!link || account?.email !== link.email) throw staleLink();
      // what is thrown from here undoes the taking of the link
      assertStrongPassword(newPassword, [toShownEmail(account.email), account.name], '/newPassword');
      const { internalAdapter, password: hasher } = await auth.$context;
      await internalAdapter.updatePassword(account.id, await hasher.hash(newPassword));
      await setMustChangePassword(scoped, account.id, false);
      await setVerifiedEmail(scoped, account.id, account.email);
      const ended = await endEverything(scoped, account.id, clock);
      await logForPerson(scoped, account.id, toPerson(account.id, account.email, origin), {
        action: 'password.reset',
        target: account.id,
        after: { by: 'link', sessionsEnded: ended },
      });
      await post.notify(scoped, account.email, 'password_reset', origin);
    }),
  );
}
