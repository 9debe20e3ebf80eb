import type { ShiftCurve } from './calibrate.ts';
import type { Track } from './effect-terms.ts';
import type { EvidenceCounts } from './evidence-counts.ts';
import type { FactFills } from './fill-facts.ts';
import type { MarketDrift } from './market-drift.ts';
import type { MarketWindow } from './market-window.ts';
import type { ModelNames } from './model-names.ts';
import type { TrainedTrack } from './train-track.ts';

/** How far off the training procedure was on sales held back from it. */
export interface ErrorRow {
  readonly track: Track;
  /** `all`, or a price band by what the car brought, such as `$3,000–7,999`. */
  readonly band: string;
  readonly count: number;
  readonly meanAbsoluteErrorDollars: number;
  /** Shares: 0.08 is 8 %. */
  readonly medianAbsoluteShare: number;
  /** Share of prices within p10…p90. */
  readonly coverage: number;
  /** Median of (p90 − p10) / p50. */
  readonly medianWidth: number;
}

export interface ModelDetails {
  /** SHA-256 of the sales file, or whatever the trainer identifies the data by. */
  readonly dataHash: string;
  readonly saleCount: number;
  /** Days since 1970-01-01 of the first and last sale. */
  readonly firstSoldDay: number;
  readonly lastSoldDay: number;
  readonly window: MarketWindow;
  readonly seed: number;
  readonly errors: readonly ErrorRow[];
}

export interface Calibration {
  readonly low: ShiftCurve;
  readonly high: ShiftCurve;
  /** How much more the range takes in, as a share of it, for each log of price that a grade below 3 takes off. */
  readonly roughness: number;
  /** What cars bring beyond the price, in log price, on days after those that the price follows. */
  readonly later: MarketDrift;
}

/** Everything that pricing a car needs; see `encodeModel` for its form on disk. */
export interface TrainedModel {
  readonly details: ModelDetails;
  readonly names: ModelNames;
  readonly fills: FactFills;
  readonly evidence: EvidenceCounts;
  readonly tracks: Readonly<Record<Track, TrainedTrack>>;
  readonly calibration: Readonly<Record<Track, Calibration>>;
}
