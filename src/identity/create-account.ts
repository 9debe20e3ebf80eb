import { setMustChangePassword } from '../store/accounts.writer.ts';
import type { AuthScoped } from '../store/auth-connection.ts';
import type { BetterAuth } from './better-auth.ts';

export interface NewAccount {
  /** As stored. */
  readonly email: string;
  readonly name: string;
  readonly password: string;
  readonly mustChangePassword: boolean;
  /** Whether the address was shown to be the person's own. */
  readonly emailVerified: boolean;
}

/** Inside `withAuth`. Answers the new person's id; the e-mail must not be taken. */
export async function createAccount(
  scoped: AuthScoped,
  auth: BetterAuth,
  { email, name, password, mustChangePassword, emailVerified }: NewAccount,
): Promise<string> {
  const { internalAdapter, password: hasher } = await auth.$context;
  const user = await internalAdapter.createUser({ email, name, emailVerified }, { method: 'email-password' });
  await internalAdapter.createAccount({
    userId: user.id,
    accountId: user.id,
    providerId: 'credential',
    password: await hasher.hash(password),
  });
  if (mustChangePassword) await setMustChangePassword(scoped, user.id, true);
  return user.id;
}
