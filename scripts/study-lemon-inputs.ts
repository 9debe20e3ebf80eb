import path from 'node:path';
import { binOf, scoreForest, toProbability } from '../src/core/lemon/lemon-forest.ts';
import type { LemonModel } from '../src/core/lemon/lemon-model.ts';
import { type LemonInputDefinition, lemonInputs } from '../src/core/lemon/lemon-subject.ts';
import { areaUnderCurve, type Judged } from '../src/core/lemon/measure/area-under-curve.ts';
import { calibrationError, reliabilityBins } from '../src/core/lemon/measure/reliability.ts';
import type { LemonPurchase } from '../src/core/lemon/train/parse-lemon-purchase.ts';
import {
  fifthOf,
  heldOutFifth,
  type LemonRules,
  lemonRules,
  trainLemonModel,
} from '../src/core/lemon/train/train-lemon-model.ts';
import type { TrainingRow } from '../src/core/lemon/train/training-table.ts';

const data = path.join(import.meta.dirname, '../data');
export const lemonPurchasesPath = path.join(data, 'lemons/auction-purchases-2009-2010.csv.gz');
export const lemonModelPath = path.join(data, 'models/lemon-2010.json');

interface Variant {
  readonly label: string;
  readonly definitions: readonly LemonInputDefinition[];
  readonly rules?: LemonRules;
}

const group = (name: string): LemonInputDefinition => ({
  name,
  kind: 'group',
  direction: 0,
  knownFrom: 'car',
});
const number = (name: string): LemonInputDefinition => ({
  name,
  kind: 'number',
  direction: 0,
  knownFrom: 'market',
});
const shipped = (...without: readonly string[]): readonly LemonInputDefinition[] =>
  lemonInputs.filter(({ name }) => !without.includes(name));
const market = ['wholesaleValueCentsOf2010', 'priceToValue'];

export const variants: readonly Variant[] = [
  {
    label: 'age, miles',
    definitions: shipped('makeGroup', 'sizeClass', 'stateGroup', 'auctionHouse', ...market),
  },
  { label: 'age, miles, make, size', definitions: shipped('stateGroup', 'auctionHouse', ...market) },
  { label: '… and state, auction house', definitions: shipped(...market) },
  { label: '… and value', definitions: shipped('priceToValue') },
  { label: 'shipped: … and price to value', definitions: lemonInputs },
  { label: 'shipped, depth 2', definitions: lemonInputs, rules: { ...lemonRules, depth: 2 } },
  { label: 'shipped, depth 4', definitions: lemonInputs, rules: { ...lemonRules, depth: 4 } },
  {
    label: 'shipped + trim, transmission',
    definitions: [...lemonInputs, group('trim'), group('transmission')],
  },
  { label: 'shipped + warranty cost', definitions: [...lemonInputs, number('warrantyCostCents')] },
  { label: 'shipped + wheels column', definitions: [...lemonInputs, group('wheels')] },
];

/** Prints each variant's AUC over the four fifths that may be trained on (each judged by a model of the other three). */
export function studyLemonInputs(purchases: readonly LemonPurchase[], say: (line: string) => void): void {
  say('AUC and calibration error by cross-validation over the trainable fifths, and on the held-out fifth');
  say(
    `${'inputs'.padEnd(34)} ${'AUC cv'.padStart(7)} ${'each fifth'.padEnd(24)} ${'ECE cv'.padStart(7)} ${'AUC held out'.padStart(13)}`,
  );
  for (const { label, definitions, rules } of variants) {
    const rows = purchases.map((purchase) => ({
      fifth: fifthOf(purchase),
      row: toRow(purchase, definitions),
    }));
    const judgeFifth = (judgedFifth: number): Judged[] => {
      const trained = rows.filter(({ fifth }) => fifth !== heldOutFifth && fifth !== judgedFifth);
      const judged = rows.filter(({ fifth }) => fifth === judgedFifth);
      const source = { name: label, heldOutRows: judged.length };
      const model = trainLemonModel(
        trained.map(({ row }) => row),
        source,
        definitions,
        rules,
      );
      return judged.map(({ row }) => ({ probability: scoreRow(model, row), badBuy: row.badBuy }));
    };
    const areas: number[] = [];
    const errors: number[] = [];
    for (let fifth = 0; fifth < heldOutFifth; fifth += 1) {
      const judged = judgeFifth(fifth);
      areas.push(areaUnderCurve(judged));
      errors.push(calibrationError(reliabilityBins(judged)));
    }
    const last = areaUnderCurve(judgeFifth(heldOutFifth));
    say(
      `${label.padEnd(34)} ${mean(areas).toFixed(4).padStart(7)} ${areas
        .map((area) => area.toFixed(3))
        .join(' ')
        .padEnd(24)} ${mean(errors).toFixed(4).padStart(7)} ${last.toFixed(4).padStart(13)}`,
    );
  }
}

function toRow(purchase: LemonPurchase, definitions: readonly LemonInputDefinition[]): TrainingRow {
  const cells = new Map<string, number | string | undefined>([
    ...Object.entries(purchase.inputs),
    ...Object.entries(purchase.studied),
  ]);
  return { values: definitions.map(({ name }) => cells.get(name)), badBuy: purchase.badBuy };
}

const scoreRow = (model: LemonModel, { values }: TrainingRow): number =>
  toProbability(
    model.intercept +
      scoreForest(
        model.forest,
        model.scales.map((scale, at) => binOf(scale, values[at])),
      ),
  );

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
