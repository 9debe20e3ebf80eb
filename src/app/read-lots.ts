import type { AppraisalTools } from '../core/appraisal.ts';
import type { CaptureId } from '../core/kernel/ids.ts';
import type { Instant } from '../core/kernel/instant.ts';
import { classifyLot } from '../core/listing/kind/classify-lot.ts';
import type { Listing, ListingRejection, LotState } from '../core/listing/listing.ts';
import type { LotKindVerdict } from '../core/listing/lot-kind.ts';
import { deriveId } from '../platform/derive-id.ts';
import { streamCapture } from '../sources/_kit/read-capture.ts';
import type { ByteInput, Source } from '../sources/_kit/source.ts';
import type { RejectionRow } from '../store/lots.writer.ts';
import type { ReadLot } from './build-lot-row.ts';
import { readCarsEach } from './engine/read-cars-each.ts';
import { withKnownEnd } from './keep-known-ends.ts';

/**
 * Lots go through the pure stages together: what is not a road vehicle stops after classification. A car that cannot be
 * read is kept without values, and whoever shows it says why.
 */
export function readLots(listings: readonly ExtractedListing[], tools: AppraisalTools): readonly ReadLot[] {
  const kinds = listings.map(({ listing }) => classifyLot(listing.facts));
  const vehicles = listings.filter((_, at) => kinds[at]?.kind === 'road_vehicle');
  const cars = readCarsEach(
    vehicles.map(({ listing: { facts, state, source, observedAt } }) => ({
      facts,
      state,
      source,
      asOf: observedAt,
    })),
    tools,
  );
  const carOf = new Map(vehicles.map((vehicle, at) => [vehicle, cars[at]]));
  return listings.map((listing, at): ReadLot => {
    const car = carOf.get(listing);
    return { ...listing, kind: kinds[at] as LotKindVerdict, ...(car && !(car instanceof Error) && { car }) };
  });
}

export interface ExtractedListing {
  readonly listing: Listing;
  readonly line: number;
  /** What this capture says of the auction, where `listing` has more from an earlier one. */
  readonly said?: LotState;
}

export interface ExtractedChunk {
  readonly listings: readonly ExtractedListing[];
  readonly rejections: readonly RejectionRow[];
}

/**
 * Cuts a capture into chunks of listings and rejections. Every record becomes one or the other; a lot that stands
 * twice in one capture counts once, in its last state. What a listing had to leave out is among the rejections too.
 */
export async function* extractChunks(
  source: Source,
  input: ByteInput,
  capture: { readonly id: CaptureId; readonly fileName: string; readonly observedAt: Instant },
  chunkSize: number,
): AsyncGenerator<ExtractedChunk> {
  let listings: ExtractedListing[] = [];
  let rejections: RejectionRow[] = [];
  const reject = (rejection: ListingRejection) => rejections.push(toRejectionRow(capture.id, rejection));

  for await (const outcome of streamCapture(source, input, { ...capture, asOf: capture.observedAt })) {
    if (outcome.kind === 'rejection') reject(outcome.rejection);
    else {
      const { listing, line, replacesLine } = outcome;
      let lot: ExtractedListing = { listing, line };
      if (replacesLine !== undefined) {
        reject({
          code: 'duplicate_id',
          reason: `line ${line} has this lot in a later state`,
          line: replacesLine,
          field: 'sourceListingId',
        });
        // a statement must not meet one lot twice; a chunk already written is overtaken in the database
        const earlier = listings.find((one) => one.line === replacesLine)?.listing;
        if (earlier) {
          lot = withKnownEnd(lot, { ...earlier.state, observedAt: earlier.observedAt });
          listings = listings.filter((one) => one.line !== replacesLine);
        }
      }
      listings.push(lot);
      for (const warning of listing.warnings ?? []) reject({ line, ...warning });
    }
    if (listings.length + rejections.length >= chunkSize) {
      yield { listings, rejections };
      listings = [];
      rejections = [];
    }
  }
  if (listings.length + rejections.length > 0) yield { listings, rejections };
}

const toRejectionRow = (captureId: CaptureId, rejection: ListingRejection): RejectionRow => ({
  id: deriveId('rejection', captureId, rejection.line ?? '', rejection.code, rejection.field ?? ''),
  capture_id: captureId,
  line: rejection.line ?? null,
  code: rejection.code,
  reason: rejection.reason,
  field: rejection.field ?? null,
  excerpt: rejection.excerpt ?? null,
});
