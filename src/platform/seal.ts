import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** What signs and seals. */
export interface Secrets {
  readonly current: string;
  /** Those before it, and one that is about to follow: believed, but nothing new is made with them. */
  readonly others: readonly string[];
}

export const listAll = ({ current, others }: Secrets): readonly string[] => [
  ...new Set([current, ...others]),
];

/** Tells secrets apart without giving them away: drawn one way, and of no use for opening or signing anything. */
export const fingerprintOf = (secret: string): string =>
  Buffer.from(hkdfSync('sha256', secret, '', 'dealerscope fingerprint of the secret', 32)).toString('hex');

/** Keeps text in the database so that only this installation's secrets open it again. */
export interface Sealer {
  /** `purpose` is part of the seal: what was sealed for one does not open for another. */
  seal(purpose: string, text: string): string;
  /** Undefined when it was sealed for another purpose, with another secret, or was changed. */
  open(purpose: string, sealed: string): string | undefined;
  /** Whether it was sealed with the current secret. */
  isCurrent(purpose: string, sealed: string): boolean;
}

const ivBytes = 12;
const tagBytes = 16;

const keyOf = (secret: string, purpose: string) =>
  Buffer.from(hkdfSync('sha256', secret, '', `dealerscope seal ${purpose}`, 32));

function openWith(secret: string, purpose: string, sealed: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < ivBytes + tagBytes) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret, purpose), bytes.subarray(0, ivBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
  try {
    const body = decipher.update(bytes.subarray(ivBytes + tagBytes));
    return Buffer.concat([body, decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

/** AES-256-GCM under a key that HKDF-SHA-256 draws from a secret for each purpose. */
export function createSealer(secrets: Secrets): Sealer {
  return {
    seal(purpose, text) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', keyOf(secrets.current, purpose), iv);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
    },
    open(purpose, sealed) {
      for (const secret of listAll(secrets)) {
        const opened = openWith(secret, purpose, sealed);
        if (opened !== undefined) return opened;
      }
      return undefined;
    },
    isCurrent: (purpose, sealed) => openWith(secrets.current, purpose, sealed) !== undefined,
  };
}
