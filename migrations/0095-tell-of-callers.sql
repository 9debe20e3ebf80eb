-- Processes keep who a session, key or token stands for. Whatever changes that says so when it commits, and they look
-- anew; a change that is not heard is seen within a second all the same (src/identity/callers). What only notes a use
-- (last_used_at, updated_at, expires_at) is not told: the columns are named.
create function tell_of_callers() returns trigger
  language plpgsql
  set search_path = pg_catalog
as $$
begin
  perform pg_notify('callers', '');
  return null;
end;
$$;

create trigger users__tell_of_callers
  after update of email, name, email_verified, two_factor_enabled, must_change_password or delete on auth.users
  for each statement execute function tell_of_callers();
create trigger sessions__tell_of_callers
  after update of token, user_id, active_org_id or delete on auth.sessions
  for each statement execute function tell_of_callers();
create trigger signing_keys__tell_of_callers
  after update or delete on auth.signing_keys
  for each statement execute function tell_of_callers();
create trigger members__tell_of_callers
  after insert or update or delete on members
  for each statement execute function tell_of_callers();
create trigger organisations__tell_of_callers
  after update of name or delete on organisations
  for each statement execute function tell_of_callers();
create trigger api_keys__tell_of_callers
  after update of user_id, role, scopes, key_hash, expires_at, revoked_at or delete on api_keys
  for each statement execute function tell_of_callers();
create trigger token_families__tell_of_callers
  after update of expires_at, revoked_at or delete on token_families
  for each statement execute function tell_of_callers();

-- The same event in the log of each dealership that a person belongs to, always in one order, so that two transactions
-- cannot wait for each other; afterwards no dealership is set.
create function append_audit_event_for(person_id text, actor_kind text, actor_id text, actor_label text, action text,
  target text, before jsonb, after jsonb, ip_address text, correlation_id text, actor_user_id text) returns integer
  language plpgsql
  set search_path = pg_catalog, public
as $$
declare
  dealership text;
  written integer := 0;
begin
  for dealership in select m.org_id from members m where m.user_id = person_id order by m.org_id collate "C" loop
    perform set_config('app.org_id', dealership, true);
    perform append_audit_event(actor_kind, actor_id, actor_label, action, target, before, after, ip_address,
      correlation_id, actor_user_id);
    written := written + 1;
  end loop;
  perform set_config('app.org_id', '', true);
  return written;
end;
$$;
revoke all on function append_audit_event_for from public;
grant execute on function append_audit_event_for to dealerscope_auth;
