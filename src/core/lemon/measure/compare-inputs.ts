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
import type { DrawnPurchase } from './draw-wheels.ts';
import { calibrationError, reliabilityBins } from './reliability.ts';
import { scoreRow } from './score-row.ts';

type StudiedPurchase = LemonPurchase & Partial<Pick<DrawnPurchase, 'drawn'>>;

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
const equipment = [recorded('group', 'trim'), recorded('group', 'transmission')];
const warranty = recorded('number', 'warrantyCostCents');
const listed = [
  ...['body', 'color'].map((name) => recorded('group', name)),
  ...['onlineSale', 'hammerPriceCents'].map((name) => recorded('number', name)),
];
const years = [recorded('group', 'modelYear'), recorded('number', 'boughtIn2010')];
const allButWheels = [...lemonInputs, ...equipment, warranty, ...listed, ...years];

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
  { label: '… state', definitions: shippedWithout('auctionHouse', ...market) },
  { label: '… auction house', definitions: shippedWithout(...market) },
  { label: '… value', definitions: shippedWithout('priceToValue') },
  { label: 'shipped: … price to value', definitions: lemonInputs },
  {
    label: 'shipped, one split less deep',
    definitions: lemonInputs,
    rules: { ...lemonRules, depth: lemonRules.depth - 1 },
  },
  { label: 'shipped, no hidden copies', definitions: lemonInputs, rules: { ...lemonRules, maskedWeight: 0 } },
  { label: 'shipped + trim, transmission', definitions: [...lemonInputs, ...equipment] },
  { label: 'shipped + warranty cost', definitions: [...lemonInputs, warranty] },
  { label: 'shipped + what is listed', definitions: [...lemonInputs, ...listed] },
  { label: 'shipped + years', definitions: [...lemonInputs, ...years] },
  { label: 'shipped + record number', definitions: [...lemonInputs, recorded('number', 'recordNumber')] },
  ...unshippedVariants,
  ...(['wheelsByShare', 'wheelsByCar'] as const).map((name) => ({
    label: `shipped + ${name}`,
    definitions: [...lemonInputs, recorded('group', name)],
  })),
];

export interface LemonComparison {
  /** One for each fifth that may be trained on, judged by a model of the other three. */
  readonly areas: readonly number[];
  readonly calibrationErrors: readonly number[];
}

/** Cross-validates a variant: choices are made on `areas`, never on the held-out fifth. */
export function compareInputs(purchases: readonly StudiedPurchase[], variant: LemonVariant): LemonComparison {
  const folds = Array.from({ length: heldOutFifth }, (_, fifth) => judgeFifth(purchases, variant, fifth));
  return {
    areas: folds.map(areaUnderCurve),
    calibrationErrors: folds.map((judged) => calibrationError(reliabilityBins(judged))),
  };
}

/** What a variant trained on the other four fifths says of the held-out one. */
export const judgeHeldOut = (purchases: readonly StudiedPurchase[], variant: LemonVariant): Judged[] =>
  judgeFifth(purchases, variant, heldOutFifth);

function judgeFifth(
  purchases: readonly StudiedPurchase[],
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

function toRow(purchase: StudiedPurchase, definitions: readonly LemonInputDefinition[]): TrainingRow {
  const cells = new Map<string, number | string | undefined>([
    ...Object.entries(purchase.inputs),
    ...Object.entries(purchase.studied),
    ...Object.entries(purchase.drawn ?? {}),
    ['recordNumber', purchase.refId],
  ]);
  return { values: definitions.map(({ name }) => cells.get(name)), badBuy: purchase.badBuy };
}
