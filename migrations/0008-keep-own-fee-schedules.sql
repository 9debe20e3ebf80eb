-- Fee schedules that a dealership wrote itself. Rows are only added: a later revision of the same day stands in for
-- the earlier one, which stays to be looked up.
create table own_fee_schedules (
  org_id text not null references organisations (id) on delete cascade,
  source text not null check (length(source) between 1 and 40),
  effective_from text not null check (effective_from ~ '^\d{4}-\d{2}-\d{2}$'),
  revision integer not null check (revision >= 1),
  citation text not null check (length(citation) between 1 and 500),
  fees jsonb not null,
  added_at timestamptz not null default now(),
  -- null: nobody was signed in
  added_by text,
  primary key (org_id, source, effective_from, revision)
);
alter table own_fee_schedules enable row level security;
alter table own_fee_schedules force row level security;
create policy own_fee_schedules__app_select on own_fee_schedules for select to dealerscope_app using (org_id = current_org_id());
create policy own_fee_schedules__app_insert on own_fee_schedules for insert to dealerscope_app with check (org_id = current_org_id());
grant select, insert on own_fee_schedules to dealerscope_app;
