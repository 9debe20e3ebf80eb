import { isDataError } from '../platform/database/is-data-error.ts';
import { deriveId } from '../platform/derive-id.ts';
import { asProgram, type Database } from '../store/connection.ts';
import { type LotRow, type RejectionRow, writeLots, writeRejections } from '../store/lots.writer.ts';

export interface ChunkRows {
  readonly lots: readonly LotRow[];
  readonly rejections: readonly RejectionRow[];
}

export interface WrittenChunk {
  readonly added: number;
  readonly observed: number;
  /** Lots that the database refused, and why. */
  readonly refused: readonly { readonly lot: LotRow; readonly rejection: RejectionRow }[];
}

/**
 * Writes a chunk. Where the database refuses it for something that is in it, its halves are written by themselves, down
 * to the lot at fault: that one becomes a rejection, and its neighbours are stored. Writing it again changes nothing.
 */
export async function writeChunk(db: Database, rows: ChunkRows): Promise<WrittenChunk> {
  try {
    return { ...(await writeRows(db, rows)), refused: [] };
  } catch (error) {
    if (!isDataError(error)) throw error;
    const { lots, rejections } = rows;
    const [lot] = lots;
    if (lot === undefined) {
      await writeRejectionsApart(db, rows);
      return { added: 0, observed: 0, refused: [] };
    }
    if (lots.length === 1 && rejections.length === 0) {
      const rejection = toRefusal(lot, error as Error);
      await writeChunk(db, { lots: [], rejections: [rejection] });
      return { added: 0, observed: 0, refused: [{ lot, rejection }] };
    }
    const middle = Math.ceil(lots.length / 2);
    const parts = [
      await writeChunk(db, { lots: lots.slice(0, middle), rejections: [] }),
      await writeChunk(db, { lots: lots.slice(middle), rejections: [] }),
      await writeChunk(db, { lots: [], rejections }),
    ];
    return {
      added: parts.reduce((sum, part) => sum + part.added, 0),
      observed: parts.reduce((sum, part) => sum + part.observed, 0),
      refused: parts.flatMap((part) => part.refused),
    };
  }
}

const writeRows = (
  db: Database,
  { lots, rejections }: ChunkRows,
): Promise<{ readonly added: number; readonly observed: number }> =>
  asProgram(db, async (scoped) => {
    const result = await writeLots(scoped, lots);
    await writeRejections(scoped, rejections);
    return result;
  });

/** Each by itself, and one that is refused even so without the words of the file. */
async function writeRejectionsApart(db: Database, rows: ChunkRows): Promise<void> {
  for (const rejection of rows.rejections) {
    try {
      await writeRows(db, { lots: [], rejections: [rejection] });
    } catch (error) {
      if (!isDataError(error)) throw error;
      await writeRows(db, { lots: [], rejections: [{ ...rejection, excerpt: null, field: null }] });
    }
  }
}

const toRefusal = (lot: LotRow, { message }: Error): RejectionRow => ({
  id: deriveId('rejection', lot.capture_id, lot.capture_line ?? '', 'refused_by_database', ''),
  capture_id: lot.capture_id,
  line: lot.capture_line,
  code: 'refused_by_database',
  reason: `the database cannot hold it: ${message.slice(0, 200)}`,
  field: null,
  excerpt: lot.title.slice(0, 200),
});
