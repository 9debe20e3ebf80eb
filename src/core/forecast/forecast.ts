import type { MoneyDistribution } from '../kernel/distribution.ts';
import type { SourceId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Cents } from '../kernel/money.ts';
import type { MoneyRange } from '../kernel/money-range.ts';
import type { Refusal } from '../kernel/refusal.ts';

export interface ForecastSubject {
  readonly source?: SourceId;
  readonly wholesale?: MoneyRange;
  readonly currentBidCents?: Cents;
  readonly bidCount?: number;
  readonly bidderCount?: number;
  readonly reserveMet?: boolean;
  readonly endsAt?: Instant;
  /** Minutes by which a late bid extends this lot, where the lot states it. */
  readonly softCloseMinutes?: number;
  /** When the bid was seen; absent: at `asOf`. Time that passes without a new look at the bid tells us nothing. */
  readonly bidObservedAt?: Instant;
  readonly asOf: Instant;
}

/** What a source's closed lots have shown: ln(hammer price / wholesale p50 on that day) over confirmed sales. */
export interface SourceCloseHistory {
  readonly count: number;
  readonly meanLogRatio: number;
  readonly sdLogRatio: number;
}
export type CloseHistory = ReadonlyMap<string, SourceCloseHistory>;

/** Where the lot will close. Never below the current bid. */
export interface CloseForecast extends MoneyRange {
  /** One sentence: which prior or which learned history. */
  readonly basis: string;
  /** The same forecast in closed form, for probabilities; absent: fitted through the three quantiles. */
  readonly distribution?: MoneyDistribution;
}

export type Forecasted =
  | { readonly ok: true; readonly forecast: CloseForecast }
  | { readonly ok: false; readonly refusal: Refusal };
