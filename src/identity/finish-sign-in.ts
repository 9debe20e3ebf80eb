import type { AuthScoped } from '../store/auth-connection.ts';
import type { Origin } from './caller.ts';
import { toShownEmail } from './email.ts';
import type { Post } from './mail/post.ts';
import { logForPerson, toPerson } from './person-log.ts';
import type { WithCookies } from './run-auth.ts';
import { noteSignIn, type SecurityDeps } from './security/record-event.ts';
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
  deps: Omit<SecurityDeps, 'store'> & { readonly throttle: SignInThrottle; readonly post: Post },
): Promise<WithCookies<{ readonly status: 'signed_in' }>> {
  const { throttle, post } = deps;
  const { id, email } = account;
  await logForPerson(scoped, id, toPerson(id, email, origin), { action, target: id });
  const isNew = await noteSignIn(scoped, { userId: id, label: toShownEmail(email) }, origin, deps);
  if (isNew) await post.notify(scoped, email, 'new_device', origin);
  return { value: { status: 'signed_in' }, cookies: [...cookies, throttle.recognise(email, origin)] };
}
