import { toSourceId } from '../kernel/ids.ts';
import { toInstant } from '../kernel/instant.ts';
import type { Finding, FindingCode, Polarity } from '../listing/finding.ts';
import type { Segment, Vehicle } from '../vehicle/vehicle.ts';
import type { BuyerProfile, CostSubject, PricedCost } from './cost.ts';
import { costLot } from './cost-lot.ts';
import { type CostTables, shippedCostTables } from './cost-tables.ts';
import { defaultBuyerProfile } from './default-profile.ts';
import { buildZipCentroids } from './transport/zip-centroids.ts';

/** Real centroids of a few ZIPs, so that core's tests need no file. */
export const someZips = buildZipCentroids([
  { zip: 75001, latitude: 32.960047, longitude: -96.83724, state: 'TX', city: 'Addison' },
  { zip: 77002, latitude: 29.7559, longitude: -95.3656, state: 'TX' },
  { zip: 90001, latitude: 33.973665, longitude: -118.249039, state: 'CA' },
  { zip: 90802, latitude: 33.751353, longitude: -118.20682, state: 'CA' },
  { zip: 2108, latitude: 42.3576, longitude: -71.0651, state: 'MA' },
  { zip: 44101, latitude: 41.4898, longitude: -81.6674, state: 'OH' },
  { zip: 98421, latitude: 47.260637, longitude: -122.400209, state: 'WA' },
  { zip: 32226, latitude: 30.481248, longitude: -81.506157, state: 'FL' },
  { zip: 99501, latitude: 61.219998, longitude: -149.85784, state: 'AK' },
  { zip: 96819, latitude: 21.347117, longitude: -157.877317, state: 'HI' },
  { zip: 902, latitude: 18.4, longitude: -66.06, state: 'PR' },
  { zip: 96910, latitude: 13.47, longitude: 144.75, state: 'GU' },
]);

export const tables: CostTables = shippedCostTables(someZips);

export const vehicle = (year = 2013, segment: Segment = 'midsize_car'): Vehicle => ({
  year,
  make: 'Toyota',
  model: 'Camry',
  segment,
  confidence: 1,
  provenance: {},
});

export const finding = (code: FindingCode, polarity: Polarity = 'present'): Finding => ({
  code,
  polarity,
  severity: 'warn',
  text: code.replaceAll('_', ' '),
  start: 0,
  end: 1,
  in: 'description',
});

export const subject = (over: Partial<CostSubject> = {}): CostSubject => ({
  source: toSourceId('govdeals'),
  vehicle: vehicle(),
  odometerMiles: 91_000,
  conditionGrade: 3.4,
  titleBrand: 'clean',
  findings: [finding('runs'), finding('drives')],
  state: 'TX',
  zip: '75001',
  asOf: toInstant('2026-11-23T00:00:00Z'),
  ...over,
});

/** The subject without some of its facts. */
export function without(from: CostSubject, ...keys: (keyof CostSubject)[]): CostSubject {
  const copy: Partial<Record<keyof CostSubject, unknown>> = { ...from };
  for (const key of keys) delete copy[key];
  return copy as unknown as CostSubject;
}

export const profile = (over: Partial<BuyerProfile> = {}): BuyerProfile => ({
  ...defaultBuyerProfile,
  homeZip: '90001',
  resaleCertificate: true,
  ...over,
});

/** The cost, or an error that fails the test. */
export function priced(
  of: CostSubject = subject(),
  by: BuyerProfile = profile(),
  with_: CostTables = tables,
): PricedCost {
  const costed = costLot(of, by, with_);
  if (!costed.ok) throw new Error(`${costed.refusal.code}: ${costed.refusal.reason}`);
  return costed;
}
