import { packForest } from '../lemon-forest.ts';
import type { LemonModel } from '../lemon-model.ts';
import { type LemonInputDefinition, lemonInputs } from '../lemon-subject.ts';
import { type BoostingRules, boostTrees } from './boost-trees.ts';
import type { LemonPurchase } from './parse-lemon-purchase.ts';
import { binRows, fitScales, scatter, type TrainingRow } from './training-table.ts';

export interface LemonRules extends BoostingRules {
  /** Weight of the copies with inputs hidden, against 1 for a row as it is. */
  readonly maskedWeight: number;
}

/** Settings of the shipped model, chosen by cross-validation on the rows that are not held out. */
export const lemonRules: LemonRules = {
  trees: 120,
  depth: 4,
  learningRate: 0.1,
  ridge: 5,
  leastCurvature: 20,
  maskedWeight: 0.5,
};

/** Rows are dealt into fifths by a fixed hash of the record's number: 0…4. */
export const fifthOf = (purchase: LemonPurchase): number => Math.floor(scatter(purchase.refId, 2010) * 5);

/** This fifth is never trained on: all published figures are measured on it. */
export const heldOutFifth = 4;

export const toTrainingRow = ({ inputs, badBuy }: LemonPurchase): TrainingRow => ({
  values: lemonInputs.map(({ name }) => inputs[name]),
  badBuy,
});

/** Trains on `rows`. Deterministic. Throws RangeError unless there are good buys and bad ones. */
export function trainLemonModel(
  rows: readonly TrainingRow[],
  source: { readonly name: string; readonly heldOutRows: number },
  definitions: readonly LemonInputDefinition[] = lemonInputs,
  rules: LemonRules = lemonRules,
): LemonModel {
  const fitted = fitScales(definitions, rows);
  const { intercept, forest } = boostTrees(binRows(definitions, fitted, rows, rules.maskedWeight), rules);
  const bad = rows.reduce((total, { badBuy }) => total + (badBuy ? 1 : 0), 0);
  return {
    baseRate: Number((bad / rows.length).toFixed(6)),
    intercept,
    scales: fitted.scales,
    ranges: fitted.ranges,
    forest,
    packed: packForest(forest),
    training: {
      source: source.name,
      trainedRows: rows.length,
      heldOutRows: source.heldOutRows,
      trees: rules.trees,
      depth: rules.depth,
      learningRate: rules.learningRate,
    },
  };
}
