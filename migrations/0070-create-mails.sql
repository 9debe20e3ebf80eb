-- Mail that waits to be sent. What it says (links with secrets in them included) is sealed with the installation's
-- secret, and thrown away once it is sent.
create table auth.mails (
  id text primary key check (id ~ '^mai_'),
  template text not null,
  to_email text not null check (length(to_email) <= 254),
  sealed text,
  created_at timestamptz not null default now(),
  done_at timestamptz,
  outcome text check (outcome in ('sent', 'nobody', 'too_late', 'too_many', 'refused')),
  check ((done_at is null) = (outcome is null)),
  check ((done_at is null) = (sealed is not null))
);
create index mails__to on auth.mails (to_email, template, created_at desc);
create index mails__waiting on auth.mails (created_at) where done_at is null;
grant select, update, delete on auth.mails to dealerscope_auth;

-- The one way to ask for a mail: the row and the job that sends it commit with whatever the mail tells of.
create function enqueue_mail(mail_id text, template text, to_email text, sealed text, created_at timestamptz) returns void
  language plpgsql security definer
  set search_path = pg_catalog, public
as $$
begin
  insert into auth.mails (id, template, to_email, sealed, created_at) values (mail_id, template, to_email, sealed, created_at);
  -- before the first start of the queue there is nothing to ask; resume_mails does it later
  if to_regnamespace('graphile_worker') is not null then
    perform graphile_worker.add_job('mail.send', json_build_object('mailId', mail_id),
      job_key := 'mail.send:' || mail_id, max_attempts := 12);
  end if;
end;
$$;
revoke all on function enqueue_mail from public;
grant execute on function enqueue_mail to dealerscope_app, dealerscope_auth;

-- Asks again for mails of the last two days that nobody has tried to send for an hour.
create function resume_mails(now timestamptz) returns integer
  language plpgsql security definer
  set search_path = pg_catalog, public
as $$
declare
  resumed integer := 0;
  waiting record;
begin
  for waiting in select id from auth.mails
    where done_at is null and created_at between now - interval '2 days' and now - interval '1 hour' loop
    perform graphile_worker.add_job('mail.send', json_build_object('mailId', waiting.id),
      job_key := 'mail.send:' || waiting.id, job_key_mode := 'preserve_run_at', max_attempts := 12);
    resumed := resumed + 1;
  end loop;
  return resumed;
end;
$$;
revoke all on function resume_mails from public;
grant execute on function resume_mails to dealerscope_auth;

-- What a link in a mail stands for. Only the hash of the secret in the link is kept; using it deletes the row.
create table auth.email_tokens (
  token_hash text primary key,
  purpose text not null check (purpose in ('reset', 'verify', 'change', 'sign_up')),
  -- null for who has no account yet
  user_id text references auth.users (id) on delete cascade,
  email text not null check (email = lower(email) and length(email) <= 254),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  check ((user_id is null) = (purpose = 'sign_up'))
);
create index email_tokens__user on auth.email_tokens (user_id, purpose);
grant select, insert, delete on auth.email_tokens to dealerscope_auth;

-- Who signs up makes a dealership of their own and asks for its lots to be assessed.
create policy organisations__auth_insert on organisations for insert to dealerscope_auth with check (id = current_org_id());
grant insert on organisations to dealerscope_auth;
grant execute on function enqueue_reassessment() to dealerscope_auth;

-- Whether the link went to the address alone: then who comes with it has shown that the address is theirs.
alter table invitations add column mailed boolean not null default false;
grant update (mailed) on invitations to dealerscope_app;
