import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { AppraisalTools } from '../core/appraisal.ts';
import type { CaptureId } from '../core/kernel/ids.ts';
import type { Instant } from '../core/kernel/instant.ts';
import { outlastLoss } from '../platform/database/outlast-loss.ts';
import { deriveId } from '../platform/derive-id.ts';
import type { Source } from '../sources/_kit/source.ts';
import type { Actor } from '../store/audit.writer.ts';
import { finishCapture, storeCapture } from '../store/captures.writer.ts';
import { type Database, withTenant } from '../store/connection.ts';
import { writeAssessments, writeLots, writeRejections } from '../store/lots.writer.ts';
import { buildAssessmentRow, buildLotRow, listingIdOf, type ReadLot } from './build-lot-row.ts';
import { type Dealership, toolsOf } from './dealership.ts';
import { inRows } from './in-rows.ts';
import { type ExtractedChunk, extractChunks, readLots } from './read-lots.ts';

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
  readonly tools: AppraisalTools;
  readonly engineVersion: string;
  readonly dealerships: readonly Dealership[];
  /** Who asked for it; undefined: the program by itself, as it polls or reads what it ships with. */
  readonly by?: Actor;
  readonly onProgress?: (progress: {
    readonly bytesRead: number;
    readonly byteLength: number;
    readonly lots: number;
  }) => void;
}

async function* inStoredChunks(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let parts: Uint8Array[] = [];
  let held = 0;
  for await (const part of bytes) {
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
 * same bytes changes nothing; a run that died half-way is finished by running it again.
 */
export async function ingestCapture(input: CaptureInput, deps: IngestDeps): Promise<IngestReport> {
  const { source, fileName, observedAt, isSample } = input;
  const hash = createHash('sha256');
  let byteLength = 0;
  for await (const part of input.open()) {
    hash.update(part);
    byteLength += part.byteLength;
  }
  const sha256 = hash.digest('hex');
  const id = deriveId<CaptureId>('capture', source.describe().id, sha256);
  const capture = {
    id,
    source: source.describe().id,
    fileName,
    sha256,
    byteLength,
    observedAt,
    isSample,
    ...(input.url !== undefined && { url: input.url }),
  };
  const status = await outlastLoss(() => storeCapture(deps.db, capture, inStoredChunks(input.open())));

  const totals = { listings: 0, added: 0, observed: 0, rejected: 0 };
  const rejectionsByCode: Record<string, number> = {};
  const byKind: Record<string, number> = {};
  const report = (alreadyIngested: boolean): IngestReport => ({
    captureId: id,
    source: capture.source,
    fileName,
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

  let writing: Promise<void> = Promise.resolve();
  for await (const chunk of extractChunks(source, counted(), capture, chunkLots)) {
    const rows = await appraiseChunk(chunk, capture, deps);
    for (const lot of rows.lots) count(byKind, lot.kind);
    for (const rejection of chunk.rejections) count(rejectionsByCode, rejection.code);
    totals.listings += rows.lots.length;
    totals.rejected += chunk.rejections.length;
    deps.onProgress?.({ bytesRead, byteLength, lots: totals.listings });
    await writing;
    writing = outlastLoss(() => writeChunk(deps.db, rows)).then((written) => {
      totals.added += written.added;
      totals.observed += written.observed;
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
  await outlastLoss(() => finishCapture(deps.db, capture, 'ingested', counts, deps.by));
  return report(false);
}

/** Reads every listing with the dealership's settings, and lets the write under way go on in between. */
async function readChunk(
  chunk: ExtractedChunk,
  dealership: Dealership,
  tools: AppraisalTools,
): Promise<readonly ReadLot[]> {
  const own = toolsOf(dealership, tools);
  return inRows(chunk.listings, (row) => readLots(row, dealership.profile, own));
}

async function appraiseChunk(
  chunk: ExtractedChunk,
  capture: { readonly id: CaptureId; readonly isSample: boolean },
  { tools, engineVersion, dealerships }: IngestDeps,
) {
  const [first] = dealerships;
  if (!first) throw new Error('no dealership to assess for');
  const toAssessments = (dealership: Dealership, read: readonly ReadLot[]) => ({
    orgId: dealership.orgId,
    rows: read.flatMap(({ listing, appraisal }) =>
      appraisal
        ? [
            buildAssessmentRow(
              listingIdOf(listing),
              listing.observedAt,
              appraisal,
              dealership.profileVersion,
              engineVersion,
            ),
          ]
        : [],
    ),
  });
  const lots = await readChunk(chunk, first, tools);
  const assessments = [toAssessments(first, lots)];
  for (const dealership of dealerships.slice(1))
    assessments.push(toAssessments(dealership, await readChunk(chunk, dealership, tools)));
  return {
    lots: lots.map((lot) => buildLotRow(lot, capture, engineVersion)),
    rejections: chunk.rejections,
    assessments,
  };
}

async function writeChunk(
  db: Database,
  rows: Awaited<ReturnType<typeof appraiseChunk>>,
): Promise<{ readonly added: number; readonly observed: number }> {
  const [first, ...others] = rows.assessments;
  if (!first) return { added: 0, observed: 0 };
  const written = await withTenant(db, first.orgId, async (scoped) => {
    const result = await writeLots(scoped, rows.lots);
    await writeAssessments(scoped, first.rows);
    await writeRejections(scoped, rows.rejections);
    return result;
  });
  for (const { orgId, rows: assessments } of others) {
    await withTenant(db, orgId, (scoped) => writeAssessments(scoped, assessments));
  }
  return written;
}
