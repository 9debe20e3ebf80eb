-- What a lot is worth to one dealership: the latest assessment of each lot.
create table assessments (
  org_id text not null references organisations (id) on delete cascade,
  listing_id text not null references listings (id) on delete cascade,
  version integer not null default 1,
  as_of timestamptz not null,
  engine_version text not null,
  profile_version integer not null,
  max_bid_cents bigint,
  max_bid_conservative_cents bigint,
  edge_cents bigint,
  profit_at_max_bid_cents bigint,
  profit_at_forecast_cents bigint,
  probability_profit real,
  probability_close_under_max_bid real,
  roi real,
  roi_per_day real,
  score smallint,
  grade text not null default 'none',
  flags jsonb not null default '[]',
  top_reason text,
  primary key (org_id, listing_id)
);
-- the default order: lots with a score by expected edge, then those without one
create index assessments__ranked_edge on assessments
  (org_id, (edge_cents - case when score is null then 1000000000000 else 0 end) desc nulls last, listing_id);
create index assessments__listing on assessments (listing_id);
alter table assessments enable row level security;
alter table assessments force row level security;
create policy assessments__app_select on assessments for select to dealerscope_app using (org_id = current_org_id());
create policy assessments__app_insert on assessments for insert to dealerscope_app with check (org_id = current_org_id());
create policy assessments__app_update on assessments for update to dealerscope_app
  using (org_id = current_org_id()) with check (org_id = current_org_id());
create policy assessments__app_delete on assessments for delete to dealerscope_app using (org_id = current_org_id());
grant select, insert, update, delete on assessments to dealerscope_app;
