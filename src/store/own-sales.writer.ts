import type { Insertable } from 'kysely';
import { appendToEveryLog, operator } from './audit.writer.ts';
import type { Database } from './connection.ts';
import type { DB } from './schema.gen.ts';
import { toStorableRow } from './storable.ts';

export type NewOwnSale = Omit<Insertable<DB['sales']>, 'status' | 'stored_at'>;

/** Rows of one statement: PostgreSQL takes 65,535 parameters. */
const rowsPerStatement = 2_000;

/** Keeps confirmed sales in one transaction. One that is kept already is passed over; answers how many are new. */
export async function storeOwnSales(
  db: Database,
  sales: readonly NewOwnSale[],
  file: { readonly name: string; readonly sha256: string },
): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    let stored = 0;
    for (let at = 0; at < sales.length; at += rowsPerStatement) {
      const result = await transaction
        .insertInto('sales')
        .values(sales.slice(at, at + rowsPerStatement).map(toStorableRow))
        .onConflict((conflict) => conflict.column('id').doNothing())
        .executeTakeFirst();
      stored += Number(result.numInsertedOrUpdatedRows ?? 0);
    }
    if (stored > 0)
      await appendToEveryLog(transaction, operator, {
        action: 'sales.imported',
        target: file.name,
        after: { stored, sha256: file.sha256 },
      });
    return stored;
  });
}
