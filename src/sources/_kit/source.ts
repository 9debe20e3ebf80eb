import type { SourceId } from '../../core/kernel/ids.ts';
import type { Instant } from '../../core/kernel/instant.ts';
import type { Result } from '../../core/kernel/result.ts';
import type { Listing, ListingRejection } from '../../core/listing/listing.ts';
import type { PoliteClient } from './polite-client.ts';
import type { RawCapture } from './raw-capture.ts';

/** A statement of a source's own terms, with where and when it was read. */
export interface CitedNote {
  readonly note: string;
  readonly citation: string;
  /** The day on which the note was written down from it: `YYYY-MM-DD`. */
  readonly citedOn: string;
}

/** What a source is, as data. The operator confirms terms and limits on the source's own pages. */
export interface SourceDescription {
  readonly id: SourceId;
  readonly name: string;
  readonly url: string;
  /** IANA name; dates without a zone are read in it. */
  readonly timeZone: string;
  readonly softClose: CitedNote & { readonly extendsMinutes?: number };
  readonly recourse: CitedNote;
  readonly paymentDeadline: CitedNote & { readonly days?: number };
  readonly terms: CitedNote;
  /** `file`: only files that the dealer downloaded and uploads; nothing of it is ever fetched. */
  readonly access: 'api' | 'file';
  /** Requests that the source allows; present for `api` only. */
  readonly rateLimit?: { readonly requests: number; readonly perMs: number; readonly perDay?: number };
  /** Name of the fee schedule in costing. */
  readonly feeScheduleId: string;
  /** What people upload: shown when a file is not recognised. */
  readonly understands: readonly string[];
}

/** One thing cut out of a capture: a raw record, or why there is none. `line` is 1-based: the line of a text
 * file, the position of the record in a JSON document. */
export type Extracted =
  | { readonly ok: true; readonly line: number; readonly record: unknown }
  | { readonly ok: false; readonly rejection: ListingRejection };

export interface CaptureMeta {
  readonly fileName: string;
}

/** Bytes at once or as they come. */
export type ByteInput = Uint8Array | AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

export interface TransformContext {
  /** When the capture was made. */
  readonly observedAt: Instant;
  readonly line: number;
  /** The day for which plausibility is judged: model years up to two years later are believed. */
  readonly asOf: Instant;
}

/** What detection may look at: the file's name in lower case and its first characters, decompressed. */
export interface FileSample {
  readonly fileName: string;
  readonly text: string;
}

export interface PollRequest {
  /** The operator's own key. Never a part of a URL, so that it is in no capture and no log. */
  readonly apiKey: string;
  /** Another server that speaks the same API; the source's own address when left out. */
  readonly baseUrl?: string;
  readonly now: () => Instant;
}

/** One site, as one shape. */
export interface Source {
  describe(): SourceDescription;
  recognises(sample: FileSample): boolean;
  /** Streams raw records in bounded memory. Never throws for what the bytes say. */
  extract(input: ByteInput, meta: CaptureMeta): AsyncIterable<Extracted>;
  /** Pure: one raw record → one listing, or why not. Never throws, whatever the record is. */
  transform(record: unknown, context: TransformContext): Result<Listing, ListingRejection>;
  /** Only where `access` is `api`. Throws what the client throws: RetryLater, GiveUp, Blocked. */
  poll?(client: PoliteClient, request: PollRequest): Promise<RawCapture>;
}
