import { base32 } from '@better-auth/utils/base32';
import { createOTP } from '@better-auth/utils/otp';
import type { Role } from '../../src/contracts/identity.ts';
import { type IdentityServer, password, toCookie } from './identity-server.ts';

/** What an authenticator app shows now. */
export const codeOf = (secret: string): Promise<string> =>
  createOTP(new TextDecoder().decode(base32.decode(secret))).totp();

/** Any code but the one that is right. */
export const wrongCode = (right: string): string => (right === '000000' ? '000001' : '000000');

export interface SecondFactorSetup {
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
  readonly qr: string;
  readonly uri: string;
  /** The code that turned it on. */
  readonly usedCode: string;
  /** Of the session that turned it on. */
  readonly cookie: string;
}

/** A new person whose second factor is on. */
export async function addPersonWithSecondFactor(
  running: IdentityServer,
  email: string,
  role: Role = 'buyer',
): Promise<SecondFactorSetup> {
  const { cookie } = await running.addPerson(email, role);
  const begun = await running.ask('POST', '/api/v1/account/second-factor/begin', {
    cookie,
    body: { password },
  });
  const setup = begun.json<{ secret: string; recoveryCodes: string[]; qr: string; uri: string }>();
  const code = await codeOf(setup.secret);
  const confirmed = await running.ask('POST', '/api/v1/account/second-factor/confirm', {
    cookie,
    body: { code },
  });
  if (confirmed.statusCode !== 204) throw new Error(confirmed.body);
  return { ...setup, usedCode: code, cookie: toCookie(confirmed) };
}

/** A code is good once, also for a test that signs in twice within its 30 seconds. */
export const forgetUsedCodes = (running: IdentityServer) =>
  running.store.db.deleteFrom('auth.used_codes').execute();
