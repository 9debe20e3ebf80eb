import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findModelInService, listModels, putModelInService } from '../../src/app/training/value-models.ts';
import type { OrgId } from '../../src/core/kernel/ids.ts';
import { dataFolder } from '../../src/platform/folders.ts';
import { readValueModel } from '../../src/platform/reference/load-value-model.ts';
import { openStore, type Store } from '../../src/store/connection.ts';
import { ensureOrganisation } from '../../src/store/organisations.writer.ts';
import { storeValueModel } from '../../src/store/value-models.writer.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const name =
  readdirSync(path.join(dataFolder, 'models')).find((file) => /^wholesale-.*\.bin$/.test(file)) ?? '';
const shipped = readFileSync(path.join(dataFolder, 'models', name));

let database: TestDatabase;
let store: Store;
beforeAll(async () => {
  database = await createTestDatabase();
  store = openStore(database.connectionString);
  for (const org of ['org_a', 'org_b']) await ensureOrganisation(store.db, org as OrgId, org);
  const keep = (version: string, body: Uint8Array) =>
    storeValueModel(store.db, { version, dataSha256: 'x', sales: 3_000, card: {}, body });
  await keep('wholesale-good', shipped);
  await keep('wholesale-other', shipped);
  const damaged = Buffer.from(shipped);
  damaged[damaged.length >> 1] = (damaged[damaged.length >> 1] ?? 0) ^ 0xff;
  await keep('wholesale-damaged', damaged);
  await keep('wholesale-cut', shipped.subarray(0, 1_000));
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

const inService = async () => {
  const refused: string[] = [];
  const found = await findModelInService(store.db, (version) => refused.push(version));
  return { version: found?.version, refused };
};

describe('the registry of value models', () => {
  test('starts with the model that ships', async () => {
    expect(await inService()).toEqual({ version: undefined, refused: [] });
    expect((await listModels(store.db)).inUse).toBe('shipped');
  });

  test('puts a model in service, another after it, and goes back', async () => {
    await putModelInService(store.db, 'wholesale-good');
    await putModelInService(store.db, 'wholesale-other');
    expect((await inService()).version).toBe('wholesale-other');
    await putModelInService(store.db, 'wholesale-good');
    expect((await inService()).version).toBe('wholesale-good');
    const { inUse, models } = await listModels(store.db);
    expect(inUse).toBe('wholesale-good');
    expect(models.filter((model) => model.inUse).map((model) => model.version)).toEqual(['wholesale-good']);
  });

  test('says in every dealership’s log what was kept, and what was in service before and after', async () => {
    const events = await store.db
      .selectFrom('audit_events')
      .select(['org_id', 'action', 'actor_kind', 'before', 'after'])
      .orderBy('org_id')
      .orderBy('seq')
      .execute();
    const one = (before: string, after: string) => ({
      action: 'model.switched',
      actor_kind: 'operator',
      before: { version: before },
      after: { version: after },
    });
    const switches = [
      one('shipped', 'wholesale-good'),
      one('wholesale-good', 'wholesale-other'),
      one('wholesale-other', 'wholesale-good'),
    ];
    const kept = Array.from({ length: 4 }, () => ({
      action: 'model.kept',
      actor_kind: 'operator',
      before: null,
      after: { sales: 3_000, dataSha256: 'x' },
    }));
    expect(events).toEqual(
      ['org_a', 'org_b'].flatMap((org) =>
        [...kept, ...switches].map((change) => ({ org_id: org, ...change })),
      ),
    );
  });

  test.each(['wholesale-damaged', 'wholesale-cut'])(
    'refuses %s and leaves the present one in service',
    async (version) => {
      await expect(putModelInService(store.db, version)).rejects.toMatchObject({ status: 409 });
      await expect(putModelInService(store.db, 'wholesale-none')).rejects.toMatchObject({
        code: 'no_such_model',
      });
      expect((await inService()).version).toBe('wholesale-good');
    },
  );

  test('passes over a model that was damaged after it was put in service, and says so', async () => {
    await store.db.insertInto('value_model_uses').values({ version: 'wholesale-damaged' }).execute();
    expect(await inService()).toEqual({ version: 'wholesale-good', refused: ['wholesale-damaged'] });
    await putModelInService(store.db, 'shipped');
    expect(await inService()).toEqual({ version: undefined, refused: [] });
  });
});

test('a model file that is damaged anywhere is refused with a code, never by a throw', () => {
  for (let at = 0; at < 60; at++) {
    const spoilt = Buffer.from(shipped);
    const place = Math.floor((shipped.length * at) / 60);
    spoilt[place] = (spoilt[place] ?? 0) ^ 0x55;
    const read = readValueModel(spoilt);
    expect(read.ok, `byte ${place}`).toBe(false);
  }
  expect(readValueModel(new Uint8Array()).ok).toBe(false);
  expect(readValueModel(shipped).ok).toBe(true);
});
