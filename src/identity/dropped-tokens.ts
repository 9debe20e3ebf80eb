import type { Clock } from '../platform/clock.ts';
import type { AuthScoped } from '../store/auth-connection.ts';
import { claimDroppedToken, rememberDroppedToken } from '../store/stolen-credentials.writer.ts';
import type { Origin } from './caller.ts';
import { toShownEmail } from './email.ts';
import { readCookie } from './read-cookie.ts';
import { hashToken } from './secrets.ts';
import { recordInAuth, type SecurityDeps } from './security/record-event.ts';
import { sessionCookieName } from './session-cookie.ts';

/** Requests that were on their way when the token was replaced are no sign of a theft. */
const graceMs = 60_000;

/** What stands before the signature in one of the library's cookies. Whether the signature is right is not looked at. */
export function readSignedCookie(cookie: string, name: string): string | undefined {
  const written = readCookie(cookie, `__Secure-${name}`) ?? readCookie(cookie, name);
  const end = written?.lastIndexOf('.') ?? -1;
  return end < 1 ? undefined : written?.slice(0, end);
}

/** The browser is about to be told to drop the token that it came with. */
export async function noteDroppedToken(
  scoped: AuthScoped,
  userId: string,
  { cookie }: Pick<Origin, 'cookie'>,
  { clock }: { readonly clock: Clock },
): Promise<void> {
  const token = readSignedCookie(cookie, sessionCookieName);
  if (token !== undefined) await rememberDroppedToken(scoped, hashToken(token), userId, clock.now());
}

/** For a request whose session is not there: was its token dropped by its browser, somebody has a copy. */
export async function tellDroppedToken(
  scoped: AuthScoped,
  origin: Origin,
  deps: Omit<SecurityDeps, 'store'>,
): Promise<void> {
  const token = readSignedCookie(origin.cookie, sessionCookieName);
  if (token === undefined) return;
  const now = deps.clock.now();
  const before = new Date(Date.parse(now) - graceMs).toISOString();
  const person = await claimDroppedToken(scoped, hashToken(token), before, now);
  if (person)
    await recordInAuth(
      scoped,
      { kind: 'token.reused', userId: person.id, label: toShownEmail(person.email) },
      origin,
      deps,
    );
}
