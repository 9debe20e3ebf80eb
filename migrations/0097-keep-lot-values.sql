-- Engines by number: their names are long, and stand in every row about the past.
create table engine_versions (
  id integer generated always as identity primary key,
  version text not null unique
);
grant select, insert on engine_versions to dealerscope_app;

-- The number of an engine, given to it where it has none yet. Other programs wait for one that is just being given.
create function engine_number(named text) returns integer
  language plpgsql
  set search_path = pg_catalog, public
as $$
declare
  number integer;
begin
  select id into number from engine_versions where version = named;
  if number is null then
    insert into engine_versions (version) values (named) on conflict do nothing;
    select id into number from engine_versions where version = named;
  end if;
  return number;
end;
$$;
revoke all on function engine_number from public;
grant execute on function engine_number to dealerscope_app;

-- What was said of a road vehicle while it could be bid on, at first sight, at each material change, and last before its
-- end. Append-only: nobody may update or delete, and nothing of it is worked out again.
create table lot_values (
  observed_at timestamptz not null,
  ends_at timestamptz,
  bid_cents bigint,
  wholesale_p10_cents bigint,
  wholesale_p50_cents bigint,
  wholesale_p90_cents bigint,
  retail_p50_cents bigint,
  forecast_p10_cents bigint,
  forecast_p50_cents bigint,
  forecast_p90_cents bigint,
  engine integer not null,
  seq smallint not null,
  listing_id text not null references listings (id) on delete cascade,
  status text not null,
  why text not null check (why in ('first', 'change', 'last')),
  -- what of it moved: value, retail, forecast, end, status, open
  changed text check ((why = 'change') = (changed is not null)),
  primary key (listing_id, seq)
);
-- for taking out what has been kept long enough
create index lot_values__observed on lot_values using brin (observed_at);
grant select, insert on lot_values to dealerscope_app;
