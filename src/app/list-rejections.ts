import type { Database } from '../store/connection.ts';
import { findRejections } from '../store/rejections.reader.ts';

export async function listRejections(
  db: Database,
  { afterId, limit }: { readonly afterId: string; readonly limit: number },
) {
  const rows = await findRejections(db, afterId, limit + 1);
  const shown = rows.slice(0, limit);
  return {
    rejections: shown.map((row) => ({
      id: row.id,
      captureId: row.capture_id,
      fileName: row.file_name,
      code: row.code,
      reason: row.reason,
      line: row.line,
      excerpt: row.excerpt,
    })),
    nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
  };
}
