import { calibrateRange, holdOutside, type RangeShifts } from './calibrate-range.ts';
import { type Track, tracks } from './effect-terms.ts';
import { countEvidence, type EvidenceCounts, findEvidence } from './evidence-counts.ts';
import { type FactFills, FillCounter, fillFacts } from './fill-facts.ts';
import { isUsableIn } from './fold-effects.ts';
import { measureGuideDrift } from './guide-drift.ts';
import { hashLot } from './lot-hashes.ts';
import { type MarketDrift, noDrift } from './market-drift.ts';
import { findMarketWindow, placeInWindow } from './market-window.ts';
import { joinStep, measureStep, moveLater } from './measure-drift.ts';
import { commonModelSales, measureErrors, type PricedSale } from './measure-errors.ts';
import { collectModelNames } from './model-names.ts';
import { createPricingScratch, type PricingParts, priceLot } from './price-lot.ts';
import { splitForCalibration } from './split-for-calibration.ts';
import { type TrackOptions, type TrainedTrack, trainTracks } from './train-track.ts';
import type { TrainedModel } from './trained-model.ts';
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

export interface PieceResult {
  readonly tracks: readonly TrainedTrack[];
  /** From the pieces with the track `blind`: how the market moved after the sales that prices follow. */
  readonly drift: MarketDrift | undefined;
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
): PieceResult {
  const window = findMarketWindow(screened);
  const sales = placeInWindow(screened, window);
  const { learn, calibrate } = splitForCalibration(sales, options.seed);
  const [kept, others, fromDay] =
    piece.stage === 'final' ? [sales, [], window.lastDay] : [learn, calibrate, lastSoldDay(learn)];
  const report = (step: string) => onProgress?.(`${piece.stage} ${step}`);
  const tracks = trainTracks(kept, piece.tracks, options, report);
  const drift = piece.tracks.includes('blind')
    ? measureGuideDrift({ kept, others, fromDay }, options, report)
    : undefined;
  return { tracks, drift };
}

/**
 * Joins the results of {@link trainPiece}, one per entry of {@link trainingPieces} in that order: calibrates the ranges
 * and measures errors with the trial fits, prices with the final ones.
 */
export function assembleModel(
  screened: readonly TrainingSale[],
  results: readonly PieceResult[],
  options: TrainOptions,
): TrainedModel {
  const window = findMarketWindow(screened);
  const sales = placeInWindow(screened, window);
  const { learn, calibrate } = splitForCalibration(sales, options.seed);
  const find = (track: Track, stage: 'trial' | 'final'): TrainedTrack => {
    for (const [at, piece] of trainingPieces.entries())
      if (piece.stage === stage) {
        const found = results[at]?.tracks.find((trained) => trained.track === track);
        if (found !== undefined) return found;
      }
    throw new RangeError(`no ${stage} fit of ${track}`);
  };
  const driftOf = (stage: 'trial' | 'final'): MarketDrift =>
    trainingPieces.reduce<MarketDrift | undefined>(
      (found, piece, at) => found ?? (piece.stage === stage ? results[at]?.drift : undefined),
      undefined,
    ) ?? noDrift;
  const byTrack = (stage: 'trial' | 'final') => ({
    blind: find('blind', stage),
    graded: find('graded', stage),
    book: find('book', stage),
  });
  const trialFills = new FillCounter(learn);
  const judged = fillAll(calibrate, trialFills.toFills());
  const fills = new FillCounter(sales);
  const trial: PricingParts = {
    evidence: countOthers(learn, trialFills),
    tracks: byTrack('trial'),
    calibration: {},
  };
  const lastLearned = lastSoldDay(learn);
  /** A book value brings the market's movement along; what is left is told by sales alone. */
  const guideDrift = (track: Track, stage: 'trial' | 'final') =>
    track === 'book' ? noDrift : driftOf(stage);
  const calibrateTrack = (track: Track, inner?: RangeShifts) => {
    const priced = priceSales(trial, track, judged, lastLearned);
    const step = measureStep(priced, guideDrift(track, 'trial'));
    const later = joinStep(guideDrift(track, 'trial'), step, lastLearned);
    const fitted = calibrateRange(moveLater(priced, later), track);
    const range = inner === undefined ? fitted : holdOutside(fitted, inner);
    return {
      trial: { ...range, later },
      final: { ...range, later: joinStep(guideDrift(track, 'final'), step, window.lastDay) },
    };
  };
  const graded = calibrateTrack('graded');
  const calibrations = {
    // not knowing a grade never narrows the range
    blind: calibrateTrack('blind', graded.final),
    graded,
    book: calibrateTrack('book'),
  };
  const priceTrial = (track: Track) =>
    priceSales({ ...trial, calibration: { [track]: calibrations[track].trial } }, track, judged, lastLearned);
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
    fills: fills.toFills(),
    evidence: countOthers(sales, fills),
    tracks: byTrack('final'),
    calibration: {
      blind: calibrations.blind.final,
      graded: calibrations.graded.final,
      book: calibrations.book.final,
    },
  };
}

const fillAll = (sales: readonly TrainingSale[], fills: FactFills): TrainingSale[] =>
  sales.map((sale) => ({ ...sale, facts: fillFacts(fills, sale.facts) }));

const countOthers = (sales: readonly TrainingSale[], fills: FillCounter): EvidenceCounts =>
  countEvidence(sales.map(({ facts }) => hashLot(fills.fillSale(facts, facts))));

const lastSoldDay = (sales: readonly TrainingSale[]): number =>
  sales.reduce((last, sale) => Math.max(last, sale.soldDay), 0);

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
    if (prices === undefined) return [];
    const { low, middle, high, polish } = prices;
    const { priceDollars, soldDay } = sale;
    return [{ priceDollars, soldDay, isCommon, isLater, low, middle, high, polish }];
  });
}
