import type { CaptureId } from '../core/kernel/ids.ts';
import type { Instant } from '../core/kernel/instant.ts';
import { type Actor, appendToEveryLog } from './audit.writer.ts';
import type { Database } from './connection.ts';

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

/**
 * Stores a capture with its bytes (gzip, in order) in one transaction, or finds that it is already there.
 * Answers the status it is in: `ingested` means that there is nothing left to do.
 */
export async function storeCapture(
  db: Database,
  capture: NewCapture,
  chunks: AsyncIterable<Buffer>,
): Promise<CaptureStatus> {
  const existing = await db
    .selectFrom('captures')
    .select('status')
    .where('id', '=', capture.id)
    .executeTakeFirst();
  if (existing) return existing.status as CaptureStatus;
  await db.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('captures')
      .values({
        id: capture.id,
        source: capture.source,
        file_name: capture.fileName,
        url: capture.url ?? null,
        sha256: capture.sha256,
        byte_length: capture.byteLength,
        observed_at: capture.observedAt,
        is_sample: capture.isSample,
      })
      .execute();
    let seq = 0;
    for await (const body of chunks) {
      await transaction.insertInto('capture_chunks').values({ capture_id: capture.id, seq, body }).execute();
      seq += 1;
    }
  });
  return 'received';
}

/** `by`: whoever asked for it, for every dealership's log; undefined: the program by itself. */
export async function finishCapture(
  db: Database,
  { id, source, fileName }: Pick<NewCapture, 'id' | 'source' | 'fileName'>,
  status: Exclude<CaptureStatus, 'received'>,
  counts: { readonly records: number; readonly listings: number; readonly rejections: number },
  by: Actor | undefined,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const changed = await transaction
      .updateTable('captures')
      .set({ status, ...counts })
      .where('id', '=', id)
      .where('status', '<>', status)
      .executeTakeFirst();
    // done before, and the answer was lost
    if (changed.numUpdatedRows === 0n) return;
    if (by)
      await appendToEveryLog(transaction, by, {
        action: 'capture.ingested',
        target: id,
        after: { source, fileName, ...counts },
      });
  });
}
