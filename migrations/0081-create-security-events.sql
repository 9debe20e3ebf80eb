-- What may be an attack or its result. Without a dealership: it concerns no single one, and only the operator sees it.
create table security_events (
  id text primary key check (id ~ '^sec_'),
  org_id text references organisations (id) on delete cascade,
  at timestamptz not null default now(),
  kind text not null check (kind ~ '^[a-z_]+\.[a-z_]+$'),
  severity text not null check (severity in ('info', 'warning', 'critical')),
  -- whose account it concerns; no foreign key: the event outlives the account, which it then names no more
  user_id text,
  label text,
  ip_address text,
  user_agent text,
  correlation_id text,
  detail jsonb not null default '{}',
  unique (org_id, id)
);
create index security_events__newest on security_events (org_id, at desc, id desc);
create index security_events__user on security_events (user_id) where user_id is not null;
alter table security_events enable row level security;
alter table security_events force row level security;
create policy security_events__owner_all on security_events for all to current_user using (true) with check (true);
create policy security_events__app_select on security_events for select to dealerscope_app using (org_id = current_org_id());
create policy security_events__app_insert on security_events for insert to dealerscope_app with check (org_id = current_org_id());
create policy security_events__auth_insert on security_events for insert to dealerscope_auth
  with check (org_id is not distinct from current_org_id());
grant select, insert on security_events to dealerscope_app;
grant insert on security_events to dealerscope_auth;

-- How far each person has looked, for the line at the top of the page.
create table security_event_reads (
  org_id text not null references organisations (id) on delete cascade,
  user_id text not null references auth.users (id) on delete cascade,
  seen_until timestamptz not null,
  primary key (org_id, user_id)
);
alter table security_event_reads enable row level security;
alter table security_event_reads force row level security;
create policy security_event_reads__owner_all on security_event_reads for all to current_user using (true) with check (true);
create policy security_event_reads__app_select on security_event_reads for select to dealerscope_app using (org_id = current_org_id());
create policy security_event_reads__app_insert on security_event_reads for insert to dealerscope_app with check (org_id = current_org_id());
create policy security_event_reads__app_update on security_event_reads for update to dealerscope_app
  using (org_id = current_org_id()) with check (org_id = current_org_id());
grant select, insert, update (seen_until) on security_event_reads to dealerscope_app;

-- From which kinds of browser and which networks a person has signed in: what is not here is a new device.
create table auth.known_devices (
  user_id text not null references auth.users (id) on delete cascade,
  -- SHA-256 of person, browser without its version numbers, and network
  fingerprint text not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  primary key (user_id, fingerprint)
);
grant select, insert, update, delete on auth.known_devices to dealerscope_auth;
