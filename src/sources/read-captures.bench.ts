/**
 * How many lots a second extract and transform read: `node src/sources/read-captures.bench.ts`. The shipped captures
 * are repeated, with their lot numbers changed, until there are enough lots to time.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { toInstant } from '../core/kernel/instant.ts';
import { streamCapture } from './_kit/read-capture.ts';
import type { Source } from './_kit/source.ts';
import { copart } from './copart/source.ts';
import { govdeals } from './govdeals/source.ts';

const captures = new URL('../../data/captures/', import.meta.url);
const lots = 40_000;

function repeatGovdeals(): string {
  const lines = gunzipSync(readFileSync(new URL('govdeals-lots-2026-04-08.jsonl.gz', captures)))
    .toString()
    .trimEnd()
    .split('\n');
  return Array.from({ length: lots }, (_, at) =>
    (lines[at % lines.length] ?? '').replace('"assetId": "', `"assetId": "${at}0`),
  ).join('\n');
}

function repeatCopart(): string {
  const [header, ...rows] = readFileSync(new URL('copart-sales-data-2025-2026.csv', captures), 'utf8')
    .trimEnd()
    .split('\n');
  const repeated = Array.from({ length: lots }, (_, at) =>
    (rows[at % rows.length] ?? '').replace(/,(\d{8}),(?=[A-Z],)/, `,${10_000_000 + at},`),
  );
  return [header, ...repeated].join('\n');
}

async function time(source: Source, text: string): Promise<Record<string, string | number>> {
  const bytes = Buffer.from(text);
  const at = toInstant('2026-04-08T20:00:00Z');
  let best = Number.POSITIVE_INFINITY;
  let listings = 0;
  for (let run = 0; run < 3; run++) {
    const started = performance.now();
    listings = 0;
    for await (const outcome of streamCapture(source, bytes, { fileName: 'bench', observedAt: at, asOf: at }))
      if (outcome.kind === 'listing') listings++;
    best = Math.min(best, performance.now() - started);
  }
  return {
    source: source.describe().id,
    lots,
    listings,
    megabytes: Number((bytes.length / 1e6).toFixed(1)),
    'lots per second': Math.round(lots / (best / 1000)),
  };
}

console.table([await time(govdeals, repeatGovdeals()), await time(copart, repeatCopart())]);
