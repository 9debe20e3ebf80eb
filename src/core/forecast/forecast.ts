import type { SourceId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Cents } from '../kernel/money.ts';
import type { MoneyRange } from '../kernel/money-range.ts';

export interface ForecastSubject {
  readonly source?: SourceId;
  readonly wholesale?: MoneyRange;
  readonly currentBidCents?: Cents;
  readonly bidCount?: number;
  readonly bidderCount?: number;
  readonly reserveMet?: boolean;
  readonly endsAt?: Instant;
  readonly asOf: Instant;
}

/** Where the lot will close. Never below the current bid. */
export interface CloseForecast extends MoneyRange {
  /** One sentence: which prior or which learned history. */
  readonly basis: string;
}
