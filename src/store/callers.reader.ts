import { sql } from 'kysely';
import type { AuthReadable } from './auth-connection.ts';

/** What somebody shows to be let in, checked as far as needs no database. `text`: a session's token, the hash of others. */
export type Credential =
  | { readonly kind: 'session'; readonly text: string }
  | { readonly kind: 'key'; readonly text: string }
  | {
      readonly kind: 'token';
      readonly text: string;
      readonly userId: string;
      readonly orgId: string;
      /** The session, family or key that the token was made from. */
      readonly sourceId: string;
      /** Whose signature it bears. */
      readonly signingKeyId: string;
    };

export interface CallerRow {
  readonly kind: Credential['kind'];
  readonly text: string;
  /** Of the session, of the key, or of what the token was made from. */
  readonly id: string;
  readonly created_at: string | null;
  readonly used_at: string | null;
  readonly expires_at: string | null;
  /** Of a key: what it was given, at most. */
  readonly role: string | null;
  readonly scopes: string[] | null;
  readonly user_id: string;
  readonly email: string;
  readonly name: string;
  readonly email_verified: boolean;
  readonly two_factor_enabled: boolean;
  readonly must_change_password: boolean;
  readonly org_id: string;
  readonly org_name: string;
  /** That of the person in the dealership today. */
  readonly member_role: string;
}

const person = sql`u.id as user_id, u.email, u.name, u.email_verified, u.two_factor_enabled, u.must_change_password,
  m.org_id, o.name as org_name, m.role as member_role`;

/** Whoever is behind these at `now`, in one statement; what is not good any more is left out. */
export async function findCallers(
  each: AuthReadable,
  shown: readonly Credential[],
  now: string,
): Promise<readonly CallerRow[]> {
  const textsOf = (kind: Credential['kind']) =>
    shown.filter((one) => one.kind === kind).map(({ text }) => text);
  const tokens = shown.filter((one) => one.kind === 'token');
  const { rows } = await sql<CallerRow>`
    select 'session' as kind, s.token as text, s.id, s.created_at, s.updated_at as used_at, s.expires_at,
      null as role, null::text[] as scopes, ${person}
    from auth.sessions s
    join auth.users u on u.id = s.user_id
    -- the dealership that was chosen last, else the one joined first
    cross join lateral (select * from members where user_id = s.user_id
      order by org_id is not distinct from s.active_org_id desc, created_at, org_id limit 1) m
    join organisations o on o.id = m.org_id
    where s.token = any(${textsOf('session')}::text[]) and s.expires_at > ${now}
    union all
    select 'key', k.key_hash, k.id, k.created_at, k.last_used_at, k.expires_at, k.role, k.scopes, ${person}
    from api_keys k
    join auth.users u on u.id = k.user_id
    join members m on m.org_id = k.org_id and m.user_id = k.user_id
    join organisations o on o.id = k.org_id
    where k.key_hash = any(${textsOf('key')}::text[]) and k.revoked_at is null and k.expires_at > ${now}
    union all
    select 'token', t.text, t.source_id, null, null, null, null, null, ${person}
    from unnest(${textsOf('token')}::text[], ${tokens.map((one) => one.userId)}::text[],
      ${tokens.map((one) => one.orgId)}::text[], ${tokens.map((one) => one.sourceId)}::text[],
      ${tokens.map((one) => one.signingKeyId)}::text[]) as t (text, user_id, org_id, source_id, signing_key_id)
    join auth.users u on u.id = t.user_id
    join members m on m.org_id = t.org_id and m.user_id = t.user_id
    join organisations o on o.id = t.org_id
    where not u.must_change_password
      and exists (select from auth.signing_keys s
        where s.id = t.signing_key_id and (s.verifies_until is null or s.verifies_until > ${now}))
      and (exists (select from auth.sessions s where s.id = t.source_id and s.expires_at > ${now})
        or exists (select from api_keys k
          where k.id = t.source_id and k.revoked_at is null and k.expires_at > ${now})
        or exists (select from token_families f
          where f.id = t.source_id and f.revoked_at is null and f.expires_at > ${now}))`.execute(each);
  return rows;
}
