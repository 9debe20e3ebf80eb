import { sql } from 'kysely';
import type { CaptureId } from '../core/kernel/ids.ts';
import type { Database } from './connection.ts';

/** The stored bytes, still compressed, chunk by chunk: so that every parse can be replayed. */
export async function* readCaptureChunks(db: Database, id: CaptureId): AsyncGenerator<Buffer> {
  for (let seq = 0; ; seq++) {
    const row = await db
      .selectFrom('capture_chunks')
      .select('body')
      .where('capture_id', '=', id)
      .where('seq', '=', seq)
      .executeTakeFirst();
    if (!row) return;
    yield row.body;
  }
}

export interface CaptureSummary {
  readonly source: string;
  readonly isSample: boolean;
  readonly observedFrom: string;
  readonly observedTo: string;
  readonly lots: number;
  readonly vehicles: number;
}

/** What the market is made of, one row a source. */
export async function readMarketSummary(db: Database): Promise<CaptureSummary[]> {
  const rows = await db
    .selectFrom('listings')
    .select((select) => [
      'source',
      'is_sample as isSample',
      select.fn.min('observed_at').as('observedFrom'),
      select.fn.max('observed_at').as('observedTo'),
      sql<number>`count(*)`.as('lots'),
      sql<number>`count(*) filter (where kind = 'road_vehicle')`.as('vehicles'),
    ])
    .groupBy(['source', 'is_sample'])
    .orderBy('source')
    .execute();
  return rows.map((row) => ({
    ...row,
    observedFrom: row.observedFrom ?? '',
    observedTo: row.observedTo ?? '',
  }));
}

/** What an operator wants to know of the database itself. */
export async function readInstallation(db: Database) {
  const { rows } = await sql<{ serverVersion: string; lots: number; captures: number }>`
    select current_setting('server_version') as "serverVersion", (select count(*) from listings) as lots, (select count(*) from captures) as captures`.execute(
    db,
  );
  const [row] = rows;
  if (!row) throw new Error('the database answered nothing');
  return row;
}
