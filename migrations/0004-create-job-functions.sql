-- The program's role may ask for exactly this job, for its own dealership, inside its own transaction; the queue's
-- tables stay closed to it. A later request replaces one that has not begun.
create function enqueue_reassessment() returns void
  language plpgsql security definer
  set search_path = pg_catalog, public
as $$
begin
  if current_org_id() is null then
    raise exception 'no dealership is set' using errcode = 'insufficient_privilege';
  end if;
  perform graphile_worker.add_job(
    'dealership.reassess',
    json_build_object('orgId', current_org_id()),
    job_key := 'dealership.reassess:' || current_org_id()
  );
end;
$$;
revoke all on function enqueue_reassessment() from public;
grant execute on function enqueue_reassessment() to dealerscope_app;
