export const severities = ['info', 'warning', 'critical'] as const;
export type Severity = (typeof severities)[number];

interface Kind {
  readonly severity: Severity;
  /** For people: alerts and pages say it in these words. */
  readonly says: string;
}

/** Every security event there is, and how grave it is. */
export const securityEventKinds = {
  'sign_in.failed': { severity: 'info', says: 'A sign-in failed' },
  'sign_in.failed_often': {
    severity: 'warning',
    says: 'Sign-ins to one account failed five times within 15 minutes',
  },
  'code.failed_often': {
    severity: 'critical',
    says: 'Codes after the right password failed five times within 15 minutes',
  },
  'device.new': { severity: 'warning', says: 'Somebody signed in from a new device or network' },
  'privilege.raised': { severity: 'warning', says: 'Somebody was given a higher role' },
  'privilege.lowered': { severity: 'info', says: 'Somebody was given a lower role, or was removed' },
  'ownership.transferred': { severity: 'critical', says: 'The dealership was handed over to another owner' },
  'key.made': { severity: 'warning', says: 'A key for scripts was made' },
  'second_factor.disabled': { severity: 'warning', says: 'Somebody turned their second factor off' },
  'code.replayed': { severity: 'critical', says: 'A code of a second factor was used a second time' },
  'backup_code.reused': { severity: 'critical', says: 'A recovery code was used a second time' },
  'token.reused': { severity: 'critical', says: 'A token that was replaced or ended was used again' },
  'refresh_token.reused': {
    severity: 'critical',
    says: 'A refresh token was used a second time; its family is revoked',
  },
  'rls.denied': { severity: 'critical', says: 'The database refused an access across dealerships' },
  'rate_limit.burst': { severity: 'warning', says: 'Requests came faster than is allowed, again and again' },
  'mail.undeliverable': { severity: 'warning', says: 'A mail did not arrive' },
  'alert.undeliverable': { severity: 'warning', says: 'An alert could not be delivered' },
} as const satisfies Record<string, Kind>;

export type SecurityEventKind = keyof typeof securityEventKinds;
export const isSecurityEventKind = (text: string): text is SecurityEventKind =>
  Object.hasOwn(securityEventKinds, text);
