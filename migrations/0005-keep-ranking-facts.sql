-- What a lot's rank depends on and no buyer's settings change; null: appraised by an older version, worked out when needed.
alter table listings add column ranking jsonb;
-- The transaction that last wrote the row: whoever keeps the market in memory asks for what has changed since.
alter table listings add column changed_in bigint not null default (pg_current_xact_id()::text::bigint);
create index listings__changed_in on listings (changed_in);
