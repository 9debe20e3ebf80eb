import type { RetentionTarget } from '../../store/retention.ts';

export interface RetentionRule extends RetentionTarget {
  readonly says: string;
  /** Whether each dealership may choose; the rest is the installation's. */
  readonly per: 'dealership' | 'installation';
  readonly defaultDays: number;
  readonly minDays: number;
  readonly maxDays: number;
}

/** For how long what is kept. The reasons stand in docs/operations/privacy.md. */
export const retentionRules = {
  security_events: {
    table: 'security_events',
    from: 'at',
    says: 'Security events',
    per: 'dealership',
    defaultDays: 365,
    minDays: 30,
    maxDays: 3650,
  },
  alert_deliveries: {
    table: 'alert_deliveries',
    from: 'created_at',
    says: 'Which alert went where',
    per: 'dealership',
    defaultDays: 90,
    minDays: 7,
    maxDays: 3650,
  },
  ended_invitations: {
    table: 'invitations',
    from: 'coalesce(accepted_at, revoked_at, expires_at)',
    says: 'Invitations that were accepted, taken back or have run out',
    per: 'dealership',
    defaultDays: 90,
    minDays: 1,
    maxDays: 3650,
  },
  ended_keys: {
    table: 'api_keys',
    from: 'coalesce(revoked_at, expires_at)',
    says: 'Keys that were revoked or have run out',
    per: 'dealership',
    defaultDays: 365,
    minDays: 1,
    maxDays: 3650,
  },
  ended_tokens: {
    table: 'token_families',
    from: 'coalesce(revoked_at, expires_at)',
    says: 'Tokens of machines that were ended or have run out',
    per: 'dealership',
    defaultDays: 90,
    minDays: 1,
    maxDays: 3650,
  },
  retention_runs: {
    table: 'retention_runs',
    from: 'ran_at',
    says: 'What this very list deleted',
    per: 'dealership',
    defaultDays: 730,
    minDays: 30,
    maxDays: 3650,
  },
  installation_events: {
    table: 'security_events',
    from: 'at',
    where: 'org_id is null',
    says: 'Security events of nobody in particular',
    per: 'installation',
    defaultDays: 90,
    minDays: 90,
    maxDays: 90,
  },
  installation_runs: {
    table: 'retention_runs',
    from: 'ran_at',
    where: 'org_id is null',
    says: 'What was deleted of what belongs to no dealership',
    per: 'installation',
    defaultDays: 730,
    minDays: 730,
    maxDays: 730,
  },
  ended_sessions: {
    table: 'auth.sessions',
    from: 'expires_at',
    says: 'Sessions that have ended',
    per: 'installation',
    defaultDays: 30,
    minDays: 30,
    maxDays: 30,
  },
  verifications: {
    table: 'auth.verifications',
    from: 'expires_at',
    says: 'Half-finished sign-ins',
    per: 'installation',
    defaultDays: 1,
    minDays: 1,
    maxDays: 1,
  },
  used_codes: {
    table: 'auth.used_codes',
    from: 'used_at',
    says: 'Codes of a second factor that were used',
    per: 'installation',
    defaultDays: 1,
    minDays: 1,
    maxDays: 1,
  },
  known_devices: {
    table: 'auth.known_devices',
    from: 'last_seen_at',
    says: 'Devices that were not seen again',
    per: 'installation',
    defaultDays: 365,
    minDays: 365,
    maxDays: 365,
  },
  trusted_devices: {
    table: 'auth.trusted_devices',
    from: 'expires_at',
    says: 'Remembered browsers whose time is over',
    per: 'installation',
    defaultDays: 30,
    minDays: 30,
    maxDays: 30,
  },
  email_tokens: {
    table: 'auth.email_tokens',
    from: 'expires_at',
    says: 'Links in mails that have run out',
    per: 'installation',
    defaultDays: 1,
    minDays: 1,
    maxDays: 1,
  },
  mails: {
    table: 'auth.mails',
    from: 'coalesce(done_at, created_at)',
    says: 'Which mail went to whom (never what it said)',
    per: 'installation',
    defaultDays: 30,
    minDays: 30,
    maxDays: 30,
  },
  data_exports: {
    table: 'auth.data_exports',
    from: 'coalesce(expires_at, requested_at)',
    says: 'Exports of a person’s data',
    per: 'installation',
    defaultDays: 7,
    minDays: 7,
    maxDays: 7,
  },
} as const satisfies Record<string, RetentionRule>;
export type RetentionRuleName = keyof typeof retentionRules;
export const isRetentionRule = (text: string): text is RetentionRuleName =>
  Object.hasOwn(retentionRules, text);

/** Tables that no rule empties, and why. A table that is neither here nor in a rule fails a test. */
export const keptTables: Readonly<Record<string, string>> = {
  audit_events: 'a chain that loses its beginning proves nothing; people who leave are erased from it',
  audit_heads: 'the last link of each chain',
  members: 'ends when a person is removed or leaves',
  buyer_profiles: 'the settings in force',
  buyer_profile_changes: 'says under which settings a bid was worked out; goes with the dealership',
  own_fee_schedules: 'says by which fees a bid was worked out; goes with the dealership',
  reassessments: 'one row a dealership',
  assessments: 'one row a lot, replaced when it is assessed anew',
  security_event_reads: 'one row a person, goes with the account',
  alert_channels: 'until removed',
  retention_settings: 'until changed',
  'auth.users': 'until the person deletes the account, or has had no dealership for 30 days',
  'auth.accounts': 'goes with the account',
  'auth.two_factors': 'until turned off',
  'auth.passkeys': 'until removed, or with the account',
  'auth.refresh_tokens': 'goes with what they belong to, so that a replay is noticed until then',
  'auth.signing_keys': 'retired by their own rotation',
  'auth.consents': 'proof of what was agreed to; goes with the account',
};
