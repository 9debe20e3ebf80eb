-- Trained value models: shared by all dealerships, kept so that an older one can be put back.
create table value_models (
  version text primary key check (length(version) between 3 and 200),
  trained_at timestamptz not null default now(),
  data_sha256 text not null,
  sales integer not null check (sales > 0),
  -- the model card: dates, features, error by price band, calibration
  card jsonb not null,
  body bytea not null
);
alter table value_models alter column body set storage external;

-- Append-only: the model in use is the one of the last row; going back is one more row.
create table value_model_uses (
  id bigint generated always as identity primary key,
  -- null: the model that ships with the program
  version text references value_models (version) on delete restrict,
  used_since timestamptz not null default now()
);
grant select on value_models, value_model_uses to dealerscope_app;
