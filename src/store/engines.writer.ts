import { sql, type Transaction } from 'kysely';
import type { Database } from './connection.ts';
import type { DB } from './schema.gen.ts';

/** Notes that lots are read with this engine from now on, unless it was the last one noted. */
export async function noteEngine(db: Database, version: string): Promise<void> {
  await sql`insert into engine_uses (version)
    select ${version} where ${version} is distinct from (select version from engine_uses order by id desc limit 1)`.execute(
    db,
  );
}

/** The engine that was noted last, by whatever program. */
export async function findNewestEngine(db: Database): Promise<string | undefined> {
  const row = await db
    .selectFrom('engine_uses')
    .select('version')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.version;
}

/** Whether there is any lot that another engine read. */
export async function hasLotsOfOtherEngines(db: Database, version: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select 1 from listings where engine_version <> ${version}) as found`.execute(db);
  return rows[0]?.found ?? false;
}

/** Lots that another engine read, for this transaction alone: those that another program has in hand are passed over. */
export const takeLotsOfOtherEngines = (program: Transaction<DB>, version: string, limit: number) =>
  program
    .selectFrom('listings')
    .selectAll()
    .select(sql<boolean>`coalesce(ends_at <= now(), false)`.as('has_ended'))
    .where('engine_version', '<>', version)
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
export type LotOfOtherEngine = Awaited<ReturnType<typeof takeLotsOfOtherEngines>>[number];
