import type { AppraisalTools } from '../core/appraisal.ts';
import { defaultBuyerProfile } from '../core/costing/default-profile.ts';
import { type CaptureId, type OrgId, toSourceId } from '../core/kernel/ids.ts';
import { toInstant } from '../core/kernel/instant.ts';
import type { Listing, ListingFacts } from '../core/listing/listing.ts';
import { type Database, withTenant } from '../store/connection.ts';
import { findLotsOfOtherEngine, hasForeignAssessment } from '../store/deals.reader.ts';
import { enqueueReassessment } from '../store/jobs.writer.ts';
import { type LotRow, writeListings } from '../store/lots.writer.ts';
import { buildLotRow } from './build-lot-row.ts';
import { inRows } from './in-rows.ts';
import { type ExtractedListing, readLots } from './read-lots.ts';
import { toLotState } from './stored-lot.ts';

const chunkLots = 500;

/**
 * After an upgrade: reads every stored lot anew that an older engine read (kind, vehicle, values, forecast and what its
 * rank depends on), and asks for each dealership's assessments to be made anew where they are another engine's. Answers
 * how many lots it renewed. Safe to stop and to run again: a lot that is of this engine is left alone.
 */
export async function renewLots({
  db,
  tools,
  engineVersion,
  orgIds,
}: {
  readonly db: Database;
  readonly tools: AppraisalTools;
  readonly engineVersion: string;
  readonly orgIds: readonly OrgId[];
}): Promise<number> {
  const [first] = orgIds;
  if (first === undefined) return 0;
  let renewed = 0;
  for (let afterId = ''; ; ) {
    const page = { afterId, engineVersion, limit: chunkLots };
    const lots = await withTenant(db, first, (scoped) => findLotsOfOtherEngine(scoped, page));
    const last = lots.at(-1);
    if (!last) break;
    const rows = await inRows(lots, (row) => readAnew(row, tools, engineVersion));
    // a lot that a newer capture has replaced meanwhile stays as that one wrote it
    renewed += (await withTenant(db, first, (scoped) => writeListings(scoped, rows))).length;
    afterId = last.id;
  }
  for (const orgId of orgIds)
    await withTenant(db, orgId, async (scoped) => {
      if (await hasForeignAssessment(scoped, engineVersion)) await enqueueReassessment(scoped);
    });
  return renewed;
}

type StoredLot = Awaited<ReturnType<typeof findLotsOfOtherEngine>>[number];

function readAnew(
  lots: readonly StoredLot[],
  tools: AppraisalTools,
  engineVersion: string,
): readonly LotRow[] {
  // what is kept of a lot depends on no buyer's settings
  const read = readLots(lots.map(toExtracted), defaultBuyerProfile, tools);
  return read.map((one, at): LotRow => {
    const lot = lots[at] as StoredLot;
    const capture = { id: lot.capture_id as CaptureId, isSample: lot.is_sample };
    return { ...buildLotRow(one, capture, engineVersion), id: lot.id, capture_line: lot.capture_line };
  });
}

const toExtracted = (lot: StoredLot): ExtractedListing => ({
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
