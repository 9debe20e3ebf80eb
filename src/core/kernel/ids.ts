import type { Branded } from './brand.ts';

/** Every id of ours is `<prefix>_<22 or more url-safe characters>`; this table is the one place that says so. */
export const idPrefixes = {
  org: 'org',
  capture: 'cap',
  listing: 'lst',
  observation: 'obs',
  vehicle: 'veh',
  sale: 'sal',
  assessment: 'ass',
  rejection: 'rej',
  user: 'usr',
  session: 'ses',
  member: 'mem',
  invitation: 'inv',
  apiKey: 'key',
  mail: 'mai',
  passkey: 'pas',
  trustedDevice: 'dev',
  signingKey: 'sig',
  tokenFamily: 'fam',
  securityEvent: 'sec',
  alertChannel: 'alc',
  consent: 'con',
  dataExport: 'exp',
} as const;

export type IdKind = keyof typeof idPrefixes;

export type OrgId = Branded<string, 'OrgId'>;
export type CaptureId = Branded<string, 'CaptureId'>;
export type ListingId = Branded<string, 'ListingId'>;
export type ObservationId = Branded<string, 'ObservationId'>;
export type VehicleId = Branded<string, 'VehicleId'>;
export type SaleId = Branded<string, 'SaleId'>;

/** The vendor's own number for a lot: never mixed up with our {@link ListingId}. */
export type SourceListingId = Branded<string, 'SourceListingId'>;
/** Short name of a source, such as `govdeals`; also the name of its folder under `src/sources`. */
export type SourceId = Branded<string, 'SourceId'>;

export const toSourceId = (id: string): SourceId => id as SourceId;
export const toSourceListingId = (id: string): SourceListingId => id as SourceListingId;
