import { kyselyAdapter } from '@better-auth/kysely-adapter';
import { betterAuth } from 'better-auth/minimal';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { idPrefixes } from '../core/kernel/ids.ts';
import { listAll, type Secrets } from '../platform/seal.ts';
import type { AuthStore } from '../store/auth-connection.ts';
import { acceptOtherSecrets, versionOf } from './accept-other-secrets.ts';
import type { PasswordHasher } from './password-hasher.ts';
import { passwordLimits } from './password-policy.ts';
import { makeToken } from './secrets.ts';
import { sessionHandles } from './session-handles.ts';

export interface AuthSettings {
  /** Sign cookies and seal the secrets of second factors: 32 characters or more each. */
  readonly secrets: Secrets;
  /** Where people reach the program, such as `https://deals.example.com`. */
  readonly publicUrl: string;
}

const minutes = 60;
const hours = 60 * minutes;
/** A session ends after this long without a request … */
export const idleSeconds = 24 * hours;
/** … and this long after sign-in whatever happens. */
export const absoluteSeconds = 14 * 24 * hours;

const prefixes: Readonly<Record<string, string>> = {
  user: idPrefixes.user,
  session: idPrefixes.session,
  account: 'acc',
  verification: 'ver',
  twoFactor: 'two',
};

/** Passwords, sessions and second factors. Its endpoints are called, never routed: what is reachable is in `api/`. */
export function createBetterAuth(
  store: AuthStore,
  hasher: PasswordHasher,
  { secrets, publicUrl }: AuthSettings,
) {
  return betterAuth({
    appName: 'DealerScope',
    baseURL: publicUrl,
    // opens what was sealed before there were several
    secret: secrets.current,
    secrets: listAll(secrets).map((value) => ({ version: versionOf(value), value })),
    database: kyselyAdapter(store.accountTables, { type: 'postgres', transaction: false }),
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    user: {
      modelName: 'users',
      additionalFields: {
        mustChangePassword: { type: 'boolean', required: false, defaultValue: false, input: false },
      },
    },
    session: {
      modelName: 'sessions',
      expiresIn: idleSeconds,
      updateAge: 5 * minutes,
      additionalFields: { activeOrgId: { type: 'string', required: false, input: false } },
    },
    account: { modelName: 'accounts' },
    verification: { modelName: 'verifications' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLimits.minLength,
      maxPasswordLength: passwordLimits.maxLength,
      password: hasher,
    },
    plugins: [
      twoFactor({
        issuer: 'DealerScope',
        twoFactorTable: 'twoFactors',
        twoFactorCookieMaxAge: 5 * minutes,
        backupCodeOptions: { amount: 10, storeBackupCodes: 'encrypted' },
        // the throttle slows guessing without shutting the person out
        accountLockout: { enabled: false },
      }),
      sessionHandles(),
      acceptOtherSecrets(secrets),
    ],
    advanced: {
      cookiePrefix: 'dealerscope',
      useSecureCookies: publicUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: ['x-client-ip'] },
      database: { generateId: ({ model }) => `${prefixes[model] ?? 'aid'}_${makeToken().slice(0, 22)}` },
    },
  });
}
export type BetterAuth = ReturnType<typeof createBetterAuth>;
