import { binOf, scoreForest, toProbability } from '../lemon-forest.ts';
import type { LemonModel } from '../lemon-model.ts';
import { type LemonInputDefinition, type LemonInputs, lemonInputs } from '../lemon-subject.ts';
import type { LemonPurchase } from '../train/parse-lemon-purchase.ts';
import {
  fifthOf,
  heldOutFifth,
  type LemonRules,
  lemonRules,
  trainLemonModel,
} from '../train/train-lemon-model.ts';
import type { TrainingRow } from '../train/training-table.ts';
import { areaUnderCurve, type Judged } from './area-under-curve.ts';
import { calibrationError, reliabilityBins } from './reliability.ts';

/** A choice of inputs and settings that could have been shipped. */
export interface LemonVariant {
  readonly label: string;
  readonly definitions: readonly LemonInputDefinition[];
  readonly rules?: LemonRules;
}

const recorded = (kind: LemonInputDefinition['kind'], name: string): LemonInputDefinition => ({
  name,
  kind,
  direction: 0,
  knownFrom: 'car',
});
const shippedWithout = (...without: readonly (keyof LemonInputs)[]): readonly LemonInputDefinition[] =>
  lemonInputs.filter(({ name }) => !without.includes(name));
const market: readonly (keyof LemonInputs)[] = ['wholesaleValueCentsOf2010', 'priceToValue'];
const trim = [recorded('group', 'trim'), recorded('group', 'transmission')];
const warranty = recorded('number', 'warrantyCostCents');
const allButWheels = [
  ...lemonInputs,
  ...trim,
  warranty,
  ...['body', 'color', 'modelYear'].map((name) => recorded('group', name)),
  ...['boughtIn2010', 'onlineSale', 'hammerPriceCents'].map((name) => recorded('number', name)),
];

/** Not shipped: what could be reached with columns that no bidder knows, or that say more of the record than the car. */
export const unshippedVariants: readonly LemonVariant[] = [
  { label: 'every column but wheels', definitions: allButWheels },
  { label: 'shipped + wheels', definitions: [...lemonInputs, recorded('group', 'wheels')] },
];

export const lemonVariants: readonly LemonVariant[] = [
  {
    label: 'age, miles',
    definitions: shippedWithout('makeGroup', 'sizeClass', 'stateGroup', 'auctionHouse', ...market),
  },
  { label: '… make, size', definitions: shippedWithout('stateGroup', 'auctionHouse', ...market) },
  { label: '… state, auction house', definitions: shippedWithout(...market) },
  { label: '… value', definitions: shippedWithout('priceToValue') },
  { label: 'shipped: … price to value', definitions: lemonInputs },
  {
    label: 'shipped, one split less deep',
    definitions: lemonInputs,
    rules: { ...lemonRules, depth: lemonRules.depth - 1 },
  },
  { label: 'shipped, no hidden copies', definitions: lemonInputs, rules: { ...lemonRules, maskedWeight: 0 } },
  { label: 'shipped + trim, transmission', definitions: [...lemonInputs, ...trim] },
  { label: 'shipped + warranty cost', definitions: [...lemonInputs, warranty] },
  ...unshippedVariants,
];

export interface LemonComparison {
  /** One for each fifth that may be trained on, judged by a model of the other three. */
  readonly areas: readonly number[];
  readonly calibrationErrors: readonly number[];
  /** On the held-out fifth, judged by a model of the other four. Not for choosing. */
  readonly heldOutArea: number;
}

/** Cross-validates a variant: choices are made on `areas`, never on the held-out fifth. */
export function compareInputs(purchases: readonly LemonPurchase[], variant: LemonVariant): LemonComparison {
  const folds = Array.from({ length: heldOutFifth }, (_, fifth) => judgeFifth(purchases, variant, fifth));
  return {
    areas: folds.map(areaUnderCurve),
    calibrationErrors: folds.map((judged) => calibrationError(reliabilityBins(judged))),
    heldOutArea: areaUnderCurve(judgeHeldOut(purchases, variant)),
  };
}

/** What a variant trained on the other four fifths says of the held-out one. */
export const judgeHeldOut = (purchases: readonly LemonPurchase[], variant: LemonVariant): Judged[] =>
  judgeFifth(purchases, variant, heldOutFifth);

function judgeFifth(
  purchases: readonly LemonPurchase[],
  { label, definitions, rules }: LemonVariant,
  judgedFifth: number,
): Judged[] {
  const rows = purchases.map((purchase) => ({ fifth: fifthOf(purchase), row: toRow(purchase, definitions) }));
  const trained = rows.filter(({ fifth }) => fifth !== heldOutFifth && fifth !== judgedFifth);
  const judged = rows.filter(({ fifth }) => fifth === judgedFifth);
  const model = trainLemonModel(
    trained.map(({ row }) => row),
    { name: label, heldOutRows: judged.length },
    definitions,
    rules,
  );
  return judged.map(({ row }) => ({ probability: scoreRow(model, row), badBuy: row.badBuy }));
}

function toRow(purchase: LemonPurchase, definitions: readonly LemonInputDefinition[]): TrainingRow {
  const cells = new Map<string, number | string | undefined>([
    ...Object.entries(purchase.inputs),
    ...Object.entries(purchase.studied),
  ]);
  return { values: definitions.map(({ name }) => cells.get(name)), badBuy: purchase.badBuy };
}

/** What the model says of a row whose values stand in the model's own order of inputs. */
export const scoreRow = (model: LemonModel, { values }: Pick<TrainingRow, 'values'>): number =>
  toProbability(
    model.intercept +
      scoreForest(
        model.forest,
        model.scales.map((scale, at) => binOf(scale, values[at])),
      ),
  );
