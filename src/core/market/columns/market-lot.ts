import type { LotKind } from '../../listing/lot-kind.ts';
import type { RankingFacts } from './ranking-facts.ts';

/** One lot as the market keeps it: what lists filter, search and sort by, and what its rank depends on. */
export interface MarketLot {
  readonly id: string;
  readonly version: number;
  /** The dealership whose row this is, where it is not everybody's: its own lot, or its own version of a shared one. */
  readonly owner: string | null;
  readonly isSample: boolean;
  readonly kind: LotKind;
  /** As stored; `active` and `scheduled` are open. */
  readonly status: string;
  readonly source: string;
  readonly make: string | null;
  readonly model: string | null;
  readonly state: string | null;
  readonly year: number | null;
  /** Whole miles. */
  readonly odometerMiles: number | null;
  readonly currentBidCents: number | null;
  /** The appraisal's own moment, and the end, in milliseconds since 1970. */
  readonly asOfMs: number;
  readonly endsAtMs: number | null;
  /** Everything that free text searches: title, make, model, trim, VIN, city and seller, in any order. */
  readonly words: string;
  /** Null for what is not a road vehicle, or could not be read. */
  readonly facts: RankingFacts | null;
}
