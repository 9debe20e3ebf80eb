import type { CaptureId } from '../core/kernel/ids.ts';
import { type Instant, toInstant } from '../core/kernel/instant.ts';
import { type Actor, appendToEveryLog } from './audit.writer.ts';
import type { Database } from './connection.ts';
import { toStorableRow } from './storable.ts';

export interface NewCapture {
  readonly id: CaptureId;
  readonly source: string;
  readonly fileName: string;
  readonly url?: string;
  readonly sha256: string;
  readonly byteLength: number;
  readonly observedAt: Instant;
  readonly isSample: boolean;
}

export type CaptureStatus = 'received' | 'ingested' | 'failed';

/** A capture as it was first stored: whoever reads it again goes by that moment. */
export interface StoredCapture {
  readonly status: CaptureStatus;
  readonly observedAt: Instant;
  readonly isSample: boolean;
}

/**
 * Stores a capture with its bytes (gzip, in order) in one transaction, or finds that it is already there; while another
 * program stores the same one it waits for that. Status `ingested` means that there is nothing left to do.
 */
export async function storeCapture(
  db: Database,
  capture: NewCapture,
  openChunks: () => AsyncIterable<Buffer>,
): Promise<StoredCapture> {
  const existing = await findCapture(db, capture.id);
  if (existing) return existing;
  const { observedAt, isSample } = capture;
  const isStored = await db.transaction().execute(async (transaction) => {
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('captures')
      .values(
        toStorableRow({
          id: capture.id,
          source: capture.source,
          file_name: capture.fileName,
          url: capture.url ?? null,
          sha256: capture.sha256,
          byte_length: capture.byteLength,
          observed_at: observedAt,
          is_sample: isSample,
        }),
      )
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows === 0n) return false;
    let seq = 0;
    for await (const body of openChunks()) {
      await transaction.insertInto('capture_chunks').values({ capture_id: capture.id, seq, body }).execute();
      seq += 1;
    }
    return true;
  });
  const stored = isStored ? undefined : await findCapture(db, capture.id);
  return stored ?? { status: 'received', observedAt, isSample };
}

async function findCapture(db: Database, id: CaptureId): Promise<StoredCapture | undefined> {
  const row = await db
    .selectFrom('captures')
    .select(['status', 'observed_at', 'is_sample'])
    .where('id', '=', id)
    .executeTakeFirst();
  return (
    row && {
      status: row.status as CaptureStatus,
      observedAt: toInstant(row.observed_at),
      isSample: row.is_sample,
    }
  );
}

/**
 * Says how a capture ended, unless it was read to its end before: by another program at the same time. `by`: whoever
 * asked for it, for every dealership's log; undefined: the program by itself.
 */
export async function finishCapture(
  db: Database,
  { id, source, fileName }: Pick<NewCapture, 'id' | 'source' | 'fileName'>,
  status: Exclude<CaptureStatus, 'received'>,
  counts: { readonly records: number; readonly listings: number; readonly rejections: number },
  by: Actor | undefined,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('captures')
      .set({ status, ...counts })
      .where('id', '=', id)
      .where('status', '<>', 'ingested')
      .executeTakeFirst();
    // none: done before, and the answer was lost
    if (by && numUpdatedRows > 0n)
      await appendToEveryLog(transaction, by, {
        action: 'capture.ingested',
        target: id,
        after: { source, fileName, ...counts },
      });
  });
}
