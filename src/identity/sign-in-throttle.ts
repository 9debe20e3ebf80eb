import { createHmac } from 'node:crypto';
import { ProblemError } from '../app/problem-error.ts';
import { isSignedByOne } from '../platform/is-signed-by-one.ts';
import { beginAttempt, type CountedKey } from '../platform/limiter/begin-attempt.ts';
import type { BackOffLadder, LimitStore } from '../platform/limiter/limit-store.ts';
import { toNetwork } from '../platform/limiter/to-network.ts';
import { listAll, type Secrets } from '../platform/seal.ts';
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

const steps = { firstWaitMs: 1_000, forgetAfterMs: 60 * 60_000 };

/** Doubling waits. The third is kept short: it is the one through which a stranger can hold up a person's new device. */
const ladders = {
  fromOneNetwork: { ...steps, free: 5, longestWaitMs: 15 * 60_000 },
  knownDevice: { ...steps, free: 5, longestWaitMs: 15 * 60_000 },
  strangersOnOneAccount: { ...steps, free: 50, longestWaitMs: 60_000 },
  /** They know the password; still a person's new device waits five minutes at most. */
  codesOnOneAccount: { ...steps, free: 20, longestWaitMs: 5 * 60_000 },
  anythingFromOneNetwork: { ...steps, free: 50, longestWaitMs: 15 * 60_000 },
} as const satisfies Record<string, BackOffLadder>;

const deviceCookieName = 'dealerscope.device';

export interface SignInAttempt {
  /** Forgets the failures. */
  succeed(): Promise<void>;
}

export interface SignInThrottle {
  /** Counts the attempt as failed until it succeeds, so that parallel ones gain nothing. Throws {@link WaitError}. */
  begin(email: string, origin: Pick<Origin, 'ipAddress' | 'cookie'>): Promise<SignInAttempt>;
  /** The same for a code of the second factor. */
  beginCode(email: string, origin: Pick<Origin, 'ipAddress' | 'cookie'>): Promise<SignInAttempt>;
  /** The cookie by which this device is known from now on. */
  recognise(email: string, origin: Pick<Origin, 'cookie'>): string;
}

export interface ThrottleSettings {
  /** Shared by all programs of an installation where they share one. */
  readonly limits: LimitStore;
  readonly secrets: Secrets;
  readonly secureCookies: boolean;
}

/**
 * Slows guessing without shutting the victim out: a device that has signed in to the account before carries a signed
 * cookie and is counted by itself, so failures of strangers cost it nothing (OWASP's "device cookies"). Elsewhere an
 * account is counted together with the network that tries it, an IPv6 network by its /64.
 */
export function createSignInThrottle({ limits, secrets, secureCookies }: ThrottleSettings): SignInThrottle {
  const sign = (secret: string, email: string, nonce: string) =>
    createHmac('sha256', secret).update(`device\u001f${email}\u001f${nonce}`).digest('base64url');

  /** What stands in the store names no person, and is as long for every e-mail. */
  const hide = (...parts: readonly string[]) =>
    createHmac('sha256', secrets.current)
      .update(`throttle\u001f${parts.join('\u001f')}`)
      .digest('base64url');

  function findKnownDevice(email: string, cookie: string): string | undefined {
    const found = cookie
      .split(';')
      .map((part) => part.trim())
      .find((part) => part.startsWith(`${deviceCookieName}=`));
    const [nonce = '', signature = ''] = (found ?? '').slice(deviceCookieName.length + 1).split('.', 2);
    const isOurs = isSignedByOne(listAll(secrets), signature, (secret) => sign(secret, email, nonce));
    return isOurs ? nonce : undefined;
  }

  function toCounted(email: string, ipAddress: string, device: string | undefined): CountedKey[] {
    if (device !== undefined)
      return [{ key: `device:${hide(device, email)}`, ladder: ladders.knownDevice, onSuccess: 'forget' }];
    const network = toNetwork(ipAddress);
    return [
      { key: `pair:${hide(network, email)}`, ladder: ladders.fromOneNetwork, onSuccess: 'forget' },
      // one good password must not wash away what else was tried
      { key: `account:${hide(email)}`, ladder: ladders.strangersOnOneAccount, onSuccess: 'undo' },
      { key: `network:${network}`, ladder: ladders.anythingFromOneNetwork, onSuccess: 'undo' },
    ];
  }

  /** An attacker at this step has the password, so what one code tried says nothing of other accounts. */
  function toCountedCodes(email: string, ipAddress: string, device: string | undefined): CountedKey[] {
    if (device !== undefined)
      return [
        { key: `code-device:${hide(device, email)}`, ladder: ladders.knownDevice, onSuccess: 'forget' },
      ];
    return [
      {
        key: `code-pair:${hide(toNetwork(ipAddress), email)}`,
        ladder: ladders.fromOneNetwork,
        onSuccess: 'forget',
      },
      { key: `code-account:${hide(email)}`, ladder: ladders.codesOnOneAccount, onSuccess: 'undo' },
    ];
  }

  async function begin(counted: readonly CountedKey[]): Promise<SignInAttempt> {
    const attempt = await beginAttempt(limits, counted);
    if (!attempt.isOpen) throw new WaitError(attempt.waitMs);
    return { succeed: () => attempt.succeed() };
  }

  return {
    begin: (email, { ipAddress, cookie }) =>
      begin(toCounted(email, ipAddress, findKnownDevice(email, cookie))),
    beginCode: (email, { ipAddress, cookie }) =>
      begin(toCountedCodes(email, ipAddress, findKnownDevice(email, cookie))),
    recognise(email, { cookie }) {
      const nonce = findKnownDevice(email, cookie) ?? makeToken();
      const attributes = `Path=/; Max-Age=${180 * 24 * 3600}; HttpOnly; SameSite=Lax${secureCookies ? '; Secure' : ''}`;
      return `${deviceCookieName}=${nonce}.${sign(secrets.current, email, nonce)}; ${attributes}`;
    },
  };
}
