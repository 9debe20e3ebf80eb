import type { Mailer } from '../providers/mail/mailer.ts';
import { tidyAccounts } from '../store/mails.writer.ts';
import type { Caller, Origin } from './caller.ts';
import * as addresses from './email-address.ts';
import { type SendMailDeps, sendMail } from './mail/send-mail.ts';
import * as resets from './password-reset.ts';
import { runAuth } from './run-auth.ts';
import * as signUps from './sign-up.ts';

interface Deps
  extends Omit<SendMailDeps, 'mailer'>,
    resets.PasswordResetDeps,
    addresses.EmailAddressDeps,
    signUps.SignUpDeps {
  readonly mailer: Mailer | undefined;
}

/** What goes by mail: links that reset, confirm and sign up. */
export const bindMail = (deps: Deps) => ({
  /** What the screens before sign-in may offer. */
  options: { mail: deps.post.isOn, signUp: deps.isSignUpOpen ? ('open' as const) : ('invitation' as const) },
  requestPasswordReset: (email: string, origin: Origin) => resets.requestPasswordReset(email, origin, deps),
  resetPasswordByLink: (given: { token: string; newPassword: string }, origin: Origin) =>
    resets.resetPasswordByLink(given, origin, deps),
  requestEmailVerification: (caller: Caller, origin: Origin) =>
    addresses.requestEmailVerification(caller, origin, deps),
  requestEmailChange: (caller: Caller, given: { email: string; password: string }, origin: Origin) =>
    addresses.requestEmailChange(caller, given, origin, deps),
  confirmEmail: (token: string, origin: Origin) => addresses.confirmEmail(token, origin, deps),
  requestSignUp: (email: string, origin: Origin) => signUps.requestSignUp(email, origin, deps),
  readSignUp: (token: string) => signUps.readSignUp(token, deps),
  completeSignUp: (given: signUps.NewDealership, origin: Origin) =>
    signUps.completeSignUp(given, origin, deps),
  /** For the job. Throws where mail is off: a mail that waits must not look as if it had been sent. */
  sendMail: (mailId: string) => {
    if (!deps.mailer) throw new Error('mail waits to be sent, but DEALERSCOPE_SMTP_URL is not set');
    return sendMail(mailId, { ...deps, mailer: deps.mailer });
  },
  /** For the job that comes around by itself. */
  tidyAccounts: () => runAuth(deps.store, (scoped) => tidyAccounts(scoped, deps.clock.now())),
});
