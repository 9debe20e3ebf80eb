-- Where a dealership wants to be told of security events.
create table alert_channels (
  id text primary key check (id ~ '^alc_'),
  org_id text not null references organisations (id) on delete cascade,
  kind text not null check (kind in ('webhook', 'mail')),
  -- an https address, or an e-mail
  target text not null check (length(target) between 3 and 500),
  min_severity text not null check (min_severity in ('info', 'warning', 'critical')),
  created_by text references auth.users (id) on delete set null,
  created_at timestamptz not null default now(),
  unique (org_id, id)
);

-- One for each event and channel: the ledger that keeps a retry from telling twice what was told.
create table alert_deliveries (
  id text primary key check (id ~ '^ald_'),
  org_id text not null references organisations (id) on delete cascade,
  channel_id text not null,
  event_id text not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
  attempts integer not null default 0,
  last_error text,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  unique (channel_id, event_id),
  foreign key (org_id, channel_id) references alert_channels (org_id, id) on delete cascade,
  foreign key (org_id, event_id) references security_events (org_id, id) on delete cascade
);
create index alert_deliveries__newest on alert_deliveries (org_id, channel_id, created_at desc);

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['alert_channels', 'alert_deliveries'] loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format('create policy %I on %I for all to current_user using (true) with check (true)',
      tenant_table || '__owner_all', tenant_table);
    execute format('create policy %I on %I for select to dealerscope_app using (org_id = current_org_id())',
      tenant_table || '__app_select', tenant_table);
  end loop;
end $$;
create policy alert_channels__app_insert on alert_channels for insert to dealerscope_app with check (org_id = current_org_id());
create policy alert_channels__app_delete on alert_channels for delete to dealerscope_app using (org_id = current_org_id());
create policy alert_deliveries__app_update on alert_deliveries for update to dealerscope_app
  using (org_id = current_org_id()) with check (org_id = current_org_id());
grant select, insert, delete on alert_channels to dealerscope_app;
grant select, update (state, attempts, last_error, sent_at) on alert_deliveries to dealerscope_app;

-- Every event is told to every channel that wants its severity, whoever wrote it and whatever else they forgot. The job is
-- enqueued in the same transaction. That an alert could not be delivered is told to nobody: it would go round for ever. At most 30 an hour to one channel: a flood fills the log, not somebody's mailbox.
create function enqueue_alerts() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, public
as $$
declare
  channel alert_channels;
  delivery_id text;
begin
  for channel in
    select c.* from alert_channels c
    where c.org_id = new.org_id
      and array_position(array['info', 'warning', 'critical'], new.severity)
        >= array_position(array['info', 'warning', 'critical'], c.min_severity)
      and (select count(*) from alert_deliveries d
        where d.channel_id = c.id and d.created_at > now() - interval '1 hour') < 30
  loop
    delivery_id := 'ald_' || replace(gen_random_uuid()::text, '-', '');
    insert into alert_deliveries (id, org_id, channel_id, event_id)
      values (delivery_id, new.org_id, channel.id, new.id);
    perform graphile_worker.add_job('alert.deliver',
      json_build_object('orgId', new.org_id, 'deliveryId', delivery_id), max_attempts := 8);
  end loop;
  return null;
end;
$$;
revoke all on function enqueue_alerts from public;
create trigger security_events__alert after insert on security_events
  for each row when (new.org_id is not null and new.kind <> 'alert.undeliverable') execute function enqueue_alerts();
