/**
 * Fits the comparables' price curves to the sales and asking prices of data/ and writes data/models/comps-fit.bin.
 * `--verify` writes nothing and fails where the file is not what a fit of today's code and data gives.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { toInstant } from '../src/core/kernel/instant.ts';
import { encodeCompsFit } from '../src/platform/reference/comps-fit-file.ts';
import { compsFitFile, fitComps } from '../src/platform/reference/load-valuer.ts';

const dataFolder = path.join(import.meta.dirname, '../data');
const target = path.join(dataFolder, compsFitFile);
const started = performance.now();
const file = encodeCompsFit(fitComps(dataFolder, toInstant(Date.now())));
const seconds = ((performance.now() - started) / 1000).toFixed(1);

if (process.argv.includes('--verify')) {
  if (!readShipped()?.equals(file)) {
    process.stderr.write(`data/${compsFitFile} is out of date: run node scripts/fit-comps.ts\n`);
    process.exitCode = 1;
  }
} else {
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, file);
  process.stdout.write(`data/${compsFitFile}: ${file.length} bytes, fitted in ${seconds} s\n`);
}

function readShipped(): Buffer | undefined {
  try {
    return readFileSync(target);
  } catch {
    return undefined;
  }
}
