-- What people did, one chain of hashes per dealership: each event's hash covers the one before it.
create table audit_events (
  org_id text not null references organisations (id) on delete restrict,
  seq bigint not null,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('session', 'key', 'anonymous', 'operator')),
  actor_id text,
  actor_label text not null,
  action text not null,
  target text,
  before jsonb,
  after jsonb,
  ip_address text,
  correlation_id text,
  hash text not null,
  primary key (org_id, seq)
);
-- The last link of each chain: appending waits here, and a cut-off end shows.
create table audit_heads (
  org_id text primary key references organisations (id) on delete restrict,
  seq bigint not null,
  hash text not null
);
do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['audit_events', 'audit_heads'] loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format('create policy %I on %I for all to current_user using (true) with check (true)',
      tenant_table || '__owner_all', tenant_table);
    execute format('create policy %I on %I for select to dealerscope_app using (org_id = current_org_id())',
      tenant_table || '__app_select', tenant_table);
    execute format('grant select on %I to dealerscope_app', tenant_table);
  end loop;
end $$;

-- The text that is hashed; numbers and jsonb have one spelling, the moment is in microseconds.
create function audit_hash(previous text, event audit_events) returns text
  language sql stable
  return encode(sha256(convert_to(previous || '|' || jsonb_build_array(event.org_id, event.seq,
    (extract(epoch from event.at) * 1000000)::bigint, event.actor_kind, event.actor_id, event.actor_label, event.action,
    event.target, event.before, event.after, event.ip_address, event.correlation_id)::text, 'UTF8')), 'hex');

-- The one way in: for the dealership of the running transaction, inside that transaction.
create function append_audit_event(actor_kind text, actor_id text, actor_label text, action text, target text,
  before jsonb, after jsonb, ip_address text, correlation_id text) returns bigint
  language plpgsql security definer
  set search_path = pg_catalog, public
as $$
declare
  head audit_heads;
  event audit_events;
begin
  if current_org_id() is null then
    raise exception 'no dealership is set' using errcode = 'insufficient_privilege';
  end if;
  insert into audit_heads values (current_org_id(), 0, '') on conflict do nothing;
  select * into head from audit_heads where org_id = current_org_id() for update;
  event := row(current_org_id(), head.seq + 1, clock_timestamp(), actor_kind, actor_id, actor_label, action, target,
    before, after, ip_address, correlation_id, '');
  event.hash := audit_hash(head.hash, event);
  insert into audit_events select event.*;
  update audit_heads set seq = event.seq, hash = event.hash where org_id = event.org_id;
  return event.seq;
end;
$$;
revoke all on function append_audit_event from public;
grant execute on function append_audit_event to dealerscope_app, dealerscope_auth;

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log only grows' using errcode = 'insufficient_privilege';
end;
$$;
create trigger audit_events__append_only before update or delete on audit_events
  for each row execute function refuse_audit_change();
create trigger audit_events__no_truncate before truncate on audit_events
  for each statement execute function refuse_audit_change();

-- The first event of each broken chain; no row for a chain that holds.
create function find_audit_breaks() returns table (org_id text, seq bigint, reason text)
  language sql stable
begin atomic
  with linked as (
    select e.org_id, e.seq, e.hash,
      audit_hash(coalesce(lag(e.hash) over chain, ''), e) as expected,
      coalesce(lag(e.seq) over chain, 0) + 1 as expected_seq
    from audit_events e window chain as (partition by e.org_id order by e.seq)
  ), breaks as (
    select linked.org_id, linked.seq, case when linked.seq <> linked.expected_seq then 'an event before this one is missing'
      else 'this event was changed' end as reason
    from linked where linked.hash <> linked.expected or linked.seq <> linked.expected_seq
    union all
    select h.org_id, h.seq, 'the end of the log does not match its head' from audit_heads h
    where not exists (select 1 from audit_events e where e.org_id = h.org_id and e.seq = h.seq and e.hash = h.hash)
      or exists (select 1 from audit_events e where e.org_id = h.org_id and e.seq > h.seq)
    union all
    select e.org_id, min(e.seq), 'the log has no head' from audit_events e
    where not exists (select 1 from audit_heads h where h.org_id = e.org_id) group by e.org_id
  )
  select distinct on (breaks.org_id) breaks.org_id, breaks.seq, breaks.reason from breaks order by breaks.org_id, breaks.seq;
end;
