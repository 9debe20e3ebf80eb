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
import {
  fifthOf,
  heldOutFifth,
  toTrainingRow,
  trainLemonModel,
} from '../src/core/lemon/train/train-lemon-model.ts';
import { loadLemonPurchases } from '../src/platform/reference/load-lemon-purchases.ts';
import { lemonModelPath, lemonPurchasesPath, studyLemonInputs } from './study-lemon-inputs.ts';

const { values: options } = parseArgs({
  options: { verify: { type: 'boolean', default: false }, study: { type: 'boolean', default: false } },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const { purchases, rejections } = loadLemonPurchases(lemonPurchasesPath);
say(`${purchases.length} purchases read, ${rejections.length} rows rejected`);
for (const { line, reason } of rejections.slice(0, 10)) say(`  line ${line}: ${reason}`);

if (options.study) {
  studyLemonInputs(purchases, say);
} else {
  const trained = purchases.filter((purchase) => fifthOf(purchase) !== heldOutFifth);
  const started = performance.now();
  const model = trainLemonModel(trained.map(toTrainingRow), {
    name: path.basename(lemonPurchasesPath, '.csv.gz'),
    heldOutRows: purchases.length - trained.length,
  });
  const text = encodeLemonModel(model);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  say(
    `${model.training.trees} trees, ${model.forest.input.length} nodes from ${trained.length} rows in ${seconds} s`,
  );
  if (options.verify) {
    const same = readFileSync(lemonModelPath, 'utf8') === text;
    say(
      same
        ? 'the shipped model is what training gives'
        : 'the shipped model differs from what training gives',
    );
    process.exitCode = same ? 0 : 1;
  } else {
    writeFileSync(lemonModelPath, text);
    say(`${path.relative(process.cwd(), lemonModelPath)}: ${text.length} bytes`);
  }
}
