import fc from 'fast-check';
import type { Json } from './client.ts';

/** The request that the published contract shows. */
export const exampleRequest = {
  vin: '1FTFW1ET5DFC10312',
  year: 2013,
  make: 'Ford',
  model: 'F-150',
  trim: 'XLT',
  body: 'SuperCrew',
  transmission: 'automatic',
  odometerMiles: 91_000,
  conditionGrade: 3.4,
  titleBrand: 'clean',
  color: 'white',
  sellerType: 'government',
  seller: 'City of Plano',
  state: 'TX',
  zip: '75001',
  title: '2013 Ford F-150 XLT SuperCrew 4x4',
  description: 'Runs and drives. AC inop. Rust on rear quarter. Two keys.',
  source: 'govdeals',
  currentBidCents: 410_000,
  bidCount: 7,
  endsAt: '2026-12-01T18:00:00Z',
  asOf: '2026-11-23T00:00:00Z',
  profile: { homeZip: '90001', exit: 'wholesale', targetMarginCents: 250_000, resaleCertificate: true },
} as const;

const cars = [
  ['Ford', 'F-150', 'XLT'],
  ['Toyota', 'Camry', 'LE'],
  ['Honda', 'Odyssey', 'EX-L'],
  ['Chevrolet', 'Tahoe', 'LS'],
  ['Nissan', 'Altima', '2.5 S'],
  ['BMW', '3 Series', '328i'],
] as const;

const day = 86_400_000;

/** Cars as they come to auction, everything about them known. */
export const knownCars: fc.Arbitrary<Json> = fc
  .record({
    year: fc.integer({ min: 2004, max: 2023 }),
    car: fc.constantFrom(...cars),
    odometerMiles: fc.integer({ min: 3_000, max: 220_000 }),
    conditionGrade: fc.integer({ min: 12, max: 50 }).map((tenths) => tenths / 10),
    titleBrand: fc.constantFrom('clean', 'clean', 'clean', 'salvage', 'rebuilt', 'flood'),
    sellerType: fc.constantFrom('government', 'dealer', 'fleet', 'insurance', 'private'),
    description: fc.constantFrom(
      'Runs and drives. Two keys.',
      'Runs and drives. AC inop. Rust on rear quarter.',
      'Starts. Transmission slips. No keys.',
      'Does not run.',
    ),
    source: fc.constantFrom('govdeals', 'municibid', 'copart', 'gsa-api', 'publicsurplus'),
    currentBidCents: fc.integer({ min: 100, max: 2_000_000 }),
    bidCount: fc.integer({ min: 1, max: 40 }),
    endsInDays: fc.constantFrom(0.1, 1, 6),
    exit: fc.constantFrom('wholesale', 'retail'),
    targetMarginCents: fc.integer({ min: 0, max: 400_000 }),
    resaleCertificate: fc.boolean(),
  })
  .map(({ car: [make, model, trim], endsInDays, exit, targetMarginCents, resaleCertificate, ...rest }) => ({
    ...rest,
    make,
    model,
    trim,
    transmission: 'automatic',
    color: 'white',
    seller: 'City of Plano',
    city: 'Plano',
    state: 'TX',
    zip: '75001',
    title: `${rest.year} ${make} ${model} ${trim}`,
    reserveMet: true,
    bidderCount: 4,
    asOf: '2026-11-23T00:00:00Z',
    endsAt: new Date(Date.parse('2026-11-23T00:00:00Z') + endsInDays * day).toISOString(),
    profile: { homeZip: '90001', exit, targetMarginCents, resaleCertificate },
  }));

/** The request without some of its fields. */
export const without = (request: Json, ...fields: readonly string[]): Json =>
  Object.fromEntries(Object.entries(request).filter(([name]) => !fields.includes(name)));
