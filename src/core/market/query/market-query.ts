import type { LotKind } from '../../listing/lot-kind.ts';
import type { Grade } from '../../scoring/assessment.ts';
import type { MissingFact } from '../columns/missing-fact.ts';
import type { RowSet } from '../columns/row-set.ts';

/** Which lots are meant; absent means any. */
export interface MarketFilter {
  /** The dealership that asks: its own rows are in, and shadow the shared rows of the same id. Null sees shared rows. */
  readonly owner: string | null;
  readonly sample: boolean;
  /** What now means for a live lot; a sample lot is judged as of its own moment. Milliseconds since 1970. */
  readonly nowMs: number;
  /** `ended` is whatever is not open. */
  readonly status: 'open' | 'ended' | 'all';
  readonly kind?: LotKind;
  /** Free text: every word of it begins a word of the lot. */
  readonly q?: string;
  readonly make?: string;
  readonly model?: string;
  readonly state?: string;
  readonly source?: string;
  readonly yearMin?: number;
  readonly yearMax?: number;
  readonly milesMax?: number;
  readonly endsWithinHours?: number;
  readonly grade?: Grade;
  readonly minEdgeCents?: number;
  /** Lots with all facts for a score; those that want exactly one; or exactly this one. */
  readonly lane?: 'scored' | 'missing' | MissingFact;
  /** Rows that are let in: saved searches and watch lists. */
  readonly only?: RowSet;
}

export type MarketSort =
  | 'edge'
  | 'score'
  | 'maxBid'
  | 'roi'
  | 'endsAt'
  | 'currentBid'
  | 'year'
  | 'miles'
  /** What a lot could be once its missing fact is known; for lanes. */
  | 'promise';

/** A place in an order: the sort value and the id of a page's last row, whether or not that lot is still in. */
export interface MarketPlace {
  /** Cents, points, a share, milliseconds, years or miles, as the sort has it; null for unknown. */
  readonly value: number | null;
  readonly id: string;
}

/** The page that is asked for. Unknown values come last in either direction; equal ones by id, ascending. */
export interface MarketQuery extends MarketFilter {
  readonly sort: MarketSort;
  readonly descending: boolean;
  readonly limit: number;
  readonly after?: MarketPlace;
}
