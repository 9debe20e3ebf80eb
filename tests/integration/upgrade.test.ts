import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultOrgId } from '../../src/app/dealership.ts';
import { listDeals } from '../../src/app/list-deals.ts';
import { MarketRanking } from '../../src/app/market-ranking.ts';
import { rankWhatIf } from '../../src/app/rank-what-if.ts';
import { reassessLots } from '../../src/app/reassess-lots.ts';
import { renewLots } from '../../src/app/renew-lots.ts';
import { dealsQuerySchema, whatIfDealsRequestSchema } from '../../src/contracts/deals.ts';
import { openStore, type Store } from '../../src/store/connection.ts';
import { ensureOrganisation } from '../../src/store/organisations.writer.ts';
import { shippedTools } from '../support/shipped-tools.ts';
import { ingestLines, marketNow, vehicleLines } from '../support/small-market.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const oldEngine = 'rules-0 of-long-ago';

let database: TestDatabase;
let store: Store;
let tools: Awaited<ReturnType<typeof shippedTools>>;
beforeAll(async () => {
  database = await createTestDatabase();
  store = openStore(database.connectionString);
  await ensureOrganisation(store.db, defaultOrgId, 'Test dealership');
  tools = await shippedTools();
  await ingestLines(store.db, vehicleLines.slice(0, 40));
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

const whatIf = (by: MarketRanking, query: Record<string, unknown> = {}) =>
  rankWhatIf(
    whatIfDealsRequestSchema.parse({ profile: { homeZip: '90001' }, query: { limit: 100, ...query } }),
    {
      db: store.db,
      orgId: defaultOrgId,
      ...tools,
      ranking: by,
      now: marketNow,
    },
  );
const inbox = () =>
  listDeals(dealsQuerySchema.parse({ limit: 100 }), { db: store.db, orgId: defaultOrgId, now: marketNow });
const figures = ({ total, deals }: Awaited<ReturnType<typeof inbox>>) => ({
  total,
  deals: deals.map(({ version: _version, ...deal }) => deal),
});
const count = async (what: ReturnType<typeof sql<{ many: number }>>) =>
  (await what.execute(store.db)).rows[0]?.many;
const observations = () => count(sql<{ many: number }>`select count(*)::int as many from observations`);
const queued = () =>
  count(sql<{ many: number }>`select count(*)::int as many from graphile_worker.jobs
    where task_identifier = 'dealership.reassess'`);
const renew = () => renewLots({ db: store.db, ...tools, orgIds: [defaultOrgId] });

/** As an older version left the lots: facts for ranking in another shape, other figures, another kind for some. */
async function goBack(): Promise<void> {
  await sql`update listings set engine_version = ${oldEngine}, changed_in = pg_current_xact_id()::text::bigint,
    make = upper(make), wholesale_p50_cents = 1, forecast_p50_cents = null,
    ranking = jsonb_build_object('value', jsonb_build_array(1, 2, 3), 'recon', 150000, 'zip', '00000')`.execute(
    store.db,
  );
  await sql`update listings set kind = 'equipment', ranking = null where id in
    (select id from listings where kind = 'road_vehicle' order by id limit 3)`.execute(store.db);
  await sql`update assessments set engine_version = ${oldEngine}, max_bid_cents = 99, edge_cents = 99999999,
    score = 100, grade = 'platinum'`.execute(store.db);
}

describe('lots that an older version wrote', () => {
  test('rank under other settings as lots of this version do, before anything is renewed', async () => {
    const expected = figures(await whatIf(new MarketRanking({ db: store.db, ...tools })));
    await sql`update listings set engine_version = ${oldEngine}, changed_in = pg_current_xact_id()::text::bigint,
      ranking = jsonb_build_object('value', jsonb_build_array(1, 2, 3), 'recon', 150000)`.execute(store.db);
    expect(figures(await whatIf(new MarketRanking({ db: store.db, ...tools })))).toEqual(expected);
    expect(await renew()).toBe(40);
  });

  test('are read anew, and assessed anew by the job that this asks for', async () => {
    const expected = figures(await inbox());
    const expectedWhatIf = figures(await whatIf(new MarketRanking({ db: store.db, ...tools })));
    const seen = await observations();
    await goBack();
    expect(figures(await inbox())).not.toEqual(expected);
    await sql`delete from graphile_worker._private_jobs`.execute(store.db);

    expect(await renew()).toBe(40);
    expect(
      await count(sql<{ many: number }>`select count(*)::int as many from listings
      where engine_version <> ${tools.engineVersion} or (kind = 'road_vehicle') <> (ranking is not null)`),
    ).toBe(0);
    expect(figures(await whatIf(new MarketRanking({ db: store.db, ...tools })))).toEqual(expectedWhatIf);
    expect(await observations()).toBe(seen);
    expect(await queued()).toBe(1);

    await reassessLots(defaultOrgId, { db: store.db, ...tools });
    expect(figures(await inbox())).toEqual(expected);
  });

  test('are left alone once they are of this version', async () => {
    await sql`delete from graphile_worker._private_jobs`.execute(store.db);
    const versions = () => count(sql<{ many: number }>`select sum(version)::int as many from listings`);
    const before = await versions();
    expect(await renew()).toBe(0);
    expect(await versions()).toBe(before);
    expect(await queued()).toBe(0);
  });

  test('a ranking that is open learns what was renewed', async () => {
    const open = new MarketRanking({ db: store.db, ...tools });
    const expected = figures(await whatIf(open, { sort: 'maxBid' }));
    await goBack();
    await renew();
    await reassessLots(defaultOrgId, { db: store.db, ...tools });
    expect(figures(await whatIf(open, { sort: 'maxBid' }))).toEqual(expected);
  });
});
