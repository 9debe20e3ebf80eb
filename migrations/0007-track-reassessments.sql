-- How far a dealership's lots have been assessed anew since its settings last changed; one row a dealership.
create table reassessments (
  org_id text primary key references organisations (id) on delete cascade,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done')),
  -- a run goes on from here after a stop, as long as both versions are still those it began with
  settings_version integer not null,
  engine_version text,
  last_listing_id text not null default '',
  done integer not null default 0,
  total integer not null default 0,
  requested_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz
);
alter table reassessments enable row level security;
alter table reassessments force row level security;
create policy reassessments__app_select on reassessments for select to dealerscope_app using (org_id = current_org_id());
create policy reassessments__app_insert on reassessments for insert to dealerscope_app with check (org_id = current_org_id());
create policy reassessments__app_update on reassessments for update to dealerscope_app
  using (org_id = current_org_id()) with check (org_id = current_org_id());
grant select, insert, update on reassessments to dealerscope_app;
