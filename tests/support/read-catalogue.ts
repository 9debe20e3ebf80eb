import type pg from 'pg';

/**
 * Everything that makes a schema, one line each, sorted: two databases with the same lines hold the same tables, columns,
 * constraints, indexes, policies, triggers, functions, views and rights. The order of columns is left out.
 */
export async function readCatalogue(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ line: string }>(`
    with ours as (select oid, nspname from pg_namespace where nspname in ('public', 'auth')),
    tables as (select c.*, n.nspname from pg_class c join ours n on n.oid = c.relnamespace where c.relname !~ '^kysely_'),
    rights(kind, name, acl) as (
      select 'schema', nspname, coalesce(nspacl, acldefault('n', nspowner)) from pg_namespace join ours using (oid, nspname)
      union all select 'relation', nspname || '.' || relname, relacl from tables where relkind in ('r', 'v', 'S')
      union all select 'column', nspname || '.' || relname || '.' || attname, attacl
        from pg_attribute a join tables t on t.oid = a.attrelid where attacl is not null and not attisdropped
      union all select 'function', p.oid::regprocedure::text, coalesce(proacl, acldefault('f', proowner))
        from pg_proc p join ours n on n.oid = p.pronamespace
    )
    select format('%s %s: %s to %s', kind, name, privilege_type, case grantee when 0 then 'public' else grantee::regrole::text end) as line
      from rights, aclexplode(acl)
    union all select format('relation %s.%s kind %s rls %s forced %s by %s', nspname, relname, relkind, relrowsecurity, relforcerowsecurity, relowner::regrole)
      from tables where relkind <> 'i'
    union all select format('column %s.%s.%s %s %s %s %s %s', nspname, relname, attname, format_type(atttypid, atttypmod),
        case when attnotnull then 'not null' end, attgenerated, attidentity, (select pg_get_expr(adbin, adrelid) from pg_attrdef
          where adrelid = attrelid and adnum = attnum))
      from pg_attribute a join tables t on t.oid = a.attrelid where attnum > 0 and not attisdropped and relkind in ('r', 'v')
    union all select format('storage %s.%s %s', relname, attname, attstorage)
      from pg_attribute a join tables t on t.oid = a.attrelid where attnum > 0 and not attisdropped and relkind = 'r'
    union all select format('constraint %s on %s: %s', conname, conrelid::regclass, pg_get_constraintdef(k.oid))
      from pg_constraint k join tables t on t.oid = k.conrelid
    union all select format('index %s', pg_get_indexdef(i.indexrelid)) from pg_index i join tables t on t.oid = i.indrelid
    union all select format('policy %s on %s.%s %s %s to %s using %s check %s', policyname, schemaname, tablename, permissive, cmd, roles, qual, with_check)
      from pg_policies
    union all select format('trigger %s', pg_get_triggerdef(g.oid)) from pg_trigger g join tables t on t.oid = g.tgrelid where not tgisinternal
    union all select format('function %s by %s', pg_get_functiondef(p.oid), proowner::regrole)
      from pg_proc p join ours n on n.oid = p.pronamespace
    union all select format('view %s.%s: %s', nspname, relname, pg_get_viewdef(oid)) from tables where relkind = 'v'
    order by 1`);
  return rows.map(({ line }) => line);
}
