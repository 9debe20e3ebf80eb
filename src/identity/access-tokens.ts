import { randomUUID } from 'node:crypto';
import { type CryptoKey, errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { OrgId } from '../core/kernel/ids.ts';
import type { AuthScoped } from '../store/auth-connection.ts';
import { isRole, type Permission, type Role } from './permissions.ts';
import {
  accessTokenSeconds,
  findVerifier,
  getSigner,
  type SigningKeyDeps,
  signingAlgorithm,
} from './signing-keys.ts';

export interface AccessTokenDeps extends SigningKeyDeps {
  /** `iss`, and the audience of this program's own API. */
  readonly issuer: string;
}

export interface AccessTokenSubject {
  readonly userId: string;
  readonly orgId: OrgId;
  readonly role: Role;
  readonly scopes: readonly Permission[] | undefined;
  /** The session, the family or the key that it comes from and ends with. */
  readonly sourceId: string;
  readonly audience: string;
  /** It ends then at the latest. */
  readonly until?: string | undefined;
}

const tokenType = 'at+jwt';

const claimsSchema = z.object({
  sub: z.string().regex(/^usr_/),
  org: z.string().regex(/^org_/),
  role: z.string().refine(isRole),
  scope: z.string().optional(),
  sid: z.string().regex(/^(ses|fam|key)_/),
  jti: z.string().min(1),
  exp: z.number(),
  iat: z.number(),
});

/** Signs a token that says who may do what for ten minutes (RFC 9068). */
export async function issueAccessToken(
  scoped: AuthScoped,
  { userId, orgId, role, scopes, sourceId, audience, until }: AccessTokenSubject,
  deps: AccessTokenDeps,
): Promise<string> {
  const { kid, key } = await getSigner(scoped, deps);
  const nowSeconds = Math.floor(Date.parse(deps.clock.now()) / 1000);
  const endsSeconds = nowSeconds + accessTokenSeconds;
  const latestSeconds = until === undefined ? endsSeconds : Math.floor(Date.parse(until) / 1000);
  return new SignJWT({ org: orgId, role, sid: sourceId, ...(scopes && { scope: scopes.join(' ') }) })
    .setProtectedHeader({ alg: signingAlgorithm, kid, typ: tokenType })
    .setIssuer(deps.issuer)
    .setAudience(audience)
    .setSubject(userId)
    .setJti(randomUUID())
    .setIssuedAt(nowSeconds)
    .setExpirationTime(Math.min(endsSeconds, latestSeconds))
    .sign(key);
}

export const isAccessTokenShaped = (text: string): boolean =>
  text.length <= 4_000 && /^[\w-]+\.[\w-]+\.[\w-]*$/.test(text);

export type TokenClaims = z.infer<typeof claimsSchema> & {
  /** Whose signature it bears. */
  readonly kid: string;
};

/**
 * What a token says, if one of our keys signed it for this API and it has not ended. Whether the key, the person and what
 * it was made from are still good is for `findCallers` to say, each time.
 */
export function createTokenVerifier(deps: AccessTokenDeps) {
  const { store, clock, issuer } = deps;
  /** Public halves, once seen: ids come from our own table alone. */
  const known = new Map<string, CryptoKey | Uint8Array>();

  async function getVerifier(kid: string | undefined): Promise<CryptoKey | Uint8Array> {
    const key = known.get(kid ?? '') ?? (await findVerifier(store.each, kid, deps));
    if (!key || kid === undefined) throw new errors.JWKSNoMatchingKey();
    known.set(kid, key);
    return key;
  }

  return async function verifyToken(token: string): Promise<TokenClaims | undefined> {
    try {
      const { payload, protectedHeader } = await jwtVerify(token, ({ kid }) => getVerifier(kid), {
        algorithms: [signingAlgorithm],
        issuer,
        audience: issuer,
        typ: tokenType,
        currentDate: new Date(clock.now()),
        requiredClaims: ['exp', 'iat', 'jti', 'sub'],
      });
      return { ...claimsSchema.parse(payload), kid: protectedHeader.kid ?? '' };
    } catch (error) {
      if (error instanceof errors.JOSEError || error instanceof z.ZodError) return undefined;
      throw error;
    }
  };
}
