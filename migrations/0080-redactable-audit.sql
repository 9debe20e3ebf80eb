-- A person who leaves for good is erased from the log without breaking its chain: name and address of who acted are
-- covered through a salted hash of their own. Erasing them takes the salt as well, so that they cannot be guessed back.
alter table audit_events
  -- stays when the account goes: an id that names nobody any more
  add column user_id text,
  add column version smallint not null default 1,
  add column salt text,
  add column who_hash text;
create index audit_events__user on audit_events (user_id) where user_id is not null;

create or replace function audit_hash(previous text, event audit_events) returns text
  language sql stable
  return encode(sha256(convert_to(previous || '|' || case event.version
    when 1 then jsonb_build_array(event.org_id, event.seq, (extract(epoch from event.at) * 1000000)::bigint,
      event.actor_kind, event.actor_id, event.actor_label, event.action, event.target, event.before, event.after,
      event.ip_address, event.correlation_id)
    else jsonb_build_array(event.version, event.org_id, event.seq, (extract(epoch from event.at) * 1000000)::bigint,
      event.actor_kind, event.actor_id, event.user_id, event.who_hash, event.action, event.target, event.before,
      event.after, event.correlation_id) end::text, 'UTF8')), 'hex');

create function audit_who_hash(event audit_events) returns text
  language sql stable
  return encode(sha256(convert_to(event.salt || '|' || jsonb_build_array(event.actor_label, event.ip_address)::text, 'UTF8')), 'hex');

create function audit_pseudonym(user_id text) returns text
  language sql immutable
  return 'former member ' || left(encode(sha256(convert_to(user_id, 'UTF8')), 'hex'), 8);

drop function append_audit_event;
create function append_audit_event(actor_kind text, actor_id text, actor_label text, action text, target text,
  before jsonb, after jsonb, ip_address text, correlation_id text, user_id text) returns bigint
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
  event.org_id := current_org_id();
  event.seq := head.seq + 1;
  event.at := clock_timestamp();
  event.actor_kind := actor_kind;
  event.actor_id := actor_id;
  event.actor_label := actor_label;
  event.action := action;
  event.target := target;
  event.before := before;
  event.after := after;
  event.ip_address := ip_address;
  event.correlation_id := correlation_id;
  event.user_id := user_id;
  event.version := 2;
  event.salt := replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
  event.who_hash := audit_who_hash(event);
  event.hash := audit_hash(head.hash, event);
  insert into audit_events select event.*;
  update audit_heads set seq = event.seq, hash = event.hash where org_id = event.org_id;
  return event.seq;
end;
$$;
revoke all on function append_audit_event from public;
grant execute on function append_audit_event to dealerscope_app, dealerscope_auth;

-- The one change there is: a person's name and address make way for a pseudonym. All else stays as it was.
create or replace function refuse_audit_change() returns trigger language plpgsql as $$
declare
  expected audit_events;
begin
  if tg_op = 'UPDATE' then
    expected := old;
    expected.actor_label := audit_pseudonym(old.user_id);
    expected.ip_address := null;
    expected.salt := null;
    if old.version = 2 and old.user_id is not null and new is not distinct from expected then
      return new;
    end if;
  end if;
  raise exception 'the audit log only grows' using errcode = 'insufficient_privilege';
end;
$$;

create or replace function find_audit_breaks() returns table (org_id text, seq bigint, reason text)
  language sql stable
begin atomic
  with linked as (
    select e.org_id, e.seq, e.hash,
      audit_hash(coalesce(lag(e.hash) over chain, ''), e) as expected,
      coalesce(lag(e.seq) over chain, 0) + 1 as expected_seq,
      e.version = 1 or case when e.salt is null
        then e.actor_label = audit_pseudonym(e.user_id) and e.ip_address is null
        else e.who_hash = audit_who_hash(e) end as who_holds
    from audit_events e window chain as (partition by e.org_id order by e.seq)
  ), breaks as (
    select linked.org_id, linked.seq, case when linked.seq <> linked.expected_seq then 'an event before this one is missing'
      else 'this event was changed' end as reason
    from linked where linked.hash <> linked.expected or linked.seq <> linked.expected_seq or linked.who_holds is not true
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
