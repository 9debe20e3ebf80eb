/**
 * Trains the lemon model from data/lemons and writes data/models/lemon-2010.json. Deterministic: the same records give
 * the same bytes.
 *
 *   node scripts/train-lemon-model.ts             train and write
 *   node scripts/train-lemon-model.ts --verify    train and fail unless the shipped file is what comes out
 *   node scripts/train-lemon-model.ts --study     compare choices of inputs and settings by cross-validation
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { encodeLemonModel } from '../src/core/lemon/encode-lemon-model.ts';
import { compareInputs, type LemonVariant, lemonVariants } from '../src/core/lemon/measure/compare-inputs.ts';
import { type DrawnPurchase, drawWheels } from '../src/core/lemon/measure/draw-wheels.ts';
import { lookForLeaks } from '../src/core/lemon/measure/look-for-leaks.ts';
import type { LemonPurchase } from '../src/core/lemon/train/parse-lemon-purchase.ts';
import {
  fifthOf,
  heldOutFifth,
  toTrainingRow,
  trainLemonModel,
} from '../src/core/lemon/train/train-lemon-model.ts';
import { loadLemonPurchases } from '../src/platform/reference/load-lemon-purchases.ts';

const data = path.join(import.meta.dirname, '../data');
const purchasesPath = path.join(data, 'lemons/auction-purchases-2009-2010.csv.gz');
const modelPath = path.join(data, 'models/lemon-2010.json');
const { values: options } = parseArgs({
  options: { verify: { type: 'boolean', default: false }, study: { type: 'boolean', default: false } },
});
const ofRecordedWheels = new Set(['shipped: … price to value', 'shipped + wheels']);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const { purchases, rejections } = loadLemonPurchases(purchasesPath);
say(`${purchases.length} purchases read, ${rejections.length} rows rejected`);
for (const { line, reason } of rejections.slice(0, 10)) say(`  line ${line}: ${reason}`);
if (options.study) study(purchases);
else train(purchases);

function train(all: readonly LemonPurchase[]): void {
  const trained = all.filter((purchase) => fifthOf(purchase) !== heldOutFifth);
  const started = performance.now();
  const model = trainLemonModel(trained.map(toTrainingRow), {
    name: path.basename(purchasesPath, '.csv.gz'),
    heldOutRows: all.length - trained.length,
  });
  const text = encodeLemonModel(model);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const { roots, input } = model.forest;
  say(`${roots.length} trees, ${input.length} nodes from ${trained.length} rows in ${seconds} s`);
  if (options.verify) {
    const same = readFileSync(modelPath, 'utf8') === text;
    say(
      same
        ? 'the shipped model is what training gives'
        : 'the shipped model differs from what training gives',
    );
    process.exitCode = same ? 0 : 1;
  } else {
    writeFileSync(modelPath, text);
    say(`${path.relative(process.cwd(), modelPath)}: ${text.length} bytes`);
  }
}

function study(all: readonly LemonPurchase[]): void {
  say(
    '\nShare of bad buys by what the wheels column says (the column is not used: see data/lemons/README.md)',
  );
  for (const wheels of ['alloy', 'covers', 'neither_recorded'] as const) {
    const cars = all.filter(({ studied }) => studied.wheels === wheels);
    const bad = cars.filter(({ badBuy }) => badBuy).length;
    say(
      `  ${wheels.padEnd(18)} ${String(cars.length).padStart(6)} cars ${((100 * bad) / cars.length).toFixed(1).padStart(6)} %`,
    );
  }
  const trainable = all.filter((purchase) => fifthOf(purchase) !== heldOutFifth);
  const { badAfterBad, badAfterGood, warrantyExplained, warrantyRestArea } = lookForLeaks(trainable);
  say(
    `\nBad buys after a bad buy by record number ${(100 * badAfterBad).toFixed(1)} %, after a good one ${(100 * badAfterGood).toFixed(1)} %`,
  );
  say(
    `Warranty cost: make, size, age and steps of 10,000 miles account for ${(100 * warrantyExplained).toFixed(0)} % of its spread; the rest ranks with AUC ${warrantyRestArea.toFixed(3)}`,
  );
  say(
    '\nAUC and ECE by cross-validation over the four fifths that may be trained on, in the order of the fifths',
  );
  const drawn = drawWheels(all);
  for (const variant of lemonVariants) printComparison(variant, drawn);
  say('\nThe same over cars with a recorded wheel type alone: what the type itself tells');
  const recorded = drawn.filter(({ studied }) => studied.wheels !== 'neither_recorded');
  for (const variant of lemonVariants.filter(({ label }) => ofRecordedWheels.has(label)))
    printComparison(variant, recorded);
}

function printComparison(variant: LemonVariant, purchases: readonly DrawnPurchase[]): void {
  const { areas, calibrationErrors } = compareInputs(purchases, variant);
  say(
    `  ${variant.label.padEnd(30)} AUC ${mean(areas).toFixed(4)} (${areas.map((area) => area.toFixed(4)).join(' ')})` +
      `  ECE ${mean(calibrationErrors).toFixed(4)}`,
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
