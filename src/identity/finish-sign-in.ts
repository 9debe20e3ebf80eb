import { markSignedIn } from '../store/accounts.writer.ts';
import type { AuthScoped } from '../store/auth-connection.ts';
import type { Origin } from './caller.ts';
import type { Post } from './mail/post.ts';
import { logForPerson, toPerson } from './person-log.ts';
import type { WithCookies } from './run-auth.ts';
import type { SignInThrottle } from './sign-in-throttle.ts';

export interface FinishedSignIn {
  readonly account: { readonly id: string; readonly email: string };
  /** For the audit log: how the person came in. */
  readonly action: string;
  readonly cookies: readonly string[];
}

/** What every way in ends with: the line in the log, the device known from here on, a mail if it was not before. */
export async function finishSignIn(
  scoped: AuthScoped,
  { account, action, cookies }: FinishedSignIn,
  origin: Origin,
  { throttle, post }: { readonly throttle: SignInThrottle; readonly post: Post },
): Promise<WithCookies<{ readonly status: 'signed_in' }>> {
  const { id, email } = account;
  await logForPerson(scoped, id, toPerson(id, email, origin), { action, target: id });
  const isFirst = await markSignedIn(scoped, id);
  if (!isFirst && !throttle.isKnown(email, origin)) await post.notify(scoped, email, 'new_device', origin);
  return { value: { status: 'signed_in' }, cookies: [...cookies, throttle.recognise(email, origin)] };
}
