import { createHash } from 'node:crypto';
import type { BetterAuthPlugin } from 'better-auth';
import { createAuthMiddleware } from 'better-auth/api';
import type { Secrets } from '../platform/seal.ts';
import { openSigned, signValue } from './signed-cookie.ts';

/** Signs anew what one of the other secrets has signed; everything else stays as it came. */
export function signCookiesAnew(header: string, secrets: Secrets): string {
  const parts = header.split(';').map((part) => {
    const [, start = '', written = ''] = /^(\s*(?:__Secure-)?dealerscope\.[^=]+=)(.*)$/s.exec(part) ?? [];
    const value = openSigned(written.trim(), secrets.others);
    return value === undefined ? part : `${start}${signValue(value, secrets)}`;
  });
  return parts.join(';');
}

/**
 * better-auth opens what was sealed with several secrets but believes the cookies of one alone. This has it believe
 * those of the others too; whatever it sets from there on is signed with the current one.
 */
export const acceptOtherSecrets = (secrets: Secrets) =>
  ({
    id: 'accept-other-secrets',
    hooks: {
      before: [
        {
          matcher: ({ headers }) => secrets.others.length > 0 && Boolean(headers?.get('cookie')),
          handler: createAuthMiddleware(async (context) => {
            const headers = new Headers(context.headers);
            headers.set('cookie', signCookiesAnew(headers.get('cookie') ?? '', secrets));
            return { context: { headers } };
          }),
        },
      ],
    },
  }) satisfies BetterAuthPlugin;

/** A name for a secret that does not change with its place in a list and gives nothing of use away: 31 bits of its hash. */
export const versionOf = (secret: string): number =>
  createHash('sha256').update(`dealerscope version of ${secret}`).digest().readUInt32BE() >>> 1;
