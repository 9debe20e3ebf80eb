import { type RawBuilder, sql } from 'kysely';

/** What stands for one dealership in every tenant table. `tag` keeps a second row of the same dealership apart. */
export interface RowOf {
  readonly org: string;
  readonly userId: string;
  readonly tag: string;
}

interface TenantTable {
  /** Adds a row that is valid in every other respect, so that only the wall between dealerships can refuse it. */
  readonly insert: (row: RowOf) => RawBuilder<unknown>;
  /** A change that the program's role is allowed to make to a row of its own; undefined: it is allowed none. */
  readonly change?: string;
  /** Filled by a function or trigger of the database, not by the program. */
  readonly writtenByOwner?: true;
}

/** In an order in which each row finds what it refers to. A table with `org_id` that is missing here fails the test. */
export const tenantTables: Readonly<Record<string, TenantTable>> = {
  buyer_profiles: {
    insert: ({ org }) => sql`insert into buyer_profiles (org_id) values (${org})`,
    change: 'version = 9',
  },
  buyer_profile_changes: {
    insert: ({ org, tag }) =>
      sql`insert into buyer_profile_changes (org_id, version, before, after) values (${org}, ${tag === 'a' ? 1 : 2}, '{}', '{}')`,
  },
  own_fee_schedules: {
    insert: ({ org, tag }) =>
      sql`insert into own_fee_schedules (org_id, source, effective_from, revision, citation, fees) values (${org}, ${tag}, '2026-01-01', 1, 'c', '[]')`,
  },
  members: {
    insert: ({ org, tag, userId }) =>
      sql`insert into members (id, org_id, user_id, role) values (${`mem_${org}_${tag}`}, ${org}, ${userId}, 'owner')`,
    change: `role = 'viewer'`,
  },
  invitations: {
    insert: ({ org, tag, userId }) =>
      sql`insert into invitations (id, org_id, email, role, token_hash, invited_by, expires_at)
        values (${`inv_${org}_${tag}`}, ${org}, 'a@example.com', 'viewer', ${`${org} ${tag}`}, ${userId}, now())`,
    change: 'revoked_at = now()',
  },
  api_keys: {
    insert: ({ org, tag, userId }) =>
      sql`insert into api_keys (id, org_id, user_id, name, role, prefix, key_hash, expires_at)
        values (${`key_${org}_${tag}`}, ${org}, ${userId}, 'k', 'viewer', 'dsk_', ${`${org} ${tag}`}, now())`,
    change: 'revoked_at = now()',
  },
  token_families: {
    insert: ({ org, tag, userId }) =>
      sql`insert into token_families (id, org_id, user_id, name, role, audience, created_at, expires_at)
        values (${`fam_${org}_${tag}`}, ${org}, ${userId}, 'm', 'viewer', 'x', now(), now())`,
    writtenByOwner: true,
  },
  audit_events: {
    insert: ({ org, tag }) =>
      sql`insert into audit_events (org_id, seq, at, actor_kind, actor_label, action, hash)
        values (${org}, ${tag === 'a' ? 1 : 2}, now(), 'operator', 'x', 'x', 'x')`,
    writtenByOwner: true,
  },
  audit_heads: {
    insert: ({ org }) => sql`insert into audit_heads (org_id, seq, hash) values (${org}, 1, 'x')`,
    writtenByOwner: true,
  },
  security_events: {
    insert: ({ org, tag }) =>
      sql`insert into security_events (id, org_id, kind, severity) values (${`sec_${org}_${tag}`}, ${org}, 'test.made', 'info')`,
  },
  security_event_reads: {
    insert: ({ org, userId }) =>
      sql`insert into security_event_reads (org_id, user_id, seen_until) values (${org}, ${userId}, now())`,
    change: 'seen_until = now()',
  },
  alert_channels: {
    insert: ({ org, tag }) =>
      sql`insert into alert_channels (id, org_id, kind, target, min_severity)
        values (${`alc_${org}_${tag}`}, ${org}, 'webhook', 'https://example.com/', 'critical')`,
  },
  alert_deliveries: {
    insert: ({ org, tag }) =>
      sql`insert into alert_deliveries (id, org_id, channel_id, event_id)
        values (${`ald_${org}_${tag}`}, ${org}, ${`alc_${org}_${tag}`}, ${`sec_${org}_${tag}`})`,
    change: 'attempts = 9',
    writtenByOwner: true,
  },
  retention_settings: {
    insert: ({ org, tag }) =>
      sql`insert into retention_settings (org_id, rule, keep_days) values (${org}, ${tag}, 30)`,
    change: 'keep_days = 9',
  },
  last_looks: {
    insert: ({ org, tag }) =>
      sql`insert into last_looks (org_id, listing_id, ends_at, looked_at, observed_at, engine, settings_version, score)
        values (${org}, ${`lst_${tag}`}, now(), now(), now(), 1, 1, 50)`,
  },
  last_look_counts: {
    insert: ({ org, tag }) =>
      sql`insert into last_look_counts (org_id, ended_from, print, counted_at, lots, kept, score_zero, without_score, not_road_vehicle,
          seen_too_late, engine, settings_version)
        values (${org}, now(), ${tag === 'a' ? 1 : 2}, clock_timestamp(), 1, 1, 0, 0, 0, 0, 1, 1)`,
  },
  told: {
    insert: ({ org, tag }) =>
      sql`insert into told (org_id, listing_id, at, kind, engine, settings_version) values (${org}, ${`lst_${tag}`}, now(), 'alert', 1, 1)`,
  },
  retention_runs: {
    insert: ({ org, tag }) =>
      sql`insert into retention_runs (org_id, rule, deleted) values (${org}, ${tag}, 1)`,
    writtenByOwner: true,
  },
};
