/** Material for the benches: the vehicles of the shipped captures, and as many like them as asked for. */
import { createReadStream, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { extractChunks } from '../src/app/read-lots.ts';
import type { CaptureId } from '../src/core/kernel/ids.ts';
import { toInstant } from '../src/core/kernel/instant.ts';
import { classifyLot } from '../src/core/listing/kind/classify-lot.ts';
import type { Listing } from '../src/core/listing/listing.ts';
import { dataFolder } from '../src/platform/folders.ts';
import { findSource } from '../src/sources/registry.ts';

interface SampleEntry {
  readonly file: string;
  readonly source: string;
  readonly observedAt: string;
}
const captures = path.join(dataFolder, 'captures');

/** Every listing of the shipped sample market. */
export async function readSampleListings(): Promise<Listing[]> {
  const manifest = JSON.parse(
    readFileSync(path.join(captures, 'sample-market.json'), 'utf8'),
  ) as SampleEntry[];
  const listings: Listing[] = [];
  for (const { file, source: id, observedAt } of manifest) {
    const source = findSource(id);
    if (!source) throw new Error(`no source ${id}`);
    const capture = { id: 'cap_bench' as CaptureId, fileName: file, observedAt: toInstant(observedAt) };
    const stream = createReadStream(path.join(captures, file));
    for await (const chunk of extractChunks(source, stream, capture, 500))
      listings.push(...chunk.listings.map(({ listing }) => listing));
  }
  return listings;
}

export const isRoadVehicle = ({ facts }: Listing): boolean => classifyLot(facts).kind === 'road_vehicle';

/** Repeatable numbers 0…1 (mulberry32): a bench must do the same work every time. */
export function repeatable(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const quantileOf = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
};

/** One minute's load beside the figure: the machine may be shared. */
export const loadNow = (): string =>
  `${(os.loadavg()[0] ?? 0).toFixed(1)} on ${os.availableParallelism()} cores`;
export const machine = (): string =>
  `${os.cpus()[0]?.model ?? 'unknown'}, ${os.availableParallelism()} cores, Node ${process.version}`;
