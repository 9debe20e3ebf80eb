import type { Grade } from '../scoring/assessment.ts';

export type RankSort = 'edge' | 'score' | 'maxBid' | 'roi' | 'endsAt' | 'currentBid' | 'year' | 'miles';

/** Which lots are ranked, and by what; absent means any. */
export interface RankQuery {
  readonly sort: RankSort;
  readonly descending: boolean;
  readonly limit: number;
  readonly sample: boolean;
  /** What now means for a live lot; a sample lot is ranked as of its own moment. */
  readonly nowMs: number;
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
  /** Rows that are let in, where the words of a search chose them. */
  readonly among?: ReadonlySet<number>;
}
