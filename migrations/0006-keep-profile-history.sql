-- Every change of a dealership's settings, never altered: what stood before, what stands after, who and when.
create table buyer_profile_changes (
  org_id text not null references organisations (id) on delete cascade,
  version integer not null,
  changed_at timestamptz not null default now(),
  -- null: nobody was signed in
  changed_by text,
  before jsonb not null,
  after jsonb not null,
  -- the version whose settings were put back, where this change did that
  restored_version integer,
  primary key (org_id, version)
);
alter table buyer_profile_changes enable row level security;
alter table buyer_profile_changes force row level security;
create policy buyer_profile_changes__app_select on buyer_profile_changes for select to dealerscope_app using (org_id = current_org_id());
create policy buyer_profile_changes__app_insert on buyer_profile_changes for insert to dealerscope_app with check (org_id = current_org_id());
grant select, insert on buyer_profile_changes to dealerscope_app;
