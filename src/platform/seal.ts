import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Keeps text in the database so that only this installation's secret opens it again. */
export interface Sealer {
  /** `purpose` is part of the seal: what was sealed for one does not open for another. */
  seal(purpose: string, text: string): string;
  /** Undefined when it was sealed for another purpose, with another secret, or was changed. */
  open(purpose: string, sealed: string): string | undefined;
}

const ivBytes = 12;
const tagBytes = 16;

/** AES-256-GCM under a key that HKDF-SHA-256 draws from `secret` for each purpose. */
export function createSealer(secret: string): Sealer {
  const keyOf = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', secret, '', `dealerscope seal ${purpose}`, 32));
  return {
    seal(purpose, text) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', keyOf(purpose), iv);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
    },
    open(purpose, sealed) {
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length < ivBytes + tagBytes) return undefined;
      const decipher = createDecipheriv('aes-256-gcm', keyOf(purpose), bytes.subarray(0, ivBytes), {
        authTagLength: tagBytes,
      });
      decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
      try {
        const body = decipher.update(bytes.subarray(ivBytes + tagBytes));
        return Buffer.concat([body, decipher.final()]).toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
}
