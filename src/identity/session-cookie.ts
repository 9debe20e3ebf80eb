import { listAll } from '../platform/seal.ts';
import { type AuthSettings, idleSeconds } from './better-auth.ts';
import { readCookie, writeCookie } from './read-cookie.ts';
import { openSigned, signValue } from './signed-cookie.ts';

export interface SessionCookie {
  /** As it stands in the header, signature and all. */
  read(header: string): string | undefined;
  /** The session's token; undefined where none of our secrets signed it. */
  open(written: string): string | undefined;
  /** The line that sets it, as better-auth does at sign-in. */
  write(token: string): string;
  /** The line that has it forgotten. */
  end(): string;
}

export const sessionCookieName = 'dealerscope.session_token';

export function createSessionCookie({ secrets, publicUrl }: AuthSettings): SessionCookie {
  const isSecure = publicUrl.startsWith('https:');
  const name = `${isSecure ? '__Secure-' : ''}${sessionCookieName}`;
  const all = listAll(secrets);
  return {
    read: (header) => readCookie(header, name),
    open: (written) => openSigned(written, all),
    end: () => writeCookie({ name, value: '', maxAgeSeconds: 0, isSecure }),
    write: (token) =>
      writeCookie({ name, value: signValue(token, secrets), maxAgeSeconds: idleSeconds, isSecure }),
  };
}
