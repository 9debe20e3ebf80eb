import type { Instant } from '../../core/kernel/instant.ts';
import type { Listing, ListingRejection } from '../../core/listing/listing.ts';
import { toRejection } from './rejection.ts';
import type { ByteInput, Source } from './source.ts';

export interface CaptureRequest {
  readonly fileName: string;
  readonly observedAt: Instant;
  readonly asOf: Instant;
}

/** What one raw record came to. `replacesLine`: the same lot stood on that line in another state; this one is later. */
export type CaptureOutcome =
  | {
      readonly kind: 'listing';
      readonly line: number;
      readonly listing: Listing;
      readonly replacesLine?: number;
    }
  | { readonly kind: 'rejection'; readonly rejection: ListingRejection };

/**
 * Extract and transform, record by record. Per lot it remembers only the line and a fingerprint, so memory stays
 * small for files of any size. A lot that comes again unchanged is a `duplicate_id` rejection; one that comes again
 * in another state is a listing with `replacesLine`.
 */
export async function* streamCapture(
  source: Source,
  input: ByteInput,
  request: CaptureRequest,
): AsyncGenerator<CaptureOutcome> {
  const seen = new Map<string, { line: number; fingerprint: string }>();
  const { observedAt, asOf, fileName } = request;
  for await (const extracted of source.extract(input, { fileName })) {
    if (!extracted.ok) {
      yield { kind: 'rejection', rejection: extracted.rejection };
      continue;
    }
    const { line } = extracted;
    const result = source.transform(extracted.record, { observedAt, asOf, line });
    if (!result.ok) {
      yield { kind: 'rejection', rejection: result.error };
      continue;
    }
    const listing = result.value;
    const id = String(listing.sourceListingId);
    const fingerprint = toFingerprint(listing);
    const before = seen.get(id);
    if (before?.fingerprint === fingerprint) {
      yield {
        kind: 'rejection',
        rejection: duplicate(id, line, `line ${before.line} says the same of this lot`),
      };
      continue;
    }
    seen.set(id, { line, fingerprint });
    yield { kind: 'listing', line, listing, ...(before === undefined ? {} : { replacesLine: before.line }) };
  }
}

export interface CaptureReading {
  /** One per lot, in the order of their first appearance, in their last state. */
  readonly listings: readonly Listing[];
  /** Everything else, duplicates included: records = listings + rejections. */
  readonly rejections: readonly ListingRejection[];
  /** How often each rejection code occurs. */
  readonly rejectionCounts: ReadonlyMap<string, number>;
}

/** The same, all at once: nothing is lost, so that records read = listings + rejections. */
export async function readCapture(
  source: Source,
  input: ByteInput,
  request: CaptureRequest,
): Promise<CaptureReading> {
  const listings = new Map<string, Listing>();
  const rejections: ListingRejection[] = [];
  const rejectionCounts = new Map<string, number>();
  const reject = (rejection: ListingRejection): void => {
    rejections.push(rejection);
    rejectionCounts.set(rejection.code, (rejectionCounts.get(rejection.code) ?? 0) + 1);
  };
  for await (const outcome of streamCapture(source, input, request)) {
    if (outcome.kind === 'rejection') {
      reject(outcome.rejection);
      continue;
    }
    const id = String(outcome.listing.sourceListingId);
    if (outcome.replacesLine !== undefined)
      reject(duplicate(id, outcome.replacesLine, `line ${outcome.line} has this lot in a later state`));
    listings.set(id, outcome.listing);
  }
  return { listings: [...listings.values()], rejections, rejectionCounts };
}

const duplicate = (id: string, line: number, reason: string): ListingRejection =>
  toRejection('duplicate_id', reason, { line, field: 'sourceListingId', excerpt: id });

/** 64 bits of two multiplicative hashes over facts and state: enough to tell two readings of one lot apart. */
function toFingerprint(listing: Listing): string {
  const text = JSON.stringify([listing.facts, listing.state]);
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  return `${text.length}:${(high >>> 0).toString(36)}${(low >>> 0).toString(36)}`;
}
