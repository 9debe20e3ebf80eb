import type { Instant } from '../../kernel/instant.ts';
import type { BuyerProfile } from '../cost.ts';

/** The certificate that decides a lot's tax, as far as the buyer has told. */
export interface DecidingCertificate {
  readonly held: boolean;
  /** From this moment on it no longer counts; absent: it does not run out. */
  readonly expiresAt?: Instant;
  /** Of which state; absent: the one that counts wherever no state's own does. */
  readonly state?: string;
}

/**
 * A state's own certificate decides in that state, even where it has run out and the general one has not: states that
 * ask for their own accept no other. Everywhere else the general one decides.
 */
export function findCertificate(
  profile: Pick<BuyerProfile, 'resaleCertificate' | 'resaleCertificateExpiresAt' | 'resaleCertificates'>,
  state: string | undefined,
): DecidingCertificate {
  const own =
    state === undefined ? undefined : profile.resaleCertificates?.find((one) => one.state === state);
  if (own) return { held: true, ...(own.expiresAt && { expiresAt: own.expiresAt }), state: own.state };
  const expiresAt = profile.resaleCertificateExpiresAt;
  return { held: profile.resaleCertificate, ...(expiresAt !== undefined && { expiresAt }) };
}
