import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { CaptureId } from '../core/kernel/ids.ts';
import type { Instant } from '../core/kernel/instant.ts';
import { outlastLoss } from '../platform/database/outlast-loss.ts';
import { deriveId } from '../platform/derive-id.ts';
import type { Source } from '../sources/_kit/source.ts';
import type { Actor } from '../store/audit.writer.ts';
import { finishCapture, storeCapture } from '../store/captures.writer.ts';
import type { Database } from '../store/connection.ts';
import { buildLotRow } from './build-lot-row.ts';
import type { Engine } from './engine/engine.ts';
import { inRows } from './in-rows.ts';
import { hasNoEnd, keepKnownEnds } from './keep-known-ends.ts';
import { type ExtractedChunk, extractChunks, readLots } from './read-lots.ts';
import { type ChunkRows, writeChunk } from './write-chunk.ts';

const gzipAsync = promisify(gzip);
const chunkLots = 500;
const storedChunkBytes = 1024 * 1024;

export interface CaptureInput {
  readonly source: Source;
  readonly fileName: string;
  readonly url?: string;
  readonly observedAt: Instant;
  readonly isSample: boolean;
  /** The bytes from the start, each time it is called: they are hashed, stored, and then read. */
  readonly open: () => AsyncIterable<Uint8Array>;
}

export interface IngestReport {
  readonly captureId: CaptureId;
  readonly source: string;
  readonly fileName: string;
  /** When it was seen: a capture that was stored before keeps the moment of that time. */
  readonly observedAt: Instant;
  /** True when the same bytes were ingested before: nothing was changed. */
  readonly alreadyIngested: boolean;
  readonly listings: number;
  readonly added: number;
  readonly observed: number;
  readonly rejected: number;
  readonly rejectionsByCode: Readonly<Record<string, number>>;
  readonly byKind: Readonly<Record<string, number>>;
}

export interface IngestDeps {
  readonly db: Database;
  readonly engine: Engine;
  /** Who asked for it; undefined: the program by itself, as it polls or reads what it ships with. */
  readonly by?: Actor;
  /** Throws while the disk of the database has no room for more. */
  readonly assertRoom?: () => void;
  readonly onProgress?: (progress: {
    readonly bytesRead: number;
    readonly byteLength: number;
    readonly lots: number;
  }) => void;
}

async function* inStoredChunks(
  bytes: AsyncIterable<Uint8Array>,
  assertRoom: IngestDeps['assertRoom'],
): AsyncGenerator<Buffer> {
  let parts: Uint8Array[] = [];
  let held = 0;
  for await (const part of bytes) {
    assertRoom?.();
    parts.push(part);
    held += part.byteLength;
    if (held >= storedChunkBytes) {
      yield await gzipAsync(Buffer.concat(parts), { level: 1 });
      parts = [];
      held = 0;
    }
  }
  if (held > 0) yield await gzipAsync(Buffer.concat(parts), { level: 1 });
}

const count = (counts: Record<string, number>, key: string) => {
  counts[key] = (counts[key] ?? 0) + 1;
};

/**
 * One capture through the whole pipeline: stored first, then read, appraised and written in chunks, one
 * transaction a chunk. While one chunk is being written the next is being appraised. Running it again on the
 * same bytes changes nothing; a run that died half-way is finished by running it again, as of the moment that was
 * stored first. Two runs at once end well both: each counts as new what it wrote itself.
 */
export async function ingestCapture(input: CaptureInput, deps: IngestDeps): Promise<IngestReport> {
  const { source, fileName } = input;
  const hash = createHash('sha256');
  let byteLength = 0;
  for await (const part of input.open()) {
    hash.update(part);
    byteLength += part.byteLength;
  }
  const sha256 = hash.digest('hex');
  const id = deriveId<CaptureId>('capture', source.describe().id, sha256);
  const received = {
    id,
    source: source.describe().id,
    fileName,
    sha256,
    byteLength,
    observedAt: input.observedAt,
    isSample: input.isSample,
    ...(input.url !== undefined && { url: input.url }),
  };
  const { status, ...stored } = await outlastLoss(() =>
    storeCapture(deps.db, received, () => inStoredChunks(input.open(), deps.assertRoom)),
  );
  const capture = { ...received, ...stored };

  const totals = { listings: 0, added: 0, observed: 0, rejected: 0 };
  const rejectionsByCode: Record<string, number> = {};
  const byKind: Record<string, number> = {};
  const report = (alreadyIngested: boolean): IngestReport => ({
    captureId: id,
    source: capture.source,
    fileName,
    observedAt: capture.observedAt,
    alreadyIngested,
    ...totals,
    rejectionsByCode,
    byKind,
  });
  if (status === 'ingested') return report(true);

  let bytesRead = 0;
  async function* counted() {
    for await (const part of input.open()) {
      bytesRead += part.byteLength;
      yield part;
    }
  }

  let lots = 0;
  let writing: Promise<void> = Promise.resolve();
  for await (const chunk of extractChunks(source, counted(), capture, chunkLots)) {
    // a lot of an earlier chunk may come again without its end
    if (chunk.listings.some(hasNoEnd)) await writing;
    const listings = await outlastLoss(() => keepKnownEnds(deps.db, chunk.listings));
    const rows = await readChunk({ ...chunk, listings }, capture, deps);
    lots += rows.lots.length;
    deps.onProgress?.({ bytesRead, byteLength, lots });
    await writing;
    deps.assertRoom?.();
    writing = outlastLoss(() => writeChunk(deps.db, rows)).then(({ added, observed, refused }) => {
      const rejections = [...rows.rejections, ...refused.map(({ rejection }) => rejection)];
      const isRefused = new Set(refused.map(({ lot }) => lot));
      for (const lot of rows.lots) if (!isRefused.has(lot)) count(byKind, lot.kind);
      for (const { code } of rejections) count(rejectionsByCode, code);
      totals.added += added;
      totals.observed += observed;
      totals.listings += rows.lots.length - refused.length;
      totals.rejected += rejections.length;
    });
    // a failed write is thrown by the await above or below, never as an unhandled rejection in between
    writing.catch(() => undefined);
  }
  await writing;
  const counts = {
    records: totals.listings + totals.rejected,
    listings: totals.listings,
    rejections: totals.rejected,
  };
  // one without a lot may be the wrong file or a damaged one: it is read again when it is asked for again
  const end = counts.listings > 0 ? 'ingested' : 'failed';
  await outlastLoss(() => finishCapture(deps.db, capture, end, counts, deps.by));
  return report(false);
}

/** Reads every car once, however many dealerships there are, and lets the write under way go on in between. */
async function readChunk(
  { listings, rejections }: ExtractedChunk,
  capture: { readonly id: CaptureId; readonly isSample: boolean },
  { engine }: IngestDeps,
): Promise<ChunkRows> {
  const lots = await inRows(listings, (row) => readLots(row, engine.tools));
  return { lots: lots.map((lot) => buildLotRow(lot, capture, engine.version)), rejections };
}
