-- What a lot was to a dealership at the last look before its end: the latest row of a lot and an end counts. Append-only.
-- No foreign key to the lot: a lot of one's own may be taken back, what was seen of it stays.
create table last_looks (
  ends_at timestamptz not null,
  looked_at timestamptz not null,
  -- the state of the lot that was looked at
  observed_at timestamptz not null,
  max_bid_cents bigint,
  edge_cents bigint,
  -- value in the dealership's market, and median of the closing price
  value_p50_cents bigint,
  close_p50_cents bigint,
  engine integer not null,
  settings_version integer not null,
  -- a row under 1 takes back an earlier one of 1 and more
  score smallint check (score between 0 and 100),
  listing_id text not null,
  org_id text not null references organisations (id) on delete cascade,
  primary key (org_id, ends_at, listing_id, looked_at)
);

-- One line for each hour in which lots ended: how many, and what became of those that have no row. Another follows where
-- the lots of the hour turn out to be others; the latest counts.
create table last_look_counts (
  org_id text not null references organisations (id) on delete cascade,
  ended_from timestamptz not null,
  -- of the ids of the lots that were counted, by which another set of lots is known
  print bigint not null,
  counted_at timestamptz not null,
  lots integer not null,
  -- with a row of score 1 and more
  kept integer not null,
  score_zero integer not null,
  without_score integer not null,
  not_road_vehicle integer not null,
  -- no state from before its end was ever seen
  seen_too_late integer not null,
  engine integer not null,
  settings_version integer not null,
  primary key (org_id, ended_from, counted_at),
  check (lots = kept + score_zero + without_score + not_road_vehicle + seen_too_late)
);

-- What a buyer was told of a lot when they acted or were alerted. Append-only.
create table told (
  at timestamptz not null,
  max_bid_cents bigint,
  edge_cents bigint,
  value_p50_cents bigint,
  close_p50_cents bigint,
  engine integer not null,
  settings_version integer not null,
  score smallint check (score between 0 and 100),
  kind text not null check (kind ~ '^[a-z_]+(\.[a-z_]+)?$' and length(kind) <= 60),
  listing_id text not null,
  org_id text not null references organisations (id) on delete cascade,
  primary key (org_id, listing_id, at, kind)
);

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['last_looks', 'last_look_counts', 'told'] loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format('create policy %I on %I for all to current_user using (true) with check (true)',
      tenant_table || '__owner_all', tenant_table);
    execute format('create policy %I on %I for select to dealerscope_app using (org_id = current_org_id())',
      tenant_table || '__app_select', tenant_table);
    execute format('create policy %I on %I for insert to dealerscope_app with check (org_id = current_org_id())',
      tenant_table || '__app_insert', tenant_table);
    execute format('grant select, insert on %I to dealerscope_app', tenant_table);
  end loop;
end $$;
