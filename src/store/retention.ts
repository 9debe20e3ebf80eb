import { sql } from 'kysely';
import type { Database, Readable, Scoped } from './connection.ts';

export const findRetentionSettings = (readable: Readable) =>
  readable.selectFrom('retention_settings').select(['rule', 'keep_days', 'changed_at']).execute();

export const findRetentionRuns = (readable: Readable, limit: number) =>
  readable
    .selectFrom('retention_runs')
    .select(['rule', 'deleted', 'ran_at'])
    .orderBy('ran_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();

export const writeRetentionSetting = (scoped: Scoped, rule: string, keepDays: number, now: string) =>
  scoped
    .insertInto('retention_settings')
    .values({ org_id: scoped.orgId, rule, keep_days: keepDays, changed_at: now })
    .onConflict((conflict) =>
      conflict.columns(['org_id', 'rule']).doUpdateSet({ keep_days: keepDays, changed_at: now }),
    )
    .execute();

export interface RetentionTarget {
  readonly table: string;
  /** The moment from which the days count. */
  readonly from: string;
  /** Which rows it is about, beside those of the dealership. */
  readonly where?: string;
}

/** As the owner: what is older than `before`, of one dealership or (null) of what belongs to none. */
export async function deleteOlder(
  db: Database,
  { table, from, where }: RetentionTarget,
  orgId: string | null,
  before: string,
  isPerDealership: boolean,
): Promise<number> {
  const whose = !isPerDealership
    ? sql``
    : orgId === null
      ? sql`and org_id is null`
      : sql`and org_id = ${orgId}`;
  const which = where === undefined ? sql`` : sql`and ${sql.raw(where)}`;
  const { numAffectedRows } = await sql`delete from ${sql.table(table)}
    where ${sql.raw(from)} < ${before}::timestamptz ${whose} ${which}`.execute(db);
  return Number(numAffectedRows ?? 0n);
}

export const insertRetentionRun = (
  db: Database,
  run: {
    readonly org_id: string | null;
    readonly rule: string;
    readonly deleted: number;
    readonly ran_at: string;
  },
) => db.insertInto('retention_runs').values(run).execute();
