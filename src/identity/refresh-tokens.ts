import { notFound, ProblemError } from '../app/problem-error.ts';
import type { OrgId } from '../core/kernel/ids.ts';
import { appendAuditEvent } from '../store/audit.writer.ts';
import { type AuthScoped, setTenant } from '../store/auth-connection.ts';
import {
  findTokenFamilies,
  findTokenHolder,
  insertRefreshToken,
  insertTokenFamily,
  lockRefreshToken,
  markRefreshTokenUsed,
  revokeTokenFamily,
  touchTokenFamily,
} from '../store/token-families.writer.ts';
import { type AccessTokenDeps, issueAccessToken } from './access-tokens.ts';
import { type Caller, type Origin, toActor } from './caller.ts';
import { toShownEmail } from './email.ts';
import type { Post } from './mail/post.ts';
import { assertMayGrant } from './members.ts';
import { isRole, lesserRole, may, type Role, toPermissions } from './permissions.ts';
import { toPerson } from './person-log.ts';
import { KeptRefusal, runAuth } from './run-auth.ts';
import { parseScopes } from './scopes.ts';
import { hashToken, makeId, makeToken } from './secrets.ts';
import { recordInAuth, type SecurityDeps } from './security/record-event.ts';
import { accessTokenSeconds } from './signing-keys.ts';

export interface RefreshTokenDeps extends AccessTokenDeps, SecurityDeps {
  readonly post: Post;
  /** Other services whose tokens may be made here, besides this API. */
  readonly audiences: readonly string[];
}

export interface TokenRequest {
  readonly role?: Role | undefined;
  readonly scopes?: readonly string[] | undefined;
  readonly audience?: string | undefined;
  /** With a name the answer holds a refresh token too: for a machine that goes on when the session has ended. */
  readonly name?: string | undefined;
}

export interface TokenAnswer {
  readonly accessToken: string;
  readonly tokenType: 'Bearer';
  readonly expiresInSeconds: number;
  readonly refreshToken?: string;
  readonly refreshExpiresAt?: string;
}

const dayMs = 86_400_000;
/** A refresh token that nobody used for this long is over … */
const refreshMs = 30 * dayMs;
/** … and all that came from one sign-in after this long. */
const familyMs = 90 * dayMs;
const prefix = 'dsr_';

const earlier = (a: string, b: string) => (Date.parse(a) < Date.parse(b) ? a : b);
const refused = () =>
  new ProblemError(401, 'refresh_refused', 'This refresh token is worth nothing: ask for a new one.');

async function addRefreshToken(scoped: AuthScoped, familyId: string, familyExpiresAt: string, now: string) {
  const refreshToken = `${prefix}${makeToken()}`;
  const refreshExpiresAt = earlier(
    new Date(Date.parse(now) + refreshMs).toISOString(),
    new Date(familyExpiresAt).toISOString(),
  );
  await insertRefreshToken(scoped, {
    token_hash: hashToken(refreshToken),
    family_id: familyId,
    created_at: now,
    expires_at: refreshExpiresAt,
  });
  return { refreshToken, refreshExpiresAt };
}

const toAnswer = (
  accessToken: string,
  refresh?: Awaited<ReturnType<typeof addRefreshToken>>,
): TokenAnswer => ({
  accessToken,
  tokenType: 'Bearer',
  expiresInSeconds: accessTokenSeconds,
  ...refresh,
});

/** A token for a key that was given less than its role may not be given more, nor outlive the key. */
function assertWithinKey(
  { kind, scopes: own }: Caller,
  scopes: readonly string[] | undefined,
  name: string | undefined,
): void {
  if (kind !== 'key') return;
  if (name !== undefined)
    throw new ProblemError(400, 'invalid_request', 'A key needs no refresh token: it can be sent again.', [
      { pointer: '/name', message: 'only from a session' },
    ]);
  const beyond = scopes?.find((scope) => own && !own.some((mine) => mine === scope));
  if (beyond !== undefined)
    throw new ProblemError(403, 'forbidden', `The scopes of this key do not include "${beyond}".`);
}

/** From a session or a key: at most what that may, for this API or a service that the operator named. */
export async function makeTokens(
  caller: Caller,
  { role = caller.role, scopes: asked, audience, name }: TokenRequest,
  origin: Origin,
  deps: RefreshTokenDeps,
): Promise<TokenAnswer> {
  assertMayGrant(caller, role);
  const scopes = parseScopes(asked ?? caller.scopes?.filter((scope) => may(role, 'key', scope)), role);
  assertWithinKey(caller, scopes, name);
  const target = audience ?? deps.issuer;
  if (target !== deps.issuer && !deps.audiences.includes(target))
    throw new ProblemError(400, 'invalid_request', 'No service of that name is set up here.', [
      { pointer: '/audience', message: 'not a service that this DealerScope knows' },
    ]);
  return runAuth(deps.store, async (scoped) => {
    const subject = {
      userId: caller.userId,
      orgId: caller.orgId,
      role,
      scopes,
      audience: target,
      until: caller.until,
    };
    if (name === undefined)
      return toAnswer(await issueAccessToken(scoped, { ...subject, sourceId: caller.credentialId }, deps));
    const now = deps.clock.now();
    const family = {
      id: makeId('tokenFamily'),
      org_id: caller.orgId,
      user_id: caller.userId,
      name,
      role,
      scopes: scopes ?? null,
      audience: target,
      created_at: now,
      expires_at: new Date(Date.parse(now) + familyMs).toISOString(),
    };
    await insertTokenFamily(scoped, family);
    await setTenant(scoped, caller.orgId);
    await appendAuditEvent(scoped, toActor(caller, origin), {
      action: 'token_family.made',
      target: family.id,
      after: { name, role, scopes: family.scopes, audience: target },
    });
    return toAnswer(
      await issueAccessToken(scoped, { ...subject, sourceId: family.id }, deps),
      await addRefreshToken(scoped, family.id, family.expires_at, now),
    );
  });
}

/** Good once. One that comes a second time was copied: everything of its family ends, and its person is told. */
export async function refreshTokens(
  refreshToken: string,
  origin: Origin,
  deps: RefreshTokenDeps,
): Promise<TokenAnswer> {
  const { store, clock, post } = deps;
  return runAuth(store, async (scoped) => {
    const now = clock.now();
    const hash = hashToken(refreshToken);
    const found = await lockRefreshToken(scoped, hash);
    if (!found || found.revoked_at !== null) throw refused();
    const { family_id: familyId, user_id: userId, org_id: orgId } = found;
    if (found.used_at !== null) {
      await revokeTokenFamily(scoped, familyId, 'replay', now);
      await setTenant(scoped, orgId as OrgId);
      await appendAuditEvent(scoped, toPerson(userId, found.email, origin), {
        action: 'token_family.replayed',
        target: familyId,
        after: { name: found.name, revoked: true },
      });
      await recordInAuth(
        scoped,
        {
          kind: 'refresh_token.reused',
          userId,
          label: toShownEmail(found.email),
          detail: { family: familyId, name: found.name },
        },
        origin,
        deps,
      );
      await post.notify(scoped, found.email, 'token_replayed', origin, `Its name: ${found.name}`);
      const { status, code, message } = refused();
      throw new KeptRefusal(status, code, message);
    }
    const isOver = [found.expires_at, found.family_expires_at].some(
      (at) => Date.parse(at) <= Date.parse(now),
    );
    const holder = await findTokenHolder(scoped, userId, orgId);
    if (isOver || !holder || holder.must_change_password || !isRole(found.role)) throw refused();
    await markRefreshTokenUsed(scoped, hash, now);
    await touchTokenFamily(scoped, familyId, now);
    const accessToken = await issueAccessToken(
      scoped,
      {
        userId,
        orgId: orgId as OrgId,
        role: lesserRole(found.role, isRole(holder.role) ? holder.role : 'viewer'),
        scopes: found.scopes === null ? undefined : toPermissions(found.scopes),
        sourceId: familyId,
        audience: found.audience,
      },
      deps,
    );
    return toAnswer(accessToken, await addRefreshToken(scoped, familyId, found.family_expires_at, now));
  });
}

/** What machines hold in the caller's name, in this dealership. */
export async function listTokenFamilies(caller: Caller, { store, clock }: RefreshTokenDeps) {
  const rows = await runAuth(store, (scoped) =>
    findTokenFamilies(scoped, caller.userId, caller.orgId, clock.now()),
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    role: isRole(row.role) ? row.role : ('viewer' as const),
    scopes: row.scopes,
    audience: row.audience,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
  }));
}

export async function endTokenFamily(
  caller: Caller,
  id: string,
  origin: Origin,
  { store, clock }: RefreshTokenDeps,
): Promise<void> {
  await runAuth(store, async (scoped) => {
    const own = await findTokenFamilies(scoped, caller.userId, caller.orgId, clock.now());
    if (!own.some((family) => family.id === id)) throw notFound('token');
    await revokeTokenFamily(scoped, id, 'person', clock.now());
    await setTenant(scoped, caller.orgId);
    await appendAuditEvent(scoped, toActor(caller, origin), { action: 'token_family.revoked', target: id });
  });
}
