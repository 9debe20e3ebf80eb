-- Some migrations were changed after databases had run them. This brings those databases to where today's texts lead, and
-- finds nothing to do in all others.

-- 0003: the default order, lots with a score first
drop index if exists assessments__edge;
create index if not exists assessments__ranked_edge on assessments
  (org_id, (edge_cents - case when score is null then 1000000000000 else 0 end) desc nulls last, listing_id);

-- 0002: words of a title as they are searched for
do $$ begin
  if not exists (
    select from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
    where d.adrelid = 'listings'::regclass and a.attname = 'search'
      and pg_get_expr(d.adbin, d.adrelid) like '%regexp_replace%'
  ) then
    alter table listings drop column search;
    alter table listings add column search tsvector generated always as (to_tsvector('simple', regexp_replace(
      title || ' ' || coalesce(make, '') || ' ' || coalesce(model, '') || ' ' || coalesce(trim, '') || ' ' ||
      coalesce(vehicle_key, '') || ' ' || coalesce(city, '') || ' ' || coalesce(seller_name, ''),
      '[^a-zA-Z0-9\u0080-\uffff]+', ' ', 'g'))) stored;
    create index listings__search on listings using gin (search) with (fastupdate = on);
  end if;
end $$;

-- 0070, 0071, 0072
grant update (mailed) on invitations to dealerscope_app;
alter table auth.users drop column if exists has_signed_in;
grant delete on token_families to dealerscope_auth;
