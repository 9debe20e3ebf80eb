import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultOrgId } from '../../src/app/dealership.ts';
import type { Engine } from '../../src/app/engine/engine.ts';
import { type OpenMarket, openMarket } from '../../src/app/market/open-market.ts';
import { renewLots } from '../../src/app/renew-lots.ts';
import type { DealsPage } from '../../src/contracts/deals.ts';
import { openStore, type Store } from '../../src/store/connection.ts';
import { ensureOrganisation } from '../../src/store/organisations.writer.ts';
import { openTestMarket, type TestMarket } from '../support/open-test-market.ts';
import { shippedTools } from '../support/shipped-tools.ts';
import { ingestLines, marketNow, vehicleLines } from '../support/small-market.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const oldEngine = 'rules-0 of-long-ago';

let database: TestDatabase;
let store: Store;
let engine: Engine;
beforeAll(async () => {
  database = await createTestDatabase();
  store = openStore(database.connectionString);
  await ensureOrganisation(store.db, defaultOrgId, 'Test dealership');
  const { tools, engineVersion } = await shippedTools();
  engine = { version: engineVersion, tools };
  await ingestLines(store.db, vehicleLines.slice(0, 40));
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

const openAnew = (): Promise<TestMarket> => openTestMarket(store.db, defaultOrgId, marketNow);
const figures = ({ total, deals }: DealsPage) => ({
  total,
  deals: deals.map(({ version: _version, ...deal }) => deal),
});
const count = async (what: ReturnType<typeof sql<{ many: number }>>) =>
  (await what.execute(store.db)).rows[0]?.many;
const observations = () => count(sql<{ many: number }>`select count(*)::int as many from observations`);

/** As an older version left the lots: facts for ranking in another shape, other figures, another kind for some. */
async function goBack(): Promise<void> {
  await sql`update listings set engine_version = ${oldEngine}, changed_in = pg_current_xact_id()::text::bigint,
    make = upper(make), wholesale_p50_cents = 1, forecast_p50_cents = null, version = version + 1,
    ranking = jsonb_build_object('value', jsonb_build_array(1, 2, 3), 'recon', 150000, 'zip', '00000')`.execute(
    store.db,
  );
  await sql`update listings set kind = 'equipment', ranking = null where id in
    (select id from listings where kind = 'road_vehicle' order by id limit 3)`.execute(store.db);
}

describe('lots that an older version wrote', () => {
  test('are read anew, and listed as lots of this version are', async () => {
    const expected = figures(await (await openAnew()).inbox());
    const seen = await observations();
    await goBack();
    const market = await openAnew();
    expect(figures(await market.inbox())).not.toEqual(expected);
    await market.read();
    expect(
      await count(sql<{ many: number }>`select count(*)::int as many from listings
      where engine_version <> ${engine.version} or (kind = 'road_vehicle') <> (ranking is not null)`),
    ).toBe(0);
    expect(await observations()).toBe(seen);
    expect(figures(await market.inbox())).toEqual(expected);
  });

  test('are left alone once they are of this version', async () => {
    const versions = () => count(sql<{ many: number }>`select sum(version)::int as many from listings`);
    const before = await versions();
    expect(await renewLots(store.db, engine)).toBe(0);
    expect(await versions()).toBe(before);
  });

  test('are shared out between programs that read them at once', async () => {
    await goBack();
    const renewed = await Promise.all([renewLots(store.db, engine), renewLots(store.db, engine)]);
    expect(renewed[0] + renewed[1]).toBe(40);
  });

  test('reach a market that is open', async () => {
    const open = await openAnew();
    const expected = figures(await open.inbox({ sort: 'maxBid' }));
    await goBack();
    await renewLots(store.db, engine);
    expect(figures(await open.inbox({ sort: 'maxBid' }))).toEqual(expected);
  });
});

describe('an engine that changes while the program runs', () => {
  /** The same tools under another name: what is to be seen is the change, not other figures. */
  const newer = (): Engine => ({ ...engine, version: `${engine.version} newer` });
  const openWith = async (load: () => Promise<Engine>) => {
    const news: string[] = [];
    const market: OpenMarket = await openMarket({
      db: store.db,
      loadEngine: load,
      onNews: ({ kind }) => news.push(kind),
      onError: (error) => {
        throw error;
      },
    });
    return { market, news };
  };

  test('is put in service when its market is whole, in every program', async () => {
    let current = engine;
    const [one, other] = [await openWith(async () => current), await openWith(async () => current)];
    await one.market.read();
    await other.market.read();
    current = newer();
    await Promise.all([one.market.keeper.check(), other.market.keeper.check()]);
    for (const { market, news } of [one, other]) {
      expect(news).toEqual(['changing', 'changed']);
      expect(market.engine.value.version).toBe(current.version);
      expect(market.desk.market.serving.engine).toBe(market.engine.value);
      expect(market.desk.market.serving.columns.size).toBe(40);
    }
    expect(
      await count(sql<{ many: number }>`select count(*)::int as many from listings
      where engine_version <> ${current.version}`),
    ).toBe(0);
  });

  test('that cannot be loaded leaves the one before in service, and says so', async () => {
    let isBroken = false;
    const { market, news } = await openWith(async () => {
      if (isBroken) throw new Error('the model is damaged');
      return newer();
    });
    await market.read();
    isBroken = true;
    await market.keeper.check();
    expect(news).toEqual(['failed']);
    expect(market.engine.value.version).toBe(newer().version);
    expect(market.desk.market.serving.columns.size).toBe(40);
  });

  test('and another program’s, begun later, converge on the later one', async () => {
    const earlier = await openWith(async () => engine);
    await earlier.market.read();
    const later = await openWith(async () => newer());
    await later.market.read();
    // the earlier one reads nothing back
    await earlier.market.keeper.watch();
    await earlier.market.keeper.watch();
    expect(earlier.news).toEqual(['other_engine']);
    expect(
      await count(sql<{ many: number }>`select count(*)::int as many from listings
      where engine_version <> ${newer().version}`),
    ).toBe(0);
  });
});
