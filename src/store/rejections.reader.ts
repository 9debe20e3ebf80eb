import type { Database } from './connection.ts';

/** Rejected records in id order, newest captures' ids mixed: a page for review. */
export function findRejections(db: Database, afterId: string, limit: number) {
  return db
    .selectFrom('rejections as r')
    .innerJoin('captures as c', 'c.id', 'r.capture_id')
    .select(['r.id', 'r.capture_id', 'c.file_name', 'r.code', 'r.reason', 'r.line', 'r.excerpt'])
    .where('r.id', '>', afterId)
    .orderBy('r.id')
    .limit(limit)
    .execute();
}
