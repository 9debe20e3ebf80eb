import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ingestCapture } from '../../src/app/ingest-capture.ts';
import { toInstant } from '../../src/core/kernel/instant.ts';
import { dataFolder } from '../../src/platform/folders.ts';
import { findSource } from '../../src/sources/registry.ts';
import type { Database } from '../../src/store/connection.ts';
import { shippedTools } from './shipped-tools.ts';

/** Vehicles of the shipped GovDeals capture, one JSON text each, with an end far ahead. */
export const vehicleLines: readonly string[] = gunzipSync(
  readFileSync(path.join(dataFolder, 'captures/govdeals-lots-2026-04-08.jsonl.gz')),
)
  .toString('utf8')
  .split('\n')
  .filter((line) => /"(Pickup Trucks|Automobiles\/Cars|SUV|Vans)[^"]*"/.test(line))
  .map((line) => JSON.stringify({ ...JSON.parse(line), auctionEndUtc: '2026-06-20T18:00:00Z' }));

/** Lots of the small market are seen at this moment, and it is now. */
export const marketNow = toInstant('2026-04-08T16:00:00Z');

/** Sends the lines through the pipeline as a live capture. */
export async function ingestLines(db: Database, lines: readonly string[], observedAt: string = marketNow) {
  const source = findSource('govdeals');
  if (!source) throw new Error('no source govdeals');
  const { tools, engineVersion } = await shippedTools();
  return ingestCapture(
    {
      source,
      fileName: 'small-market.jsonl',
      observedAt: toInstant(observedAt),
      isSample: false,
      open: async function* () {
        yield Buffer.from(`${lines.join('\n')}\n`);
      },
    },
    { db, engine: { version: engineVersion, tools } },
  );
}
