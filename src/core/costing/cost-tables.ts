import type { HeldDays } from './carrying/days-to-sell.ts';
import { buildFeeBook, type FeeBook } from './fees/fee-book.ts';
import { shippedSchedules } from './fees/shipped-schedules.ts';
import type { ZipCentroids } from './transport/zip-centroids.ts';

/** Reference tables that every lot shares. */
export interface CostTables {
  readonly fees: FeeBook;
  /** Without it only a buyer with no home ZIP, or an own transport figure, can be costed. */
  readonly zipCentroids?: ZipCentroids;
  /** Learned from own sales; without it the days that a car is held are an assumption. */
  readonly held?: HeldDays;
}

/** The tables that ship, around the ZIP table that the caller has loaded. */
export const shippedCostTables = (zipCentroids?: ZipCentroids): CostTables => ({
  fees: buildFeeBook(shippedSchedules),
  ...(zipCentroids && { zipCentroids }),
});
