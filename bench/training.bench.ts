/**
 * What training the value model on the whole sales file takes, as `dealerscope train` does it: two threads, from the
 * packed file to the encoded model. Also loading that model, and appraising with it on one core.
 * Usage: npm run bench -- training
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { createIdentify } from '../src/app/training/create-identify.ts';
import { readSalesFile } from '../src/app/training/read-sales-file.ts';
import { trainValues } from '../src/app/training/train-values.ts';
import { toInstant } from '../src/core/kernel/instant.ts';
import { createValueModel } from '../src/core/valuation/boosting/create-value-model.ts';
import { decodeModel } from '../src/core/valuation/boosting/model-file.ts';
import { screenSales } from '../src/core/valuation/boosting/screen-sales.ts';

const salesFile = new URL('../data/sales/wholesale-auction-sales-2014-2015.csv.gz', import.meta.url);
const asOfMs = Date.UTC(2016, 0, 1);
const bytes = readFileSync(salesFile);

const cpuBefore = process.cpuUsage();
const started = performance.now();
const trained = await trainValues({ files: [{ name: 'sales', bytes }], asOfMs, threads: 2 });
const seconds = (performance.now() - started) / 1000;
const cpu = process.cpuUsage(cpuBefore);
const cpuSeconds = (cpu.user + cpu.system) / 1e6;
const peakMegabytes = process.resourceUsage().maxRSS / 1024;

const loadStarted = performance.now();
const decoded = decodeModel(trained.file);
if (!decoded.ok) throw new Error(decoded.error.reason);
const model = createValueModel(decoded.value);
const loadMs = performance.now() - loadStarted;

const screened = screenSales(readSalesFile(bytes), asOfMs, createIdentify());
if (!screened.ok) throw new Error('columns');
const subjects = screened.sales.slice(0, 10_000).map(({ vehicle, facts, soldDay }) => ({
  vehicle,
  ...(Number.isNaN(facts.miles) ? {} : { odometerMiles: facts.miles }),
  ...(Number.isNaN(facts.grade) ? {} : { conditionGrade: facts.grade }),
  sellerName: facts.seller,
  state: facts.state,
  asOf: toInstant(soldDay * 86_400_000),
}));
for (const subject of subjects) model.predict(subject);
const predictStarted = performance.now();
for (const subject of subjects) model.predict(subject);
const perSecond = (subjects.length * 1000) / (performance.now() - predictStarted);

const load = loadavg()[0] ?? Number.NaN;
const machine = `${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} cores, load ${load.toFixed(1)}`;
const rows = [
  ['training, two threads', `${seconds.toFixed(1)} s`, 'at most 60 s on two idle cores'],
  ['processor time of it', `${cpuSeconds.toFixed(1)} s`, ''],
  ['memory at most', `${Math.round(peakMegabytes)} MB`, 'at most 1,024 MB'],
  ['model file', `${(trained.fileBytes / 1e6).toFixed(2)} MB`, 'a few MB'],
  ['loading it', `${loadMs.toFixed(0)} ms`, 'at most 200 ms'],
  ['values with range, one core', `${Math.round(perSecond)} /s`, 'at least 5,000 /s'],
];
process.stdout.write(`${machine}; ${screened.sales.length} sales\n`);
for (const [name, measured, wanted] of rows)
  process.stdout.write(`${name?.padEnd(30)}${measured?.padStart(12)}   ${wanted}\n`);
const out = new URL('../.tmp/bench/', import.meta.url);
mkdirSync(out, { recursive: true });
writeFileSync(
  new URL('training.json', out),
  `${JSON.stringify({ machine, seconds, cpuSeconds, peakMegabytes, fileBytes: trained.fileBytes, loadMs, perSecond }, null, 2)}\n`,
);
