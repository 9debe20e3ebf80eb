-- Keys that sign access tokens. The private half is sealed with the installation's secret.
create table auth.signing_keys (
  -- the `kid` of tokens
  id text primary key check (id ~ '^sig_'),
  public_jwk jsonb not null,
  sealed_private_jwk text not null,
  created_at timestamptz not null,
  -- published from creation on, so that verifiers know it before it signs
  signs_from timestamptz not null,
  -- set when another takes over: what it signed last has expired by then
  verifies_until timestamptz
);
grant select, insert, update, delete on auth.signing_keys to dealerscope_auth;

-- What a machine holds in a member's name: one chain of refresh tokens, each good once.
create table token_families (
  id text primary key check (id ~ '^fam_'),
  org_id text not null references organisations (id) on delete cascade,
  user_id text not null references auth.users (id) on delete cascade,
  name text not null check (length(name) between 1 and 100),
  role text not null check (role in ('owner', 'manager', 'buyer', 'viewer')),
  -- null: all that the role may
  scopes text[],
  audience text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoked_because text check (revoked_because in ('person', 'replay', 'password'))
);
create index token_families__user on token_families (user_id, created_at desc);
create index token_families__org on token_families (org_id, created_at desc);
alter table token_families enable row level security;
alter table token_families force row level security;
create policy token_families__owner_all on token_families for all to current_user using (true) with check (true);
create policy token_families__app_select on token_families for select to dealerscope_app using (org_id = current_org_id());
create policy token_families__auth_all on token_families for all to dealerscope_auth using (true) with check (true);
grant select on token_families to dealerscope_app;
grant select, insert, delete, update (last_used_at, revoked_at, revoked_because) on token_families to dealerscope_auth;

-- Used ones stay until the family ends: one that comes back is a replay.
create table auth.refresh_tokens (
  token_hash text primary key,
  family_id text not null references token_families (id) on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index refresh_tokens__family on auth.refresh_tokens (family_id);
grant select, insert, update, delete on auth.refresh_tokens to dealerscope_auth;

-- What a key may, besides its role; null: all that the role may.
alter table api_keys add column scopes text[];
