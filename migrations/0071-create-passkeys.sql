-- Keys that a phone, a computer or a security key holds for a person; only the public half is here.
create table auth.passkeys (
  id text primary key check (id ~ '^pas_'),
  user_id text not null references auth.users (id) on delete cascade,
  name text not null check (length(name) between 1 and 100),
  -- as the authenticator names it, base64url
  credential_id text not null unique check (length(credential_id) <= 1400),
  -- COSE key
  public_key bytea not null,
  -- how often it has signed, where the authenticator counts; a step back means a copy
  counter bigint not null,
  transports text[] not null default '{}',
  is_backed_up boolean not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkeys__user on auth.passkeys (user_id);

-- Browsers that need no second factor for a while; the cookie's secret is kept as its hash.
create table auth.trusted_devices (
  id text primary key check (id ~ '^dev_'),
  user_id text not null references auth.users (id) on delete cascade,
  token_hash text not null unique,
  user_agent text,
  ip_address text,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  expires_at timestamptz not null
);
create index trusted_devices__user on auth.trusted_devices (user_id);
grant select, insert, update, delete on auth.passkeys, auth.trusted_devices to dealerscope_auth;

-- A person who is given a higher role signs in anew: a session that somebody else planted or stole does not rise with
-- them. The program's role may end sessions of members of its own dealership and see none of them.
create function end_member_sessions(member_user_id text) returns integer
  language plpgsql security definer
  set search_path = pg_catalog, public
as $$
declare
  ended integer;
begin
  if not exists (select 1 from members where org_id = current_org_id() and user_id = member_user_id) then
    raise exception 'not a member of this dealership' using errcode = 'insufficient_privilege';
  end if;
  delete from auth.sessions where user_id = member_user_id;
  get diagnostics ended = row_count;
  return ended;
end;
$$;
revoke all on function end_member_sessions from public;
grant execute on function end_member_sessions to dealerscope_app;
