import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultOrgId } from '../../src/app/dealership.ts';
import { saveSettings } from '../../src/app/save-profile.ts';
import type { BuyerProfileInput } from '../../src/contracts/buyer-profile.ts';
import {
  type DealSummary,
  whatIfDealsPageSchema,
  whatIfDealsRequestSchema,
} from '../../src/contracts/deals.ts';
import { operator } from '../../src/identity/caller.ts';
import { openStore, type Store } from '../../src/store/connection.ts';
import { ensureOrganisation } from '../../src/store/organisations.writer.ts';
import { openTestMarket, type TestMarket } from '../support/open-test-market.ts';
import { ingestLines, marketNow, vehicleLines } from '../support/small-market.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let store: Store;
let market: TestMarket;
beforeAll(async () => {
  database = await createTestDatabase();
  store = openStore(database.connectionString);
  await ensureOrganisation(store.db, defaultOrgId, 'Test dealership');
  await ingestLines(store.db, vehicleLines.slice(0, 90));
  market = await openTestMarket(store.db, defaultOrgId, marketNow);
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

const tenant = () => ({ db: store.db, orgId: defaultOrgId, actor: operator });
const whatIf = (profile: BuyerProfileInput, query: Record<string, unknown> = {}) =>
  market.whatIf(profile, query);
const inbox = (query: Record<string, unknown> = {}) => market.inbox(query);
const fingerprint = async () =>
  (
    await sql`select (select md5(string_agg(l::text, '|' order by id)) from listings l) as a,
      (select md5(string_agg(b::text, '|')) from buyer_profiles b) as b, (select count(*) from buyer_profile_changes) as c`.execute(
      store.db,
    )
  ).rows[0];

const profiles: readonly BuyerProfileInput[] = [
  { homeZip: '90001', targetMarginCents: 100_000, resaleCertificate: true },
  { homeZip: '44101', targetMarginCents: 0, exit: 'retail', rustBeltPolicy: 'block' },
  { homeZip: '99501', enclosedTransport: true, odometerUnknownPolicy: 'discount' },
];

describe('the market under other settings', () => {
  test('is what the inbox shows after saving those settings, figure by figure, and stores nothing', async () => {
    for (const profile of profiles) {
      for (const sort of ['edge', 'maxBid', 'score', 'roi', 'miles'] as const) {
        const before = await fingerprint();
        const asked = await whatIf(profile, { sort, limit: 100 });
        expect(whatIfDealsPageSchema.parse(asked)).toBeTruthy();
        expect(await fingerprint()).toEqual(before);
        await saveSettings(profile, tenant());
        const saved = await inbox({ sort });
        expect(asked.total).toBe(saved.total);
        expect(asked.deals.length).toBe(saved.deals.length);
        const bare = ({ savedMaxBidCents: _saved, ...rest }: DealSummary & { savedMaxBidCents?: unknown }) =>
          rest;
        const byId = new Map(saved.deals.map((deal) => [deal.id, bare(deal)]));
        for (const deal of asked.deals) expect(bare(deal)).toEqual(byId.get(deal.id));
        const key = {
          edge: 'edgeCents',
          maxBid: 'maxBidCents',
          score: 'score',
          roi: 'roi',
          miles: 'odometerMiles',
        } as const;
        const keysOf = (page: { readonly deals: readonly DealSummary[] }) =>
          page.deals.map((deal) => bare(deal)[key[sort]]);
        expect(keysOf(asked)).toEqual(keysOf(saved));
      }
    }
  });

  test('filters as the inbox does', async () => {
    const [profile = {}] = profiles;
    await saveSettings(profile, tenant());
    const filters: Record<string, unknown>[] = [
      { make: 'ford' },
      { q: 'ford pick' },
      { yearMin: 2010, yearMax: 2015 },
      { milesMax: 120_000 },
      { minEdge: 1 },
      { minEdge: 300 },
      { grade: 'bronze' },
      { grade: 'none' },
      { endsWithinHours: 24 },
      { state: 'TX' },
      { source: 'copart' },
    ];
    let found = 0;
    for (const filter of filters) {
      const [asked, saved] = [await whatIf(profile, { limit: 100, ...filter }), await inbox(filter)];
      expect(asked.total, JSON.stringify(filter)).toBe(saved.total);
      expect(asked.deals.map(({ id }) => id).sort(), JSON.stringify(filter)).toEqual(
        saved.deals.map(({ id }) => id).sort(),
      );
      found += asked.total > 0 ? 1 : 0;
    }
    expect(found).toBeGreaterThan(6);
  });

  test('knows a new lot, a new bid and an end at once, whoever wrote them', async () => {
    const [fresh = '', raised = ''] = [vehicleLines[91], vehicleLines[0]];
    const before = await whatIf({}, { limit: 100, sort: 'currentBid' });
    await ingestLines(store.db, [fresh], '2026-04-08T16:10:00Z');
    expect((await whatIf({}, { limit: 1 })).total).toBe(before.total + 1);
    const bid = JSON.stringify({ ...JSON.parse(raised), currentBid: 987_654 });
    await ingestLines(store.db, [bid], '2026-04-08T16:20:00Z');
    const [top] = (await whatIf({}, { limit: 1, sort: 'currentBid', order: 'desc' })).deals;
    expect(top?.currentBidCents).toBe(98_765_400);
    await sql`update listings set status = 'ended', version = version + 1, changed_in = pg_current_xact_id()::text::bigint
      where id = ${top?.id}`.execute(store.db);
    expect((await whatIf({}, { limit: 100 })).deals.map(({ id }) => id)).not.toContain(top?.id);
  });

  test('sees what a transaction wrote that was open while it read', async () => {
    const { id } = (await whatIf({}, { limit: 1 })).deals[0] ?? { id: '' };
    const released = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const writing = store.db.transaction().execute(async (transaction) => {
      await sql`update listings set odometer_miles = 77, version = version + 1,
        changed_in = pg_current_xact_id()::text::bigint where id = ${id}`.execute(transaction);
      begun.resolve();
      await released.promise;
    });
    await begun.promise;
    // a later transaction commits, and is read, before the earlier one
    await sql`update listings set changed_in = pg_current_xact_id()::text::bigint where id <> ${id}`.execute(
      store.db,
    );
    expect((await whatIf({}, { limit: 100, milesMax: 77 })).deals.map((deal) => deal.id)).not.toContain(id);
    released.resolve();
    await writing;
    expect((await whatIf({}, { limit: 100, milesMax: 77 })).deals.map((deal) => deal.id)).toContain(id);
  });

  test('brings each lot’s maximum bid under the saved settings with it', async () => {
    const saved = new Map((await inbox()).deals.map(({ id, maxBidCents }) => [id, maxBidCents]));
    const { deals } = await whatIf({ targetMarginCents: 700_000 }, { limit: 100 });
    expect(deals.some(({ maxBidCents, savedMaxBidCents }) => maxBidCents !== savedMaxBidCents)).toBe(true);
    for (const { id, savedMaxBidCents } of deals) expect(savedMaxBidCents).toBe(saved.get(id));
  });

  test('refuses a query for pages', () => {
    for (const query of [{ cursor: 'x' }, { limit: 101 }])
      expect(whatIfDealsRequestSchema.safeParse({ profile: {}, query }).success).toBe(false);
  });
});
