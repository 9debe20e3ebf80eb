-- Who belongs to which dealership and as what; who was asked to; which scripts may act in a member's name.
create table members (
  id text primary key check (id ~ '^mem_'),
  org_id text not null references organisations (id) on delete cascade,
  user_id text not null references auth.users (id) on delete cascade,
  role text not null check (role in ('owner', 'manager', 'buyer', 'viewer')),
  created_at timestamptz not null default now(),
  unique (org_id, user_id)
);
create index members__user on members (user_id);

create table invitations (
  id text primary key check (id ~ '^inv_'),
  org_id text not null references organisations (id) on delete cascade,
  email text not null check (email = lower(email) and length(email) <= 254),
  role text not null check (role in ('owner', 'manager', 'buyer', 'viewer')),
  -- SHA-256 of the 256 random bits in the link
  token_hash text not null unique,
  invited_by text not null references auth.users (id) on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz
);
create index invitations__org on invitations (org_id, created_at desc);

create table api_keys (
  id text primary key check (id ~ '^key_'),
  org_id text not null references organisations (id) on delete cascade,
  -- the key acts for this person: it never may more than they do, and ends with their membership
  user_id text not null references auth.users (id) on delete cascade,
  name text not null check (length(name) between 1 and 100),
  role text not null check (role in ('owner', 'manager', 'buyer', 'viewer')),
  -- the first characters, to tell keys apart
  prefix text not null,
  -- SHA-256 of the 256 random bits of the key
  key_hash text not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  last_used_at timestamptz
);
create index api_keys__org on api_keys (org_id, created_at desc);

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['members', 'invitations', 'api_keys'] loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format('create policy %I on %I for all to current_user using (true) with check (true)',
      tenant_table || '__owner_all', tenant_table);
    execute format('create policy %I on %I for select to dealerscope_app using (org_id = current_org_id())',
      tenant_table || '__app_select', tenant_table);
    execute format('create policy %I on %I for insert to dealerscope_app with check (org_id = current_org_id())',
      tenant_table || '__app_insert', tenant_table);
    execute format('create policy %I on %I for update to dealerscope_app using (org_id = current_org_id()) with check (org_id = current_org_id())',
      tenant_table || '__app_update', tenant_table);
    -- before anyone is known, the auth role finds the dealership of a session, a key or an invitation
    execute format('create policy %I on %I for select to dealerscope_auth using (true)',
      tenant_table || '__auth_select', tenant_table);
  end loop;
end $$;
create policy members__app_delete on members for delete to dealerscope_app using (org_id = current_org_id());
create policy members__auth_insert on members for insert to dealerscope_auth with check (true);
create policy invitations__auth_update on invitations for update to dealerscope_auth using (true) with check (true);
create policy api_keys__auth_insert on api_keys for insert to dealerscope_auth with check (true);
create policy api_keys__auth_update on api_keys for update to dealerscope_auth using (true) with check (true);
create policy organisations__auth_select on organisations for select to dealerscope_auth using (true);

grant select, insert, delete, update (role) on members to dealerscope_app;
grant select, insert, update (revoked_at) on invitations to dealerscope_app;
grant select, insert, update (revoked_at) on api_keys to dealerscope_app;
grant select, insert on members to dealerscope_auth;
grant select, update (accepted_at) on invitations to dealerscope_auth;
grant select, insert, update (last_used_at) on api_keys to dealerscope_auth;
grant select on organisations to dealerscope_auth;

-- The people of the running transaction's dealership, and nobody else: accounts themselves stay closed to the program.
create view member_accounts with (security_barrier = true) as
  select m.id, m.org_id, m.user_id, m.role, m.created_at, u.email, u.name, u.two_factor_enabled
  from members m join auth.users u on u.id = m.user_id
  where m.org_id = current_org_id();
grant select on member_accounts to dealerscope_app;
