/**
 * Trains the valuation model from a sales file and writes it, with its card, to data/models.
 * Usage: node scripts/train-value-model.ts [--sales file.csv.gz] [--out folder] [--as-of YYYY-MM-DD]
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { encodeModel } from '../src/core/valuation/boosting/model-file.ts';
import { screenSales } from '../src/core/valuation/boosting/screen-sales.ts';
import type { TrainedTrack } from '../src/core/valuation/boosting/train-track.ts';
import {
  assembleModel,
  defaultTrainOptions,
  foldsOf,
  leastSales,
  refuseTooFew,
  trainingPieces,
} from '../src/core/valuation/boosting/train-value-model.ts';
import type { Vehicle } from '../src/core/vehicle/vehicle.ts';
import { createIdentify } from './train-value-model/create-identify.ts';
import { writeModelCard } from './train-value-model/model-card.ts';
import type { PieceMessage } from './train-value-model/piece.worker.ts';
import { readSalesFile } from './train-value-model/read-sales-file.ts';

const threads = 2;
/** Training reads `facts` alone; the vehicles would only be copied into every thread. */
const noVehicle: Vehicle = { segment: 'other', confidence: 0, provenance: {} };
const root = path.join(import.meta.dirname, '..');
const { values: args } = parseArgs({
  options: {
    sales: {
      type: 'string',
      default: path.join(root, 'data/sales/wholesale-auction-sales-2014-2015.csv.gz'),
    },
    out: { type: 'string', default: path.join(root, 'data/models') },
    'as-of': { type: 'string' },
  },
});
const asOfMs = args['as-of'] === undefined ? Date.now() : Date.parse(args['as-of']);
if (Number.isNaN(asOfMs)) fail(`not a date: ${args['as-of']}`);

const started = performance.now();
const bytes = readFileSync(args.sales);
const dataHash = createHash('sha256').update(bytes).digest('hex');
const screened = screenSales(readSalesFile(bytes), asOfMs, createIdentify());
if (!screened.ok) fail(`${args.sales} lacks the columns ${screened.missingColumns.join(', ')}`);
const { sales, report } = screened;
process.stdout.write(`${report.rowsRead} rows read, ${report.rowsKept} kept\n`);
for (const { code, count, rule, examples } of report.excluded)
  process.stdout.write(`  ${count} left out (${code}): ${rule}\n    ${examples.join('\n    ')}\n`);
if (sales.length < leastSales) {
  const refusal = refuseTooFew(sales.length);
  fail(refusal.ok ? '' : refusal.reason);
}

const options = { ...defaultTrainOptions, dataHash };
const results = await trainInThreads();
const model = assembleModel(sales, results, options);
const file = encodeModel(model);
const name = `wholesale-${createHash('sha256').update(file).digest('hex').slice(0, 12)}`;
mkdirSync(args.out, { recursive: true });
writeFileSync(path.join(args.out, `${name}.bin`), file);
const seconds = (performance.now() - started) / 1000;
writeModelCard(path.join(args.out, name), { name, model, report, fileBytes: file.length });
process.stdout.write(
  `\n${name}.bin: ${(file.length / 1e6).toFixed(2)} MB, trained in ${seconds.toFixed(1)} s on ${threads} threads, ` +
    `${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most\n`,
);

/** Hands the pieces out to the threads, longest first; answers their results in the order of `trainingPieces`. */
function trainInThreads(): Promise<TrainedTrack[][]> {
  const found: TrainedTrack[][] = [];
  let next = 0;
  let steps = 0;
  let done = 0;
  return new Promise((resolve, reject) => {
    for (let thread = 0; thread < threads; thread++) {
      const worker = new Worker(new URL('./train-value-model/piece.worker.ts', import.meta.url), {
        workerData: { sales: sales.map((sale) => ({ ...sale, vehicle: noVehicle })), options },
        resourceLimits: { maxOldGenerationSizeMb: 384 },
      });
      const assign = (): void => {
        if (next < trainingPieces.length) worker.postMessage(next++);
        else void worker.terminate();
      };
      worker.on('error', reject);
      worker.on('message', (message: PieceMessage) => {
        if (message.kind === 'step') {
          steps++;
          const elapsed = ((performance.now() - started) / 1000).toFixed(0);
          process.stdout.write(`[${steps}/${allSteps()}] ${elapsed} s  ${message.step}\n`);
          return;
        }
        found[message.piece] = message.tracks;
        done++;
        assign();
        if (done === trainingPieces.length) resolve(found);
      });
      assign();
    }
  });
}

/** Fits per fold and on all, and three ensembles, for every track of every piece. */
function allSteps(): number {
  return trainingPieces.reduce((sum, piece) => sum + piece.tracks.length * (foldsOf(piece, options) + 4), 0);
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
