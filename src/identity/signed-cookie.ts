import { createHmac } from 'node:crypto';
import { isSignedByOne } from '../platform/is-signed-by-one.ts';
import type { Secrets } from '../platform/seal.ts';

/** As better-auth signs: base64 of HMAC-SHA-256 of the value. */
const sign = (secret: string, value: string) => createHmac('sha256', secret).update(value).digest('base64');

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** Value and signature as a cookie carries them. */
export const signValue = (value: string, { current }: Secrets): string =>
  encodeURIComponent(`${value}.${sign(current, value)}`);

/** The value of a signed cookie; undefined where none of these secrets signed it. */
export function openSigned(written: string, secrets: readonly string[]): string | undefined {
  const text = decode(written);
  const end = text.lastIndexOf('.');
  if (end < 1) return undefined;
  const value = text.slice(0, end);
  return isSignedByOne(secrets, text.slice(end + 1), (secret) => sign(secret, value)) ? value : undefined;
}
