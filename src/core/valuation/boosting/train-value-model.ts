import { calibrateRange, driftAllowances } from './calibrate-range.ts';
import { type Track, tracks } from './effect-terms.ts';
import { countEvidence, findEvidence } from './evidence-counts.ts';
import { isUsableIn } from './fold-effects.ts';
import { hashLot } from './lot-hashes.ts';
import { findMarketWindow, placeInWindow } from './market-window.ts';
import { measureDrift, moveLater } from './measure-drift.ts';
import { commonModelSales, measureErrors, type PricedSale } from './measure-errors.ts';
import { collectModelNames } from './model-names.ts';
import { createPricingScratch, type PricingParts, priceLot } from './price-lot.ts';
import { splitForCalibration } from './split-for-calibration.ts';
import { type TrackOptions, type TrainedTrack, trainTracks } from './train-track.ts';
import type { Calibration, TrainedModel } from './trained-model.ts';
import type { TrainingSale } from './training-sale.ts';

export interface TrainOptions extends TrackOptions {
  /** What the model card calls the data, such as the SHA-256 of its file. */
  readonly dataHash: string;
}

export const defaultTrainOptions: TrainOptions = {
  dataHash: 'unnamed',
  seed: 1,
  folds: 3,
  middleTrees: 400,
  edgeTrees: 120,
};

/** Fewer sales than this cannot support shrunken effects in the ten thousands and a calibration per price band. */
export const leastSales = 2_000;

export type TrainingOutcome =
  | { readonly ok: true; readonly model: TrainedModel }
  | { readonly ok: false; readonly code: 'too_few_sales'; readonly reason: string };

/** One independent piece of work; pieces may run in any order, in other threads, and always give the same result. */
export interface TrainingPiece {
  readonly tracks: readonly Track[];
  /** `trial`: fit without the sales kept for calibration; `final`: fit on all. */
  readonly stage: 'trial' | 'final';
}

/** Longest first, so that two threads finish together. */
export const trainingPieces: readonly TrainingPiece[] = [
  { tracks: ['graded', 'book'], stage: 'final' },
  { tracks: ['graded', 'book'], stage: 'trial' },
  { tracks: ['blind'], stage: 'final' },
  { tracks: ['blind'], stage: 'trial' },
];

export function trainPiece(
  screened: readonly TrainingSale[],
  piece: TrainingPiece,
  options: TrainOptions,
  onProgress?: (step: string) => void,
): TrainedTrack[] {
  const sales = placeInWindow(screened, findMarketWindow(screened));
  const isFinal = piece.stage === 'final';
  const kept = isFinal ? sales : splitForCalibration(sales, options.seed).learn;
  return trainTracks(kept, piece.tracks, options, (step) => onProgress?.(`${piece.stage} ${step}`));
}

/**
 * Joins the results of {@link trainPiece}, one per entry of {@link trainingPieces} in that order: calibrates the ranges
 * and measures errors with the trial fits, prices with the final ones.
 */
export function assembleModel(
  screened: readonly TrainingSale[],
  results: readonly (readonly TrainedTrack[])[],
  options: TrainOptions,
): TrainedModel {
  const window = findMarketWindow(screened);
  const sales = placeInWindow(screened, window);
  const { learn, calibrate } = splitForCalibration(sales, options.seed);
  const find = (track: Track, stage: 'trial' | 'final'): TrainedTrack => {
    for (const [at, piece] of trainingPieces.entries())
      if (piece.stage === stage) {
        const found = results[at]?.find((trained) => trained.track === track);
        if (found !== undefined) return found;
      }
    throw new RangeError(`no ${stage} fit of ${track}`);
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
  const lastLearned = learn.reduce((last, sale) => Math.max(last, sale.soldDay), 0);
  const firstLater = calibrate.reduce(
    (first, { facts, soldDay }) => (soldDay > lastLearned ? Math.min(first, facts.marketDay) : first),
    Number.POSITIVE_INFINITY,
  );
  const calibrateTrack = (track: Track): Calibration => {
    const priced = priceSales(trial, track, calibrate, lastLearned);
    const shift = measureDrift(priced);
    const range = calibrateRange(moveLater(priced, shift), driftAllowances[track]);
    return { ...range, later: { fromDay: window.lastDay, shift } };
  };
  const calibration = {
    blind: calibrateTrack('blind'),
    graded: calibrateTrack('graded'),
    book: calibrateTrack('book'),
  };
  const trialCalibration = (track: Track): Calibration => {
    const { later, ...range } = calibration[track];
    return { ...range, later: { ...later, fromDay: firstLater } };
  };
  const priceTrial = (track: Track) =>
    priceSales(
      { ...trial, calibration: { [track]: trialCalibration(track) } },
      track,
      calibrate,
      lastLearned,
    );
  const soldDays = Float64Array.from(sales, (sale) => sale.soldDay).sort();
  return {
    details: {
      dataHash: options.dataHash,
      saleCount: sales.length,
      firstSoldDay: soldDays[0] ?? 0,
      lastSoldDay: soldDays.at(-1) ?? 0,
      window,
      seed: options.seed,
      errors: tracks.flatMap((track) => measureErrors(track, priceTrial(track))),
    },
    names: collectModelNames(sales),
    evidence: countEvidence(sales.map((sale) => hashLot(sale.facts))),
    tracks: byTrack('final'),
    calibration,
  };
}

/**
 * Trains all three tracks, one after another: first without the most recent 10 % and a random part of the rest, to
 * calibrate the ranges and measure errors there, then on everything. Deterministic for the same sales and options.
 */
export function trainValueModel(
  screened: readonly TrainingSale[],
  options: Partial<TrainOptions> = {},
  onProgress?: (step: string) => void,
): TrainingOutcome {
  if (screened.length < leastSales) return refuseTooFew(screened.length);
  const all = { ...defaultTrainOptions, ...options };
  const results = trainingPieces.map((piece) => trainPiece(screened, piece, all, onProgress));
  return { ok: true, model: assembleModel(screened, results, all) };
}

export const refuseTooFew = (count: number): TrainingOutcome => ({
  ok: false,
  code: 'too_few_sales',
  reason: `${count} usable sales; at least ${leastSales} are needed`,
});

function priceSales(
  parts: PricingParts,
  track: Track,
  sales: readonly TrainingSale[],
  lastLearned: number,
): PricedSale[] {
  const scratch = createPricingScratch();
  return sales.flatMap((sale) => {
    if (!isUsableIn(track, sale)) return [];
    const lot = hashLot(sale.facts);
    const prices = priceLot(parts, track, sale.facts, scratch, lot);
    const isCommon = findEvidence(parts.evidence, 'model', lot) >= commonModelSales;
    const isLater = sale.soldDay > lastLearned;
    return prices === undefined ? [] : [{ priceDollars: sale.priceDollars, isCommon, isLater, ...prices }];
  });
}
