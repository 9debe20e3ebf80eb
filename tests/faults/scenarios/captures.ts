import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { projectFolder } from '../../support/spawn-program.ts';
import { dayMs } from '../kit/shifted-clock.ts';

const lines = gunzipSync(
  readFileSync(path.join(projectFolder, 'data/captures/govdeals-lots-2026-04-08.jsonl.gz')),
)
  .toString('utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Record<string, unknown>);

export interface Capture {
  readonly file: string;
  readonly lots: number;
}

const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/**
 * A file as GovDeals hands it out: lots of the shipped capture, repeated under other numbers, with an end 20 days ahead.
 * The `nth` file of a test was downloaded a day later than the one before it (its name says so, unless `isUndated`) and
 * shows other bids.
 */
export function writeCapture(
  folder: string,
  {
    nth,
    lots,
    isUndated = false,
  }: { readonly nth: number; readonly lots: number; readonly isUndated?: boolean },
): Capture {
  const today = Math.floor(Date.now() / dayMs) * dayMs;
  const file = path.join(
    folder,
    isUndated ? `undated-${nth}.jsonl` : `lots-${dayOf(today - (100 - nth) * dayMs)}.jsonl`,
  );
  // a file without a day has lots of its own: a lot is seen once at each moment
  const accountId = String(700_000 + (isUndated ? nth + 1 : 0));
  const made = Array.from({ length: lots }, (_, at) => ({
    ...lines[at % lines.length],
    assetId: String(100_000 + at),
    accountId,
    currentBid: 100 + ((at * 37 + nth * 111) % 9_000),
    bidCount: nth,
    auctionEndUtc: `${dayOf(today + 20 * dayMs)}T18:00:00Z`,
  }));
  writeFileSync(file, `${made.map((lot) => JSON.stringify(lot)).join('\n')}\n`);
  return { file, lots };
}
