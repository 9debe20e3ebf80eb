import { createHmac, randomBytes } from 'node:crypto';
import { isSignedByOne } from '../platform/is-signed-by-one.ts';
import { listAll, type Secrets } from '../platform/seal.ts';
import type { Origin } from './caller.ts';
import { readCookie, writeCookie } from './read-cookie.ts';

const cookieName = 'dealerscope.challenge';
const validSeconds = 5 * 60;

export interface Challenge {
  /** base64url, as it goes into the options for the browser. */
  readonly challenge: string;
  readonly cookie: string;
}

const sign = (secret: string, purpose: string, challenge: string, untilMs: string) =>
  createHmac('sha256', secret)
    .update(['passkey challenge', purpose, challenge, untilMs].join('\u001f'))
    .digest('base64url');

/**
 * A challenge that this browser alone can answer, for five minutes: it is kept in a signed cookie, so that asking for
 * many fills no table. That it is answered once only is seen to where the answer is taken.
 */
export function makeChallenge(
  { current }: Secrets,
  purpose: string,
  { baseUrl }: Pick<Origin, 'baseUrl'>,
  now: string,
): Challenge {
  const challenge = randomBytes(32).toString('base64url');
  const untilMs = String(Date.parse(now) + validSeconds * 1000);
  return {
    challenge,
    cookie: writeCookie({
      name: cookieName,
      value: `${challenge}.${untilMs}.${sign(current, purpose, challenge, untilMs)}`,
      maxAgeSeconds: validSeconds,
      isSecure: baseUrl.startsWith('https:'),
      sameSite: 'Strict',
    }),
  };
}

/** The challenge that this browser was given for this purpose; undefined when there is none or its time is over. */
export function findChallenge(
  secrets: Secrets,
  purpose: string,
  { cookie }: Pick<Origin, 'cookie'>,
  now: string,
): string | undefined {
  const [challenge = '', untilMs = '', signature = ''] = (readCookie(cookie, cookieName) ?? '').split('.');
  const isOurs = isSignedByOne(listAll(secrets), signature, (secret) =>
    sign(secret, purpose, challenge, untilMs),
  );
  if (!isOurs) return undefined;
  return Date.parse(now) < Number(untilMs) ? challenge : undefined;
}
