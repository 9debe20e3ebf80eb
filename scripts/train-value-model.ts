/**
 * Trains the valuation model that ships from the sales file and writes it, with its card, to data/models.
 * (`npx dealerscope train` trains one of your own and keeps it in the database.)
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describeModel, toCardJson } from '../src/app/training/model-card.ts';
import { trainValues } from '../src/app/training/train-values.ts';

const root = path.join(import.meta.dirname, '..');
const sales = path.join(root, 'data/sales/wholesale-auction-sales-2014-2015.csv.gz');
const folder = path.join(root, 'data/models');

const started = performance.now();
const trained = await trainValues({
  files: [{ name: path.basename(sales), bytes: readFileSync(sales) }],
  asOfMs: Date.UTC(2016, 0, 1),
  threads: 2,
  onProgress: (done, total, step) => process.stdout.write(`[${done}/${total}] ${step}\n`),
});
mkdirSync(folder, { recursive: true });
for (const old of readdirSync(folder).filter((name) => name.startsWith('wholesale-')))
  rmSync(path.join(folder, old));
const base = path.join(folder, trained.name);
writeFileSync(`${base}.bin`, trained.file);
writeFileSync(`${base}.json`, `${JSON.stringify(toCardJson(trained), null, 2)}\n`);
writeFileSync(`${base}.md`, describeModel(trained));
process.stdout.write(
  `${trained.name}.bin: ${(trained.fileBytes / 1e6).toFixed(2)} MB, trained in ${((performance.now() - started) / 1000).toFixed(1)} s on 2 threads, ` +
    `${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most\n`,
);
