/** The value of a cookie in the header as it came; undefined when it is not there. */
export function readCookie(header: string, name: string): string | undefined {
  for (const part of header.split(';')) {
    const pair = part.trim();
    if (pair.startsWith(`${name}=`)) return pair.slice(name.length + 1);
  }
  return undefined;
}

export interface CookieSettings {
  readonly name: string;
  readonly value: string;
  readonly maxAgeSeconds: number;
  readonly isSecure: boolean;
  readonly sameSite?: 'Lax' | 'Strict';
}

/** A cookie that scripts cannot read. */
export const writeCookie = ({
  name,
  value,
  maxAgeSeconds,
  isSecure,
  sameSite = 'Lax',
}: CookieSettings): string =>
  `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=${sameSite}${isSecure ? '; Secure' : ''}`;
