-- Public auction facts: shared by all dealerships, no org_id.

-- What a source answered, byte for byte, stored before anything reads it.
create table captures (
  id text primary key check (id ~ '^cap_'),
  source text not null,
  file_name text not null,
  url text,
  sha256 text not null,
  byte_length bigint not null,
  observed_at timestamptz not null,
  received_at timestamptz not null default now(),
  is_sample boolean not null default false,
  -- received: stored, not (fully) read yet; a run that died is read again from the start, which changes nothing twice
  status text not null default 'received' check (status in ('received', 'ingested', 'failed')),
  records integer not null default 0,
  listings integer not null default 0,
  rejections integer not null default 0,
  unique (source, sha256)
);

create table capture_chunks (
  capture_id text not null references captures (id) on delete cascade,
  seq integer not null,
  body bytea not null,
  primary key (capture_id, seq)
);
-- captures are compressed already
alter table capture_chunks alter column body set storage external;

create table listings (
  id text primary key check (id ~ '^lst_'),
  source text not null,
  source_listing_id text not null,
  version integer not null default 1,
  is_sample boolean not null default false,
  first_observed_at timestamptz not null,
  capture_id text not null references captures (id) on delete restrict,
  capture_line integer,
  -- classify
  kind text not null,
  kind_confidence real not null,
  kind_reasons jsonb not null default '[]',
  -- transform
  facts jsonb not null,
  provenance jsonb not null,
  url text,
  -- what the inbox filters and shows
  title text not null,
  year smallint,
  make text,
  model text,
  trim text,
  vehicle_key text,
  odometer_miles integer,
  title_brand text,
  city text,
  state text,
  seller_name text,
  photo_url text,
  -- current state: the latest observation
  observed_at timestamptz not null,
  status text not null,
  current_bid_cents bigint,
  bid_count integer,
  bidder_count integer,
  reserve_met boolean,
  buy_now_cents bigint,
  hammer_price_cents bigint,
  starts_at timestamptz,
  ends_at timestamptz,
  ends_at_precision text,
  -- value and forecast as of the latest observation
  engine_version text not null,
  wholesale_p10_cents bigint,
  wholesale_p50_cents bigint,
  wholesale_p90_cents bigint,
  wholesale_confidence real,
  retail_p50_cents bigint,
  forecast_p10_cents bigint,
  forecast_p50_cents bigint,
  forecast_p90_cents bigint,
  -- punctuation parts words, as it does in what is searched for: "5.7L" is found by "5.7L", "F-150" by "f 150"
  search tsvector generated always as (to_tsvector('simple', regexp_replace(
    title || ' ' || coalesce(make, '') || ' ' || coalesce(model, '') || ' ' || coalesce(trim, '') || ' ' ||
    coalesce(vehicle_key, '') || ' ' || coalesce(city, '') || ' ' || coalesce(seller_name, ''),
    '[^a-zA-Z0-9\u0080-\uffff]+', ' ', 'g'))) stored,
  unique (source, source_listing_id)
);
create index listings__open on listings (kind, is_sample, ends_at);
create index listings__make_model on listings (make, model) where kind = 'road_vehicle';
create index listings__vehicle_key on listings (vehicle_key) where vehicle_key is not null;
create index listings__search on listings using gin (search) with (fastupdate = on);

-- Append-only: nobody may update or delete, the program's role least of all.
create table observations (
  id text primary key check (id ~ '^obs_'),
  listing_id text not null references listings (id) on delete cascade,
  capture_id text not null references captures (id) on delete restrict,
  observed_at timestamptz not null,
  status text not null,
  current_bid_cents bigint,
  bid_count integer,
  bidder_count integer,
  reserve_met boolean,
  hammer_price_cents bigint,
  ends_at timestamptz
);
create index observations__listing on observations (listing_id, observed_at desc);

create table rejections (
  id text primary key check (id ~ '^rej_'),
  capture_id text not null references captures (id) on delete cascade,
  line integer,
  code text not null,
  reason text not null,
  field text,
  excerpt text
);
create index rejections__capture on rejections (capture_id, line);

grant select, insert, update on captures, listings to dealerscope_app;
grant select, insert on capture_chunks, observations, rejections to dealerscope_app;
