import { APIError } from 'better-auth/api';
import { ProblemError } from '../app/problem-error.ts';
import type { AuthScoped, AuthStore } from '../store/auth-connection.ts';
import type { Origin } from './caller.ts';

/** What better-auth reads of a request: nothing that a client can name itself but cookie and browser. */
export const toHeaders = ({ cookie, userAgent, ipAddress }: Origin): Headers =>
  new Headers({ cookie, 'user-agent': userAgent.slice(0, 300), 'x-client-ip': ipAddress });

/** The answer of a use case that sets cookies. */
export interface WithCookies<T> {
  readonly value: T;
  readonly cookies: readonly string[];
}

type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ProblemError };

/** A refusal whose traces (counted attempts, the line in the log) must be kept: the transaction commits. */
export class KeptRefusal extends ProblemError {}

/** What better-auth names by this code, in our words. */
export function findProblem(code: string): ProblemError | undefined {
  if (code === 'INVALID_PASSWORD')
    return new KeptRefusal(400, 'wrong_password', 'The password is not right.', [
      { pointer: '/password', message: 'not right' },
    ]);
  if (code === 'TOTP_ALREADY_ENABLED')
    return new KeptRefusal(409, 'second_factor_on', 'The second factor is on already.');
  if (code === 'TOTP_NOT_ENABLED' || code === 'BACKUP_CODES_NOT_ENABLED')
    return new KeptRefusal(409, 'second_factor_off', 'The second factor is not set up.');
  if (code === 'INVALID_TWO_FACTOR_COOKIE' || code === 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE')
    return new KeptRefusal(401, 'sign_in_again', 'This sign-in has ended. Start again with the password.');
  if (code === 'INVALID_CODE' || code === 'INVALID_BACKUP_CODE')
    return new KeptRefusal(401, 'wrong_code', 'The code is not right.', [
      { pointer: '/code', message: 'not right' },
    ]);
  if (code === 'INVALID_EMAIL_OR_PASSWORD' || code === 'INVALID_EMAIL' || code.startsWith('PASSWORD_TOO'))
    return new KeptRefusal(401, 'wrong_credentials', 'E-mail or password is not right.');
  return undefined;
}

export function getProblem(code: string): ProblemError {
  const known = findProblem(code);
  if (!known) throw new Error(`no words for ${code}`);
  return known;
}

/** What better-auth refuses; its own messages are not shown. */
export function toProblem(error: APIError): ProblemError {
  const known = findProblem((error.body as { code?: string } | undefined)?.code ?? '');
  if (known) return known;
  if (error.statusCode === 401) return new KeptRefusal(401, 'not_signed_in', 'Sign in first.');
  if (error.statusCode === 409)
    return new KeptRefusal(409, 'conflict', 'Somebody else did the same thing just now.');
  throw error;
}

/** One transaction of the accounts; refusals of better-auth become problems, and what they wrote is kept. */
export async function runAuth<T>(store: AuthStore, work: (scoped: AuthScoped) => Promise<T>): Promise<T> {
  const outcome = await store.withAuth(async (scoped): Promise<Outcome<T>> => {
    try {
      return { ok: true, value: await work(scoped) };
    } catch (error) {
      if (error instanceof APIError) return { ok: false, error: toProblem(error) };
      if (error instanceof KeptRefusal) return { ok: false, error };
      throw error;
    }
  });
  if (!outcome.ok) throw outcome.error;
  return outcome.value;
}
