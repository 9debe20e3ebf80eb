import { type Calibration, type TrainedModel } from './trained-model.ts';
import { fitShift, noShift } from './calibrate.ts';
import { type Track, tracks } from './effect-terms.ts';
import { countEvidence } from './evidence-counts.ts';
import { hashLot } from './lot-hashes.ts';
import { findMarketWindow, placeInWindow } from './market-window.ts';
import { measureErrors, type PricedSale } from './measure-errors.ts';
import { collectModelNames } from './model-names.ts';
import { createPricingScratch, type PricingParts, priceLot } from './price-lot.ts';
import { createRandom } from './random.ts';
import { isUsableIn } from './stack-rows.ts';
import { type TrackOptions, type TrainedTrack, trainTrack } from './train-track.ts';
import type { TrainingSale } from './training-sale.ts';

export interface TrainOptions extends TrackOptions {
  readonly dataHash: string;
}

export const defaultTrainOptions: TrainOptions = {
  dataHash: 'unnamed',
  seed: 1,
  folds: 5,
  middleTrees: 250,
  edgeTrees: 120,
};

/** Fewer sales than this cannot support some 200,000 shrunken effects and a calibration per price band. */
export const leastSales = 2_000;

export type TrainingOutcome =
  | { readonly ok: true; readonly model: TrainedModel }
  | { readonly ok: false; readonly code: 'too_few_sales'; readonly reason: string };

/** One independent piece of work; pieces may run in any order, in other threads, and always give the same result. */
export interface TrainingPiece {
  readonly track: Track;
  /** `trial`: fit without the sales kept for calibration; `final`: fit on all. */
  readonly stage: 'trial' | 'final';
}

export const trainingPieces: readonly TrainingPiece[] = tracks.flatMap((track) => [
  { track, stage: 'trial' as const },
  { track, stage: 'final' as const },
]);

export function trainPiece(
  screened: readonly TrainingSale[],
  piece: TrainingPiece,
  options: TrainOptions,
  onProgress?: (step: string) => void,
): TrainedTrack {
  const sales = placeInWindow(screened, findMarketWindow(screened));
  const kept = piece.stage === 'final' ? sales : splitForCalibration(sales, options.seed).learn;
  return trainTrack(kept, piece.track, options, onProgress);
}

/** Joins the results of {@link trainPiece}, one per entry of {@link trainingPieces} in that order. */
export function assembleModel(
  screened: readonly TrainingSale[],
  pieces: readonly TrainedTrack[],
  options: TrainOptions,
): TrainedModel {
  const window = findMarketWindow(screened);
  const sales = placeInWindow(screened, window);
  const { learn, calibrate } = splitForCalibration(sales, options.seed);
  const find = (track: Track, stage: 'trial' | 'final'): TrainedTrack => {
    const at = trainingPieces.findIndex((piece) => piece.track === track && piece.stage === stage);
    const found = pieces[at];
    if (found === undefined || found.track !== track) throw new RangeError(`no ${stage} fit of ${track}`);
    return found;
  };
  const byTrack = (stage: 'trial' | 'final') => ({
    blind: find('blind', stage),
    graded: find('graded', stage),
    book: find('book', stage),
  });
  const trial: PricingParts = {
    evidence: countEvidence(learn.map((sale) => hashLot(sale.facts))),
    tracks: byTrack('trial'),
    calibration: {},
  };
  const calibration = {
    blind: calibrateTrack(trial, 'blind', calibrate),
    graded: calibrateTrack(trial, 'graded', calibrate),
    book: calibrateTrack(trial, 'book', calibrate),
  };
  const soldDays = Float64Array.from(sales, (sale) => sale.soldDay).sort();
  return {
    details: {
      dataHash: options.dataHash,
      saleCount: sales.length,
      firstSoldDay: soldDays[0] ?? 0,
      lastSoldDay: soldDays.at(-1) ?? 0,
      window,
      seed: options.seed,
      errors: tracks.flatMap((track) =>
        measureErrors(track, priceAll({ ...trial, calibration }, track, calibrate)),
      ),
    },
    names: collectModelNames(sales),
    evidence: countEvidence(sales.map((sale) => hashLot(sale.facts))),
    tracks: byTrack('final'),
    calibration,
  };
}

/**
 * Trains all three tracks, one after another: first without the most recent 10 % and a random 6 % of the rest, to
 * calibrate the ranges and measure errors there, then on everything. Deterministic for the same sales and options.
 */
export function trainValueModel(
  screened: readonly TrainingSale[],
  options: Partial<TrainOptions> = {},
  onProgress?: (step: string) => void,
): TrainingOutcome {
  if (screened.length < leastSales)
    return {
      ok: false,
      code: 'too_few_sales',
      reason: `${screened.length} usable sales; at least ${leastSales} are needed`,
    };
  const all = { ...defaultTrainOptions, ...options };
  const pieces = trainingPieces.map((piece) => trainPiece(screened, piece, all, onProgress));
  return { ok: true, model: assembleModel(screened, pieces, all) };
}

function splitForCalibration(
  sales: readonly TrainingSale[],
  seed: number,
): { learn: TrainingSale[]; calibrate: TrainingSale[] } {
  const days = Float64Array.from(sales, (sale) => sale.soldDay).sort();
  const recent = days[Math.floor(days.length * 0.9)] ?? 0;
  const random = createRandom(seed + 77);
  const learn: TrainingSale[] = [];
  const calibrate: TrainingSale[] = [];
  for (const sale of sales) {
    const drawn = random() < 0.06;
    (sale.soldDay >= recent || drawn ? calibrate : learn).push(sale);
  }
  return { learn, calibrate };
}

function priceAll(parts: PricingParts, track: Track, sales: readonly TrainingSale[]): PricedSale[] {
  const scratch = createPricingScratch();
  return sales.flatMap((sale) => {
    if (!isUsableIn(track, sale)) return [];
    const prices = priceLot(parts, track, sale.facts, scratch);
    if (prices === undefined) return [];
    return [{ priceDollars: sale.priceDollars, ...prices }];
  });
}

function calibrateTrack(parts: PricingParts, track: Track, sales: readonly TrainingSale[]): Calibration {
  const priced = priceAll(parts, track, sales);
  if (priced.length === 0) return { low: noShift, high: noShift };
  const actual = Float64Array.from(priced, (sale) => Math.log(sale.priceDollars));
  const weights = new Float64Array(priced.length).fill(1);
  return {
    low: fitShift(Float64Array.from(priced, (sale) => sale.low), actual, weights, 0.1),
    high: fitShift(Float64Array.from(priced, (sale) => sale.high), actual, weights, 0.9),
  };
}
