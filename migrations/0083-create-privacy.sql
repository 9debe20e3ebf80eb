-- Leaving for good: what was asked for can be taken back until the day it is due.
alter table auth.users
  add column deletion_requested_at timestamptz,
  add column deletion_due_at timestamptz,
  add column deletion_reason text check (deletion_reason in ('asked', 'no_dealership'));
create index users__deletion_due on auth.users (deletion_due_at) where deletion_due_at is not null;

alter table organisations
  add column closing_requested_at timestamptz,
  add column closing_due_at timestamptz,
  -- what it owned is gone; its audit log remains
  add column closed_at timestamptz;
create policy organisations__app_update on organisations for update to dealerscope_app
  using (id = current_org_id()) with check (id = current_org_id());
grant update (name, closing_requested_at, closing_due_at) on organisations to dealerscope_app;

-- A link is made anew: the old one is worth nothing from there.
grant update (token_hash, expires_at) on invitations to dealerscope_app;

-- What a person has agreed to, never altered: the latest line of a purpose counts, and none is a no.
create table auth.consents (
  id text primary key check (id ~ '^con_'),
  user_id text not null references auth.users (id) on delete cascade,
  purpose text not null check (purpose in ('analytics')),
  given boolean not null,
  -- which wording was agreed to
  text_version text not null,
  at timestamptz not null default now(),
  ip_address text
);
create index consents__latest on auth.consents (user_id, purpose, at desc);
grant select, insert on auth.consents to dealerscope_auth;

create table auth.data_exports (
  id text primary key check (id ~ '^exp_'),
  user_id text not null references auth.users (id) on delete cascade,
  requested_at timestamptz not null default now(),
  ready_at timestamptz,
  expires_at timestamptz,
  body bytea
);
create index data_exports__user on auth.data_exports (user_id, requested_at desc);
grant select, insert on auth.data_exports to dealerscope_auth;

-- The role of accounts may ask for exactly this job; it writes what only the owner of the tables can gather.
create function enqueue_person_export(export_id text) returns void
  language plpgsql security definer
  set search_path = pg_catalog, public
as $$
begin
  perform graphile_worker.add_job('person.export', json_build_object('exportId', export_id),
    job_key := 'person.export:' || export_id);
end;
$$;
revoke all on function enqueue_person_export from public;
grant execute on function enqueue_person_export to dealerscope_auth;

-- For how long a dealership keeps what, where it chose other than the default of the rule.
create table retention_settings (
  org_id text not null references organisations (id) on delete cascade,
  rule text not null check (length(rule) between 1 and 60),
  keep_days integer not null check (keep_days between 1 and 36500),
  changed_at timestamptz not null default now(),
  primary key (org_id, rule)
);
-- What each run deleted; without a dealership: of what belongs to none.
create table retention_runs (
  id bigint generated always as identity primary key,
  org_id text references organisations (id) on delete cascade,
  rule text not null,
  deleted bigint not null,
  ran_at timestamptz not null default now()
);
create index retention_runs__newest on retention_runs (org_id, ran_at desc);
do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['retention_settings', 'retention_runs'] loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format('create policy %I on %I for all to current_user using (true) with check (true)',
      tenant_table || '__owner_all', tenant_table);
    execute format('create policy %I on %I for select to dealerscope_app using (org_id = current_org_id())',
      tenant_table || '__app_select', tenant_table);
    execute format('grant select on %I to dealerscope_app', tenant_table);
  end loop;
end $$;
create policy retention_settings__app_insert on retention_settings for insert to dealerscope_app with check (org_id = current_org_id());
create policy retention_settings__app_update on retention_settings for update to dealerscope_app
  using (org_id = current_org_id()) with check (org_id = current_org_id());
grant insert, update (keep_days, changed_at) on retention_settings to dealerscope_app;

-- For whoever owns the tables: deletes all that a dealership owns and answers how many rows of which table. Tables are
-- found in the catalogue, so that a new one is not forgotten. The audit log stays, and the row that it refers to.
create function erase_dealership(closing text) returns jsonb
  language plpgsql
  set search_path = pg_catalog, public
as $$
declare
  tenant_table regclass;
  deleted bigint;
  counts jsonb := '{}';
begin
  for tenant_table in
    select c.oid::regclass from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
        and c.relname not in ('audit_events', 'audit_heads')
      order by c.relname
  loop
    execute format('delete from %s where org_id = $1', tenant_table) using closing;
    get diagnostics deleted = row_count;
    if deleted > 0 then
      counts := counts || jsonb_build_object(tenant_table::text, deleted);
    end if;
  end loop;
  update auth.sessions set active_org_id = null where active_org_id = closing;
  update organisations set name = 'Closed dealership', closing_due_at = null, closed_at = now() where id = closing;
  return counts;
end;
$$;
revoke all on function erase_dealership from public;

-- Erasing is done by whoever owns the tables, who under FORCE ROW LEVEL SECURITY needs leave as well.
do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['buyer_profiles', 'assessments', 'buyer_profile_changes', 'reassessments', 'own_fee_schedules'] loop
    execute format('create policy %I on %I for all to current_user using (true) with check (true)',
      tenant_table || '__owner_all', tenant_table);
  end loop;
end $$;
