import { randomUUID } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { OrgId } from '../core/kernel/ids.ts';
import type { AuthScoped } from '../store/auth-connection.ts';
import { findTokenHolder, isTokenSourceLive } from '../store/token-families.writer.ts';
import type { Caller } from './caller.ts';
import { toShownEmail } from './email.ts';
import { isRole, lesserRole, type Permission, type Role, toPermissions } from './permissions.ts';
import { runAuth } from './run-auth.ts';
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

/**
 * Whoever a token speaks for, with the role that they have today if that is less than the token's. Undefined when the
 * token is not one of ours for this API, has expired, or the person, the session, the family or the key behind it is gone.
 */
export async function findCallerByAccessToken(
  token: string,
  deps: AccessTokenDeps,
): Promise<Caller | undefined> {
  const { store, clock, issuer } = deps;
  return runAuth(store, async (scoped) => {
    try {
      const { payload } = await jwtVerify(
        token,
        async ({ kid }) => {
          const key = await findVerifier(scoped, kid, deps);
          if (!key) throw new errors.JWKSNoMatchingKey();
          return key;
        },
        {
          algorithms: [signingAlgorithm],
          issuer,
          audience: issuer,
          typ: tokenType,
          currentDate: new Date(clock.now()),
          requiredClaims: ['exp', 'iat', 'jti', 'sub'],
        },
      );
      const claims = claimsSchema.parse(payload);
      const [holder, isLive] = [
        await findTokenHolder(scoped, claims.sub, claims.org),
        await isTokenSourceLive(scoped, claims.sid, clock.now()),
      ];
      if (!holder || !isLive || holder.must_change_password) return undefined;
      return {
        kind: 'token',
        userId: claims.sub,
        email: toShownEmail(holder.email),
        name: holder.name,
        isEmailVerified: holder.email_verified,
        orgId: claims.org as OrgId,
        orgName: holder.org_name,
        role: lesserRole(claims.role, isRole(holder.role) ? holder.role : 'viewer'),
        scopes: claims.scope === undefined ? undefined : toPermissions(claims.scope.split(' ')),
        credentialId: claims.sid,
        mustChangePassword: false,
        hasSecondFactor: false,
      };
    } catch (error) {
      if (error instanceof errors.JOSEError || error instanceof z.ZodError) return undefined;
      throw error;
    }
  });
}
