-- Who may sign in. better-auth writes these tables as dealerscope_auth; the program's role cannot see them.
do $$ begin
  create role dealerscope_auth nologin nobypassrls;
exception when duplicate_object then null;
end $$;
do $$ begin
  execute format('grant dealerscope_auth to %I', current_user);
end $$;

create schema auth;
grant usage on schema auth, public to dealerscope_auth;

create table auth.users (
  id text primary key check (id ~ '^usr_'),
  name text not null check (length(name) between 1 and 200),
  email text not null unique check (email = lower(email) and length(email) <= 254),
  email_verified boolean not null default false,
  image text,
  two_factor_enabled boolean not null default false,
  -- set for passwords that somebody else chose: the one-time password of the first start, a reset by the operator
  must_change_password boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table auth.sessions (
  id text primary key check (id ~ '^ses_'),
  user_id text not null references auth.users (id) on delete cascade,
  token text not null unique,
  active_org_id text references organisations (id) on delete set null,
  ip_address text,
  user_agent text,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index sessions__user on auth.sessions (user_id);

create table auth.accounts (
  id text primary key check (id ~ '^acc_'),
  user_id text not null references auth.users (id) on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  -- bcrypt, cost 12, of the HMAC-SHA-256 of the password
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index accounts__user on auth.accounts (user_id);

create table auth.verifications (
  id text primary key check (id ~ '^ver_'),
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verifications__identifier on auth.verifications (identifier);

create table auth.two_factors (
  id text primary key check (id ~ '^two_'),
  user_id text not null unique references auth.users (id) on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default false,
  failed_verification_count integer default 0,
  locked_until timestamptz
);

-- A time-based code is good once: a second use within its 90 seconds is a replay.
create table auth.used_codes (
  user_id text not null references auth.users (id) on delete cascade,
  code_hash text not null,
  used_at timestamptz not null default now(),
  primary key (user_id, code_hash)
);

grant select, insert, update, delete on all tables in schema auth to dealerscope_auth;
