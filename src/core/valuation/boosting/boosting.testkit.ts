import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { toInstant } from '../../kernel/instant.ts';
import type { ListingFacts } from '../../listing/listing.ts';
import type { Vehicle } from '../../vehicle/vehicle.ts';
import type { ValuationSubject } from '../valuation.ts';
import { screenSales } from './screen-sales.ts';
import { trainValueModel } from './train-value-model.ts';
import type { TrainedModel } from './trained-model.ts';
import type { SalesRow, TrainingSale } from './training-sale.ts';

/** Takes every statement as it stands. */
export const identifyAsStated = (facts: ListingFacts): Vehicle => ({
  ...(facts.year === undefined ? {} : { year: facts.year }),
  ...(facts.make === undefined ? {} : { make: facts.make }),
  ...(facts.model === undefined ? {} : { model: facts.model }),
  ...(facts.trim === undefined ? {} : { trim: facts.trim }),
  ...(facts.body === undefined ? {} : { body: facts.body }),
  ...(facts.color === undefined ? {} : { color: facts.color }),
  ...(facts.vin === undefined ? {} : { vin: { vin: facts.vin, valid: true } }),
  segment: 'other',
  confidence: 1,
  provenance: {},
});

export const trainingDay = Date.UTC(2016, 0, 1);

/** Every seventh row of the shipped sales file, as read. */
export function readSomeRows(): SalesRow[] {
  const file = new URL('../../../../data/sales/wholesale-auction-sales-2014-2015.csv.gz', import.meta.url);
  const rows = parse(gunzipSync(readFileSync(file)), { columns: true }) as SalesRow[];
  return rows.filter((_, index) => index % 7 === 0);
}

export function readSomeSales(): TrainingSale[] {
  const screened = screenSales(readSomeRows(), trainingDay, identifyAsStated);
  if (!screened.ok) throw new Error('sales file lacks columns');
  return [...screened.sales];
}

/** A small model of real sales: few folds and trees, trained in seconds. */
export function trainSmallModel(sales: readonly TrainingSale[]): TrainedModel {
  const outcome = trainValueModel(sales, { folds: 2, middleTrees: 25, edgeTrees: 25, dataHash: 'test' });
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.model;
}

export const camry: ValuationSubject = {
  vehicle: {
    year: 2012,
    make: 'Toyota',
    model: 'Camry',
    trim: 'LE',
    body: 'Sedan',
    transmission: 'automatic',
    color: 'silver',
    segment: 'midsize_car',
    confidence: 1,
    provenance: {},
  },
  odometerMiles: 41_000,
  conditionGrade: 3.5,
  sellerName: 'Toyota Financial Services',
  state: 'CA',
  asOf: toInstant('2015-01-15T00:00:00Z'),
};
