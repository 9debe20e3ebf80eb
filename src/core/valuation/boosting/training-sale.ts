import type { Vehicle } from '../../vehicle/vehicle.ts';
import type { LotFacts } from './lot-facts.ts';

/** One confirmed wholesale sale, fit to learn from. */
export interface TrainingSale {
  /** As identified; `facts` is what the model makes of it. */
  readonly vehicle: Vehicle;
  readonly facts: LotFacts;
  /** 1-based row of the sales file, the header not counted. */
  readonly row: number;
  /** Days since 1970-01-01 UTC, with the time of day as its fraction. */
  readonly soldDay: number;
  /** Hammer price in dollars. */
  readonly priceDollars: number;
}

/** One row as a file gives it: text by column name. */
export type SalesRow = Readonly<Record<string, string | undefined>>;

export const salesColumns = [
  'year',
  'make',
  'model',
  'trim',
  'body',
  'transmission',
  'vin',
  'state',
  'condition',
  'odometer',
  'color',
  'seller',
  'mmr',
  'sellingprice',
  'saledate',
] as const;
