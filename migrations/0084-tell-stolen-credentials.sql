-- Recovery codes that were used are remembered as long as their person, so that a second use is told.
create table auth.used_recovery_codes (
  user_id text not null references auth.users (id) on delete cascade,
  code_hash text not null,
  used_at timestamptz not null,
  primary key (user_id, code_hash)
);

-- Session tokens that a browser was told to drop, for a new one or at sign-out: one that comes again was copied.
create table auth.dropped_tokens (
  token_hash text primary key,
  user_id text not null references auth.users (id) on delete cascade,
  dropped_at timestamptz not null,
  -- told once
  told_at timestamptz
);
create index dropped_tokens__user on auth.dropped_tokens (user_id);
grant select, insert, update, delete on auth.used_recovery_codes, auth.dropped_tokens to dealerscope_auth;

-- What signs the messages of a webhook, sealed. Those made before have none until the next start, and theirs is derived.
alter table alert_channels add column sealed_secret text;
