-- Confirmed sales that the installation was given: shared by all dealerships, and the evidence that counts most.
-- Only what was sold, at a final price, on a past date, with its source and the file it came in.
create table sales (
  id text primary key check (id like 'sal\_%'),
  status text not null default 'sold' check (status = 'sold'),
  price_cents integer not null check (price_cents > 0),
  sold_at timestamptz not null,
  source text not null check (source <> ''),
  -- SHA-256 of the file as it was read
  snapshot_sha256 text not null check (snapshot_sha256 ~ '^[0-9a-f]{64}$'),
  vin text,
  year smallint not null,
  make text not null,
  model text not null,
  trim text,
  body text,
  transmission text,
  color text,
  odometer_miles integer check (odometer_miles >= 0),
  -- 1.0 to 5.0
  condition_grade real check (condition_grade between 1 and 5),
  seller text,
  state text,
  stored_at timestamptz not null default now(),
  check (sold_at <= stored_at)
);
create index sales_by_day on sales (sold_at);
grant select on sales to dealerscope_app;
