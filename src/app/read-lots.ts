import { type AppraisalTools, appraise } from '../core/appraise.ts';
import type { BuyerProfile } from '../core/costing/cost.ts';
import type { CaptureId } from '../core/kernel/ids.ts';
import type { Instant } from '../core/kernel/instant.ts';
import { classifyLot } from '../core/listing/kind/classify-lot.ts';
import type { Listing, ListingRejection } from '../core/listing/listing.ts';
import { deriveId } from '../platform/derive-id.ts';
import type { ByteInput, Source } from '../sources/_kit/source.ts';
import type { RejectionRow } from '../store/lots.writer.ts';
import type { ReadLot } from './build-lot-row.ts';

/** A lot goes through the pure stages: what is not a road vehicle stops after classification. */
export function readLot(
  listing: Listing,
  line: number,
  profile: BuyerProfile,
  tools: AppraisalTools,
): ReadLot {
  const kind = classifyLot(listing.facts);
  if (kind.kind !== 'road_vehicle') return { listing, line, kind };
  const { facts, state, source, observedAt } = listing;
  return {
    listing,
    line,
    kind,
    appraisal: appraise({ facts, state, source, profile, asOf: observedAt }, tools),
  };
}

export interface ExtractedChunk {
  readonly listings: readonly { readonly listing: Listing; readonly line: number }[];
  readonly rejections: readonly RejectionRow[];
}

/**
 * Cuts a capture into chunks of listings and rejections. Every record becomes one or the other: a lot that
 * stands twice in one capture is read once, and its second record is a `duplicate_id`.
 */
export async function* extractChunks(
  source: Source,
  input: ByteInput,
  capture: { readonly id: CaptureId; readonly fileName: string; readonly observedAt: Instant },
  chunkSize: number,
): AsyncGenerator<ExtractedChunk> {
  const seen = new Map<string, number>();
  let listings: { listing: Listing; line: number }[] = [];
  let rejections: RejectionRow[] = [];
  let records = 0;
  const reject = (rejection: ListingRejection) =>
    rejections.push(toRejectionRow(capture.id, records, rejection));

  for await (const extracted of source.extract(input, { fileName: capture.fileName })) {
    records += 1;
    if (!extracted.ok) reject(extracted.rejection);
    else {
      const { line, record } = extracted;
      const result = source.transform(record, {
        observedAt: capture.observedAt,
        asOf: capture.observedAt,
        line,
      });
      if (!result.ok) reject({ line, ...result.error });
      else {
        const firstLine = seen.get(result.value.sourceListingId);
        if (firstLine === undefined) {
          seen.set(result.value.sourceListingId, line);
          listings.push({ listing: result.value, line });
          for (const warning of result.value.warnings ?? []) reject({ line, ...warning });
        } else {
          reject({
            code: 'duplicate_id',
            reason: `the lot ${result.value.sourceListingId} stands in this file already, at ${firstLine}`,
            line,
            field: 'id',
          });
        }
      }
    }
    if (listings.length + rejections.length >= chunkSize) {
      yield { listings, rejections };
      listings = [];
      rejections = [];
    }
  }
  if (listings.length + rejections.length > 0) yield { listings, rejections };
}

const toRejectionRow = (captureId: CaptureId, record: number, rejection: ListingRejection): RejectionRow => ({
  id: deriveId('rejection', captureId, record, rejection.line ?? '', rejection.code, rejection.field ?? ''),
  capture_id: captureId,
  line: rejection.line ?? null,
  code: rejection.code,
  reason: rejection.reason,
  field: rejection.field ?? null,
  excerpt: rejection.excerpt ?? null,
});
