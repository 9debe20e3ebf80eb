/**
 * How long the program's tables take to load, part by part, each in a process of its own as a start would be,
 * beside fitting and parsing them anew. Usage: node bench/load.bench.ts. Middle of several runs, milliseconds.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';

const runs = 5;
const reference = new URL('../src/platform/reference/', import.meta.url).href;
const instant = new URL('../src/core/kernel/instant.ts', import.meta.url).href;
const vehicle = new URL('../src/core/vehicle/vin-decoder.ts', import.meta.url).href;
const data = new URL('../data', import.meta.url).pathname;

/** What is timed, as a module; imports come before `start()`. */
const parts: readonly { readonly name: string; readonly runs: number; readonly code: string }[] = [
  {
    name: 'loadAppraisalTools, all of it',
    runs,
    code: `const { loadAppraisalTools } = await import('${reference}load-appraisal-tools.ts'); start();
      await loadAppraisalTools(${JSON.stringify(data)});`,
  },
  {
    name: 'the same with its modules',
    runs,
    code: `start(); const { loadAppraisalTools } = await import('${reference}load-appraisal-tools.ts');
      await loadAppraisalTools(${JSON.stringify(data)});`,
  },
  {
    name: 'values from the shipped fit',
    runs,
    code: `const { loadValuer } = await import('${reference}load-valuer.ts');
      const { toInstant } = await import('${instant}'); const now = toInstant(Date.now()); start();
      loadValuer(${JSON.stringify(data)}, now, undefined, ({ reason }) => { throw new Error(reason); });`,
  },
  {
    name: 'values fitted anew (baseline)',
    runs: 1,
    code: `const { fitComps } = await import('${reference}load-valuer.ts');
      const { toInstant } = await import('${instant}'); const now = toInstant(Date.now()); start();
      fitComps(${JSON.stringify(data)}, now);`,
  },
  {
    name: 'ZIP table, packed',
    runs,
    code: `const { loadZipCentroids } = await import('${reference}load-zip-centroids.ts'); start(); loadZipCentroids();`,
  },
  {
    name: 'ZIP table from its CSV (baseline)',
    runs,
    code: `const { readFileSync } = await import('node:fs');
      const { readZipTable, shippedZipCentroidsUrl } = await import('${reference}load-zip-centroids.ts'); start();
      readZipTable(readFileSync(shippedZipCentroidsUrl));`,
  },
  {
    name: 'VIN index and decoder',
    runs,
    code: `const { loadVinIndex } = await import('${reference}load-vin-index.ts');
      const { createVinDecoder } = await import('${vehicle}'); start(); createVinDecoder(loadVinIndex());`,
  },
];

function timeOnce(code: string): number {
  const program = `let startedAt = 0; const start = () => { startedAt = performance.now(); };
    ${code}
    process.stdout.write(String(performance.now() - startedAt));`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module-typescript', '--eval', program],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return Number(stdout);
}

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const measured = parts.map(({ name, runs: times, code }) => ({
  name,
  runs: times,
  milliseconds: Math.round(middle(Array.from({ length: times }, () => timeOnce(code)))),
}));
const msOf = (name: string): number =>
  measured.find((part) => part.name === name)?.milliseconds ?? Number.NaN;
const result = {
  name: 'load',
  machine: `${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} cores, Node ${process.version}`,
  parts: measured,
  ratioOfFittingToReading: msOf('values fitted anew (baseline)') / msOf('values from the shipped fit'),
};
console.log(result.machine);
console.table(
  Object.fromEntries(measured.map(({ name, milliseconds, runs: of }) => [name, { milliseconds, runs: of }])),
);
console.log(
  `Reading the shipped fit is ${result.ratioOfFittingToReading.toFixed(0)} times as fast as fitting.`,
);
const out = new URL('../.tmp/bench/', import.meta.url);
mkdirSync(out, { recursive: true });
writeFileSync(new URL('load.json', out), `${JSON.stringify(result, null, 2)}\n`);
