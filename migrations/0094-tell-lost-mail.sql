-- What became of the latest mail of an invitation; null while it waits.
alter table invitations
  add column mail_id text,
  add column mail_outcome text check (mail_outcome in ('sent', 'refused', 'given_up')),
  add column mail_reason text check (length(mail_reason) <= 300);
create index invitations__mail on invitations (mail_id) where mail_id is not null;
grant update (mail_id, mail_outcome, mail_reason) on invitations to dealerscope_app;
grant update (mail_outcome, mail_reason) on invitations to dealerscope_auth;

-- Asks again for mails that nobody has tried to send for an hour: however old, so that each is given up by the one who
-- sends, who says so; and also those that a clock which has been set back has dated ahead.
create or replace function resume_mails(now timestamptz) returns integer
  language plpgsql security definer
  set search_path = pg_catalog, public
as $$
declare
  resumed integer := 0;
  waiting record;
begin
  for waiting in select id from auth.mails
    where done_at is null and created_at not between now - interval '1 hour' and now + interval '1 hour' loop
    perform graphile_worker.add_job('mail.send', json_build_object('mailId', waiting.id),
      job_key := 'mail.send:' || waiting.id, job_key_mode := 'preserve_run_at', max_attempts := 12);
    resumed := resumed + 1;
  end loop;
  return resumed;
end;
$$;

-- As before, but what a clock which has been set back has dated ahead does not count as of the last hour.
create or replace function enqueue_alerts() returns trigger
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
        where d.channel_id = c.id and d.created_at between now() - interval '1 hour' and now()) < 30
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
