import { createEffectSums, sumEffects } from './effect-model.ts';
import { countEvidence, findEvidence } from './evidence-counts.ts';
import { type FoldOptions, foldEffects } from './fold-effects.ts';
import { hashLot } from './lot-hashes.ts';
import { type MarketDrift, noDrift } from './market-drift.ts';
import { commonModelSales } from './measure-errors.ts';
import { type DriftObservation, smoothDrift } from './smooth-drift.ts';
import type { TrainingSale } from './training-sale.ts';
import { scatterOf } from './weighted-quantile.ts';

/** With fewer sales that state a guide value, what a car's guide value should be cannot be told. */
const leastGuided = 2_000;
/** No guide value is told closer than this, in log price. */
const leastSd = 0.005;

export interface GuidedSales {
  /** What prices are learned from, and guide values with them. */
  readonly kept: readonly TrainingSale[];
  /** Further sales: not learned from, but their guide values tell of the market as well. */
  readonly others: readonly TrainingSale[];
  /** Day after which the learned prices do not follow the market; days since 1970-01-01 UTC. */
  readonly fromDay: number;
}

/**
 * How the market moved after `fromDay`, read from the guide values that a sales file states beside its prices: a
 * car's facts tell its guide value to within some 3 %, its price to within 10 %, so a few dozen sales say where
 * the market stood. The drift is how far guide values of later sales lie from those of like cars before. None where
 * the file states none.
 */
export function measureGuideDrift(
  { kept, others, fromDay }: GuidedSales,
  options: FoldOptions,
  onProgress: (step: string) => void,
): MarketDrift {
  const guided = kept.filter(({ facts }) => facts.bookDollars > 0);
  if (guided.length < leastGuided) return noDrift;
  const priced = guided.map((sale) => ({ ...sale, priceDollars: sale.facts.bookDollars }));
  const folded = foldEffects(priced, 'blind', options, (step) => onProgress(`guide values: ${step}`));
  const evidence = countEvidence(guided.map(({ facts }) => hashLot(facts)));
  const sums = createEffectSums();
  const missOf = (sale: TrainingSale, effects: typeof folded.full) => {
    const lot = hashLot(sale.facts);
    sumEffects(effects, lot, sums);
    const isCommon = findEvidence(evidence, 'model', lot) >= commonModelSales;
    return { day: sale.soldDay, isCommon, miss: Math.log(sale.facts.bookDollars) - sums.total };
  };
  const misses = [
    ...guided.map((sale, at) => missOf(sale, folded.held[folded.folds[at] as number] ?? folded.full)),
    ...others.filter(({ facts }) => facts.bookDollars > 0).map((sale) => missOf(sale, folded.full)),
  ];
  const sdOf = (isCommon: boolean): number => {
    const sizes = misses.flatMap((each) => (each.isCommon === isCommon ? [Math.abs(each.miss)] : []));
    return scatterOf(Float64Array.from(sizes), new Float64Array(sizes.length).fill(1));
  };
  const sds = { common: sdOf(true), other: sdOf(false) };
  return smoothDrift(
    misses.map(
      ({ day, miss, isCommon }): DriftObservation => ({
        day,
        miss,
        sd: Math.max(leastSd, isCommon ? sds.common : sds.other),
      }),
    ),
    fromDay,
  );
}
