do $$ begin
  create role dealerscope_app nologin nobypassrls;
exception when duplicate_object then null;
end $$;
do $$ begin
  execute format('grant dealerscope_app to %I', current_user);
end $$;

grant usage on schema public to dealerscope_app;

-- The tenant of the running transaction; null (no rows anywhere) when nobody has set it.
create function current_org_id() returns text
  language sql stable parallel safe
  return nullif(current_setting('app.org_id', true), '');

create table organisations (
  id text primary key check (id ~ '^org_'),
  name text not null check (length(name) between 1 and 200),
  created_at timestamptz not null default now()
);
alter table organisations enable row level security;
alter table organisations force row level security;
create policy organisations__app_select on organisations for select to dealerscope_app using (id = current_org_id());
create policy organisations__owner_all on organisations for all to current_user using (true) with check (true);
grant select on organisations to dealerscope_app;

-- How a dealership buys: only what it set itself; defaults live in code, each with its source.
create table buyer_profiles (
  org_id text primary key references organisations (id) on delete cascade,
  settings jsonb not null default '{}',
  version integer not null default 1,
  updated_at timestamptz not null default now()
);
alter table buyer_profiles enable row level security;
alter table buyer_profiles force row level security;
create policy buyer_profiles__app_select on buyer_profiles for select to dealerscope_app using (org_id = current_org_id());
create policy buyer_profiles__app_insert on buyer_profiles for insert to dealerscope_app with check (org_id = current_org_id());
create policy buyer_profiles__app_update on buyer_profiles for update to dealerscope_app
  using (org_id = current_org_id()) with check (org_id = current_org_id());
grant select, insert, update on buyer_profiles to dealerscope_app;
