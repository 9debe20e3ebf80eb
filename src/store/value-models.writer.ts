import { appendToEveryLog, operator } from './audit.writer.ts';
import type { Database } from './connection.ts';
import { toStorableJson } from './storable.ts';

export interface NewValueModel {
  readonly version: string;
  readonly dataSha256: string;
  readonly sales: number;
  readonly card: unknown;
  readonly body: Uint8Array;
}

/** Keeps a trained model. The same version again is the same model, and changes nothing. */
export async function storeValueModel(db: Database, model: NewValueModel): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('value_models')
      .values({
        version: model.version,
        data_sha256: model.dataSha256,
        sales: model.sales,
        card: toStorableJson(model.card),
        body: Buffer.from(model.body),
      })
      .onConflict((conflict) => conflict.column('version').doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows === 0n) return;
    await appendToEveryLog(transaction, operator, {
      action: 'model.kept',
      target: model.version,
      after: { sales: model.sales, dataSha256: model.dataSha256 },
    });
  });
}

/** Puts a stored model in service from the next start on; null is the one that ships. Every dealership's log says so. */
export async function putValueModelInService(db: Database, version: string | null): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const before = await transaction
      .selectFrom('value_model_uses')
      .select('version')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    await transaction.insertInto('value_model_uses').values({ version }).execute();
    await appendToEveryLog(transaction, operator, {
      action: 'model.switched',
      before: { version: before?.version ?? 'shipped' },
      after: { version: version ?? 'shipped' },
    });
  });
}
