import { createHmac, timingSafeEqual } from 'node:crypto';
import { ProblemError } from '../app/problem-error.ts';
import type { Clock } from '../platform/clock.ts';
import type { Origin } from './caller.ts';
import { makeToken } from './secrets.ts';

/** Tells a client when to come back. */
export class WaitError extends ProblemError {
  readonly retryAfterSeconds: number;
  constructor(waitMs: number) {
    super(429, 'too_many_attempts', 'Too many attempts. Wait a little, then try again.');
    this.retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000));
  }
}

interface Failures {
  count: number;
  /** No attempt is looked at before this moment. */
  openAtMs: number;
  lastAtMs: number;
}

interface Ladder {
  /** Failures that cost nothing. */
  readonly free: number;
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
}

/** Doubling waits. The third is kept short: it is the one through which a stranger can hold up a person's new device. */
const ladders = {
  fromOneAddress: { free: 5, firstWaitMs: 1_000, longestWaitMs: 15 * 60_000 },
  knownDevice: { free: 5, firstWaitMs: 1_000, longestWaitMs: 15 * 60_000 },
  strangersOnOneAccount: { free: 50, firstWaitMs: 1_000, longestWaitMs: 60_000 },
  anythingFromOneAddress: { free: 50, firstWaitMs: 1_000, longestWaitMs: 15 * 60_000 },
} as const satisfies Record<string, Ladder>;

const forgetAfterMs = 60 * 60_000;
const maxEntries = 50_000;
const deviceCookieName = 'dealerscope.device';

export interface SignInAttempt {
  /** Forgets the failures and answers the cookie by which this device is known from now on. */
  succeed(): string;
}

export interface SignInThrottle {
  /** Counts the attempt as failed until it succeeds, so that parallel ones gain nothing. Throws {@link WaitError}. */
  begin(email: string, origin: Pick<Origin, 'ipAddress' | 'cookie'>): SignInAttempt;
}

export interface ThrottleSettings {
  readonly clock: Clock;
  readonly secret: string;
  readonly secureCookies: boolean;
}

/**
 * Slows guessing without shutting the victim out: a device that has signed in to the account before carries a signed
 * cookie and is counted by itself, so failures of strangers cost it nothing (OWASP's "device cookies").
 */
export function createSignInThrottle({ clock, secret, secureCookies }: ThrottleSettings): SignInThrottle {
  const failures = new Map<string, Failures>();

  const sign = (email: string, nonce: string) =>
    createHmac('sha256', secret).update(`device\u001f${email}\u001f${nonce}`).digest('base64url');

  function findKnownDevice(email: string, cookie: string): string | undefined {
    const found = cookie
      .split(';')
      .map((part) => part.trim())
      .find((part) => part.startsWith(`${deviceCookieName}=`));
    const [nonce = '', signature = ''] = (found ?? '').slice(deviceCookieName.length + 1).split('.', 2);
    const expected = Buffer.from(sign(email, nonce));
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected) ? nonce : undefined;
  }

  function waitMsFor(key: string, nowMs: number): number {
    const entry = failures.get(key);
    if (!entry) return 0;
    if (nowMs - entry.lastAtMs > forgetAfterMs) {
      failures.delete(key);
      return 0;
    }
    return Math.max(0, entry.openAtMs - nowMs);
  }

  function countFailure(key: string, ladder: Ladder, nowMs: number): void {
    const entry = failures.get(key) ?? { count: 0, openAtMs: 0, lastAtMs: nowMs };
    entry.count += 1;
    entry.lastAtMs = nowMs;
    const over = entry.count - ladder.free;
    if (over > 0)
      entry.openAtMs =
        nowMs + Math.min(ladder.longestWaitMs, ladder.firstWaitMs * 2 ** Math.min(over - 1, 30));
    // the latest goes to the end: the map's first entries are the oldest
    failures.delete(key);
    failures.set(key, entry);
    for (const oldest of failures.keys()) {
      if (failures.size <= maxEntries) break;
      failures.delete(oldest);
    }
  }

  return {
    begin(email, { ipAddress, cookie }) {
      const nowMs = Date.parse(clock.now());
      const device = findKnownDevice(email, cookie);
      const counted: [string, Ladder][] =
        device === undefined
          ? [
              [`pair ${ipAddress} ${email}`, ladders.fromOneAddress],
              [`account ${email}`, ladders.strangersOnOneAccount],
              [`address ${ipAddress}`, ladders.anythingFromOneAddress],
            ]
          : [[`device ${device} ${email}`, ladders.knownDevice]];
      const waitMs = Math.max(...counted.map(([key]) => waitMsFor(key, nowMs)));
      if (waitMs > 0) throw new WaitError(waitMs);
      for (const [key, ladder] of counted) countFailure(key, ladder, nowMs);
      return {
        succeed() {
          // one good password must not wash away what else this address tried
          for (const [key] of counted.slice(0, 1)) failures.delete(key);
          for (const [key] of counted.slice(1)) {
            const entry = failures.get(key);
            if (entry) entry.count -= 1;
          }
          const nonce = device ?? makeToken();
          const attributes = `Path=/; Max-Age=${180 * 24 * 3600}; HttpOnly; SameSite=Lax${secureCookies ? '; Secure' : ''}`;
          return `${deviceCookieName}=${nonce}.${sign(email, nonce)}; ${attributes}`;
        },
      };
    },
  };
}
