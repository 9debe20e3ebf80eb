import { type CaptureId, toSourceId } from '../core/kernel/ids.ts';
import { toInstant } from '../core/kernel/instant.ts';
import type { Listing, ListingFacts } from '../core/listing/listing.ts';
import { asProgram, type Database } from '../store/connection.ts';
import { type LotOfOtherEngine, takeLotsOfOtherEngines } from '../store/engines.writer.ts';
import { writeLastValues, writeLotValues } from '../store/lot-values.writer.ts';
import { type LotRow, writeListings } from '../store/lots.writer.ts';
import { buildLotRow, type ReadLot } from './build-lot-row.ts';
import type { Engine } from './engine/engine.ts';
import { inRows } from './in-rows.ts';
import { toLotState } from './market/stored-lot.ts';
import { type ExtractedListing, readLots } from './read-lots.ts';

/** Held by one transaction: some 100 ms of reading. */
const chunkLots = 250;

/**
 * Reads stored lots anew that another engine read (kind, vehicle, values, forecast and what its rank depends on), until
 * none is left that no other program has in hand; answers how many. Safe to stop and to run again, and several programs
 * share the work.
 */
export async function renewLots(db: Database, { version, tools }: Engine): Promise<number> {
  for (let renewed = 0; ; ) {
    const count = await asProgram(db, async (program) => {
      const lots = await takeLotsOfOtherEngines(program, version, chunkLots);
      const read = await inRows(lots, (row) => readLots(row.map(toExtracted), tools));
      const rows = read.map((one, at) => toRow(one, lots[at] as LotOfOtherEngine, version));
      if (rows.length === 0) return 0;
      // what was said last of a lot that has ended is what the engine before said
      await writeLastValues(
        program,
        lots.filter(({ has_ended }) => has_ended),
      );
      await writeListings(program, rows);
      const open = lots.filter(({ has_ended }) => !has_ended);
      await writeLotValues(
        program,
        open.map(({ id }) => id),
      );
      return rows.length;
    });
    if (count === 0) return renewed;
    renewed += count;
  }
}

function toRow(read: ReadLot, lot: LotOfOtherEngine, engineVersion: string): LotRow {
  const capture = { id: lot.capture_id as CaptureId, isSample: lot.is_sample };
  return { ...buildLotRow(read, capture, engineVersion), id: lot.id, capture_line: lot.capture_line };
}

const toExtracted = (lot: LotOfOtherEngine): ExtractedListing => ({
  line: lot.capture_line ?? 0,
  listing: {
    source: toSourceId(lot.source),
    sourceListingId: lot.source_listing_id as Listing['sourceListingId'],
    ...(lot.url !== null && { url: lot.url }),
    facts: lot.facts as unknown as ListingFacts,
    state: toLotState(lot),
    observedAt: toInstant(lot.observed_at),
    provenance: lot.provenance as Listing['provenance'],
  },
});
