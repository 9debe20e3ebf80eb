import type { OrgId } from '../../core/kernel/ids.ts';
import { type CallerRow, type Credential, findCallers } from '../../store/callers.reader.ts';
import { type AccessTokenDeps, createTokenVerifier, type TokenClaims } from '../access-tokens.ts';
import { absoluteSeconds, idleSeconds } from '../better-auth.ts';
import type { Caller, Origin } from '../caller.ts';
import { tellDroppedToken } from '../dropped-tokens.ts';
import { toShownEmail } from '../email.ts';
import { isRole, lesserRole, type Role, toPermissions } from '../permissions.ts';
import { runAuth, type WithCookies } from '../run-auth.ts';
import { hashToken } from '../secrets.ts';
import type { SecurityDeps } from '../security/record-event.ts';
import type { SessionCookie } from '../session-cookie.ts';
import { createFreshCache } from './fresh-cache.ts';
import { createUseNotes } from './note-uses.ts';

export interface CallersDeps extends SecurityDeps, AccessTokenDeps {
  readonly sessionCookie: SessionCookie;
  /** Of a clock that is never set, for how old what is kept may be. */
  readonly nowMs: () => number;
}

/** What was shown, and what an access token says of itself. */
interface Shown {
  readonly credential: Credential;
  readonly claims?: TokenClaims;
}

interface Found {
  readonly caller: Caller;
  readonly createdAtMs: number;
  /** Moved on while the row is kept, so that each use is noted once. */
  usedAtMs: number;
  endsAtMs: number;
}

const keyTouchMs = 60_000;
const sessionTouchMs = 5 * 60_000;

const toRole = (text: string): Role => (isRole(text) ? text : 'viewer');

/** The key's or token's part of who somebody is: at most what the person may today. */
function toStanding(row: CallerRow, claims: TokenClaims | undefined): Pick<Caller, 'role' | 'scopes'> {
  const own = toRole(row.member_role);
  if (row.kind === 'session') return { role: own };
  const given = claims ? claims.role : row.role;
  const scopes = claims ? claims.scope?.split(' ') : row.scopes;
  return { role: lesserRole(toRole(given ?? ''), own), scopes: scopes ? toPermissions(scopes) : undefined };
}

function toFound(row: CallerRow, { claims }: Shown): Found {
  const isSession = row.kind === 'session';
  const endsAtMs = claims ? claims.exp * 1000 : Date.parse(row.expires_at ?? '');
  const createdAtMs = Date.parse(row.created_at ?? '');
  return {
    caller: {
      kind: row.kind,
      userId: row.user_id,
      email: toShownEmail(row.email),
      name: row.name,
      isEmailVerified: row.email_verified,
      orgId: row.org_id as OrgId,
      orgName: row.org_name,
      ...toStanding(row, claims),
      credentialId: row.id,
      ...(row.kind === 'key' && row.expires_at !== null && { until: row.expires_at }),
      mustChangePassword: isSession && row.must_change_password,
      hasSecondFactor: isSession && row.two_factor_enabled,
    },
    createdAtMs,
    usedAtMs: row.used_at === null ? Number.NEGATIVE_INFINITY : Date.parse(row.used_at),
    endsAtMs: isSession ? Math.min(endsAtMs, createdAtMs + absoluteSeconds * 1000) : endsAtMs,
  };
}

/** Who is asking, by session, key or access token: looked up together, kept, and never older than a second. */
export function createCallers(deps: CallersDeps) {
  const { store, clock, nowMs, sessionCookie } = deps;
  const verifyToken = createTokenVerifier(deps);
  const uses = createUseNotes(store.each);
  const cache = createFreshCache<Shown, Found>({
    nowMs,
    async read(asked) {
      const shown = [...asked.values()].map(({ credential }) => credential);
      const rows = await findCallers(store.each, shown, clock.now());
      const byCredential = new Map(rows.map((row) => [`${row.kind} ${row.text}`, row]));
      const found = new Map<string, Found>();
      for (const [name, one] of asked) {
        const row = byCredential.get(`${one.credential.kind} ${one.credential.text}`);
        if (row) found.set(name, toFound(row, one));
      }
      return found;
    },
  });

  async function find(name: string, shown: Shown): Promise<Found | undefined> {
    const found = await cache.find(name, shown);
    return found && found.endsAtMs > Date.parse(clock.now()) ? found : undefined;
  }

  /** Whether the session ends later now, so that its cookie must too. */
  function moveOn(found: Found): boolean {
    const now = Date.parse(clock.now());
    if (now - found.usedAtMs <= sessionTouchMs) return false;
    found.usedAtMs = now;
    found.endsAtMs = Math.min(now + idleSeconds * 1000, found.createdAtMs + absoluteSeconds * 1000);
    const [usedAt, expiresAt] = [now, found.endsAtMs].map((ms) => new Date(ms).toISOString());
    if (usedAt && expiresAt) uses.session({ id: found.caller.credentialId, usedAt, expiresAt });
    return true;
  }

  return {
    /** Everybody is looked up anew: called where a change is heard of, here or from another process. */
    dropAll: () => cache.dropAll(),

    /** The key's person and dealership; undefined when it is unknown, expired, revoked, or its person has left. */
    async findByKey(key: string): Promise<Caller | undefined> {
      const hash = hashToken(key);
      const found = await find(`key ${hash}`, { credential: { kind: 'key', text: hash } });
      if (!found) return undefined;
      const now = Date.parse(clock.now());
      if (now - found.usedAtMs > keyTouchMs) {
        found.usedAtMs = now;
        uses.key({ id: found.caller.credentialId, usedAt: new Date(now).toISOString() });
      }
      return found.caller;
    },

    /** Whoever a token speaks for, with the role that they have today if that is less than the token's. */
    async findByAccessToken(token: string): Promise<Caller | undefined> {
      const hash = hashToken(token);
      const name = `token ${hash}`;
      let shown = cache.peek(name);
      if (!shown) {
        const claims = await verifyToken(token);
        if (!claims) return undefined;
        const { sub: userId, org: orgId, sid: sourceId, kid: signingKeyId } = claims;
        shown = { credential: { kind: 'token', text: hash, userId, orgId, sourceId, signingKeyId }, claims };
      }
      return (await find(name, shown))?.caller;
    },

    /** The person whose session the cookie names, and a fresh cookie when the session's idle time was moved on. */
    async findBySession(cookie: string, originOf: () => Origin): Promise<WithCookies<Caller | undefined>> {
      const written = sessionCookie.read(cookie) ?? '';
      // the signature is part of the name, and looked at once
      const name = `session ${hashToken(written)}`;
      const token = cache.peek(name)?.credential.text ?? sessionCookie.open(written);
      const found = token && (await find(name, { credential: { kind: 'session', text: token } }));
      if (found) return { value: found.caller, cookies: moveOn(found) ? [sessionCookie.write(token)] : [] };
      await runAuth(store, (scoped) => tellDroppedToken(scoped, originOf(), deps));
      return { value: undefined, cookies: [] };
    },
  };
}
export type Callers = ReturnType<typeof createCallers>;
