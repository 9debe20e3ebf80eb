-- What a lot is to a dealership is worked out in memory, from the lot and the settings: nothing of it is stored.
drop function enqueue_reassessment();
drop table reassessments;
drop table assessments;

-- What changed beside the lots themselves, one row a topic: `settings <dealership>`, `engine`. Every process hears of a
-- change by NOTIFY, and reads this where a pooler lets none through.
create table change_marks (
  topic text primary key check (length(topic) between 1 and 120),
  changed_in bigint not null
);
-- a name for this database: a market that was kept in a file of another one is told by it
insert into change_marks (topic, changed_in) values ('database ' || gen_random_uuid(), 0);
create index change_marks__changed_in on change_marks (changed_in);

create function mark_changed(topic text) returns void
  language sql security definer
  set search_path = pg_catalog, public
as $$
  insert into change_marks (topic, changed_in) values (topic, pg_current_xact_id()::text::bigint)
    on conflict (topic) do update set changed_in = excluded.changed_in;
  select pg_notify('dealerscope', topic);
$$;
revoke all on function mark_changed(text) from public;

create function mark_settings_changed() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, public
as $$
begin
  perform mark_changed('settings ' || coalesce(new.org_id, old.org_id));
  return null;
end;
$$;
create trigger buyer_profiles__changed after insert or update or delete on buyer_profiles
  for each row execute function mark_settings_changed();
create trigger own_fee_schedules__changed after insert or update or delete on own_fee_schedules
  for each row execute function mark_settings_changed();

create function mark_engine_changed() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, public
as $$
begin
  perform mark_changed('engine');
  return null;
end;
$$;
create trigger value_model_uses__changed after insert on value_model_uses
  for each statement execute function mark_engine_changed();
create trigger sales__changed after insert or update or delete on sales
  for each statement execute function mark_engine_changed();

create function notify_lots_changed() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, public
as $$
begin
  perform pg_notify('dealerscope', 'lots');
  return null;
end;
$$;
create trigger listings__changed after insert or update on listings
  for each statement execute function notify_lots_changed();

-- Which engine lots are read with, append-only: the last one noted reads what others have read.
create table engine_uses (
  id bigint generated always as identity primary key,
  version text not null,
  at timestamptz not null default now()
);
create index listings__engine_version on listings (engine_version);

revoke all on function mark_settings_changed(), mark_engine_changed(), notify_lots_changed() from public;
