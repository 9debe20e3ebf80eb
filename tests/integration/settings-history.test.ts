import { fastify } from 'fastify';
import { serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registerProblems } from '../../src/api/plugins/problems.ts';
import { registerValidation } from '../../src/api/plugins/validation.ts';
import { registerFeeSchedules } from '../../src/api/routes/fee-schedules.ts';
import { registerProfile } from '../../src/api/routes/profile.ts';
import { createApplication } from '../../src/app/application.ts';
import { defaultOrgId } from '../../src/app/dealership.ts';
import {
  listProfileHistory,
  readSettings,
  restoreSettings,
  saveSettings,
} from '../../src/app/save-profile.ts';
import { dealsQuerySchema } from '../../src/contracts/deals.ts';
import type { OrgId } from '../../src/core/kernel/ids.ts';
import { operator } from '../../src/identity/caller.ts';
import { fixedClock } from '../../src/platform/clock.ts';
import { openStore, type Store } from '../../src/store/connection.ts';
import { ensureOrganisation } from '../../src/store/organisations.writer.ts';
import { openTestMarket, type TestMarket } from '../support/open-test-market.ts';
import { ingestLines, marketNow, vehicleLines } from '../support/small-market.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const otherOrgId = 'org_other' as OrgId;
let database: TestDatabase;
let store: Store;
let market: TestMarket;
beforeAll(async () => {
  database = await createTestDatabase();
  store = openStore(database.connectionString);
  await ensureOrganisation(store.db, defaultOrgId, 'Test dealership');
  await ensureOrganisation(store.db, otherOrgId, 'Another dealership');
  await ingestLines(store.db, vehicleLines);
  market = await openTestMarket(store.db, defaultOrgId, marketNow);
  await market.read();
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

const ours = () => ({ db: store.db, orgId: defaultOrgId, actor: operator });
const theirs = () => ({ db: store.db, orgId: otherOrgId, actor: operator });
const lastMark = async () =>
  (
    await sql`select changed_in from change_marks where topic = ${`settings ${defaultOrgId}`}`.execute(
      store.db,
    )
  ).rows[0];
describe('settings with history', () => {
  test('keep every change with what stood before, and only the dealership’s own', async () => {
    await saveSettings(
      { homeZip: '90001', targetMarginCents: 200_000 },
      { ...ours(), actor: { ...operator, kind: 'session', label: 'ann@example.com' } },
    );
    await saveSettings({ targetMarginCents: 250_000 }, ours());
    await saveSettings({ exit: 'retail' }, theirs());
    const { changes } = await listProfileHistory(ours());
    expect(
      changes.map(({ version, changedBy, before, after }) => ({ version, changedBy, before, after })),
    ).toEqual([
      {
        version: 2,
        changedBy: 'command line',
        before: { homeZip: '90001', targetMarginCents: 200_000 },
        after: { homeZip: '90001', targetMarginCents: 250_000 },
      },
      {
        version: 1,
        changedBy: 'ann@example.com',
        before: {},
        after: { homeZip: '90001', targetMarginCents: 200_000 },
      },
    ]);
    expect((await listProfileHistory(theirs())).changes).toHaveLength(1);
  });

  test('are put back as they were, as a change of its own', async () => {
    expect(await restoreSettings(1, ours())).toMatchObject({ homeZip: '90001', targetMarginCents: 200_000 });
    expect(await readSettings(ours())).toMatchObject({ targetMarginCents: 200_000 });
    expect((await listProfileHistory(ours())).changes[0]).toMatchObject({ version: 3, restoredVersion: 1 });
    expect(await restoreSettings(0, ours())).toMatchObject({ homeZip: null, targetMarginCents: 150_000 });
    await expect(restoreSettings(99, ours())).rejects.toMatchObject({ status: 404 });
  });

  test('saved as they are, change nothing and tell nobody', async () => {
    const before = (await listProfileHistory(ours())).changes.length;
    const marked = await lastMark();
    await saveSettings({}, ours());
    expect((await listProfileHistory(ours())).changes).toHaveLength(before);
    expect(await lastMark()).toEqual(marked);
    await saveSettings({ holdingCentsPerDay: 999 }, ours());
    expect(await lastMark()).not.toEqual(marked);
  });

  test('lose no change when two are saved at once', async () => {
    await Promise.all([
      saveSettings({ holdingCentsPerDay: 1_111 }, ours()),
      saveSettings({ targetMarginCents: 222_200 }, ours()),
      saveSettings({ salvagePolicy: 'block' }, ours()),
    ]);
    expect(await readSettings(ours())).toMatchObject({
      holdingCentsPerDay: 1_111,
      targetMarginCents: 222_200,
      salvagePolicy: 'block',
    });
    const versions = (await listProfileHistory(ours())).changes.map(({ version }) => version);
    expect(versions).toEqual([...versions].sort((a, b) => b - a));
    expect(new Set(versions).size).toBe(versions.length);
  });
});

describe('own fee schedules', () => {
  const app = () => createApplication({ ...ours(), desk: market.desk, clock: fixedClock(marketNow) });
  const server = () => {
    const made = fastify().withTypeProvider<ZodTypeProvider>();
    registerValidation(made);
    made.setSerializerCompiler(serializerCompiler);
    registerProblems(made, () => undefined);
    registerFeeSchedules(made, app);
    registerProfile(made, app);
    return made;
  };
  const put = (source: string, payload: object) =>
    server().inject({ method: 'PUT', url: `/api/v1/fee-schedules/${source}`, payload });
  const premium = (rule: object, effectiveFrom = '2026-04-01') => ({
    effectiveFrom,
    citation: 'invoice 4711',
    fees: [{ line: 'buyer_premium', label: 'buyer premium', rule, taxable: true }],
  });
  const request = {
    year: 2013,
    make: 'Ford',
    model: 'F-150',
    odometerMiles: 91_000,
    conditionGrade: 3.4,
    source: 'govdeals',
    currentBidCents: 410_007,
    asOf: '2026-04-08T00:00:00Z',
  };

  test('reach the cost lines to the cent, which name them, and the list at once', async () => {
    const before = await app().appraise(request);
    const premiumLine = (answer: typeof before) =>
      answer.costs?.lines.find(({ kind }) => kind === 'buyer_premium');
    expect(premiumLine(before)?.amountCents).toBe(51_251);
    const inboxOf = async () => (await market.inbox({ sort: 'maxBid' })).deals;
    const [topBefore] = await inboxOf();

    const answer = await put('govdeals', premium({ kind: 'percent', ratio: 0.3, capCents: 300_000 }));
    expect(answer.statusCode).toBe(200);
    const after = premiumLine(await app().appraise(request));
    expect(after?.amountCents).toBe(123_002);
    expect(after?.basis).toContain('own-govdeals-2026-04-01-r1');
    expect(after?.basis).toContain('invoice 4711');
    const lot = (await inboxOf()).find(({ id }) => id === topBefore?.id);
    expect(lot?.maxBidCents).toBeLessThan(topBefore?.maxBidCents ?? 0);
    const detail = await app().readDeal(topBefore?.id ?? '');
    expect(detail.appraisal?.assessment?.maxBidCents).toBe(lot?.maxBidCents);
    const [asked] = (
      await app().rankWhatIf({
        profile: {},
        query: dealsQuerySchema.parse({}),
      })
    ).deals;
    expect(asked?.maxBidCents).toBe(
      (await app().readDeal(asked?.id ?? '')).appraisal?.assessment?.maxBidCents,
    );
  });

  test('are superseded by a later revision and never erased', async () => {
    await put('govdeals', premium({ kind: 'flat', amountCents: 12_345 }));
    const { schedules } = await app().listFeeSchedules();
    const own = schedules.filter(({ origin }) => origin === 'own');
    expect(own.map(({ id, standing }) => [id, standing])).toEqual([
      ['own-govdeals-2026-04-01-r1', false],
      ['own-govdeals-2026-04-01-r2', true],
    ]);
    const shipped = schedules.filter(({ origin }) => origin === 'shipped');
    expect(shipped.find(({ source }) => source === 'govdeals')?.standing).toBe(false);
    expect(shipped.filter(({ source }) => source === 'copart').every(({ standing }) => standing)).toBe(true);
    for (const schedule of schedules) expect(schedule.citation.length).toBeGreaterThan(5);
    const line = (await app().appraise(request)).costs?.lines.find(({ kind }) => kind === 'buyer_premium');
    expect(line?.amountCents).toBe(12_345);
  });

  test('are another dealership’s business only for that one', async () => {
    const other = createApplication({ ...theirs(), desk: market.desk, clock: fixedClock(marketNow) });
    expect((await other.listFeeSchedules()).schedules.every(({ origin }) => origin === 'shipped')).toBe(true);
    const line = (await other.appraise(request)).costs?.lines.find(({ kind }) => kind === 'buyer_premium');
    expect(line?.amountCents).toBe(51_251);
  });

  test.each([
    [
      'tiers that overlap',
      {
        kind: 'marginal_tiers',
        tiers: [
          { fromCents: 0, ratio: 0.1 },
          { fromCents: 0, ratio: 0.05 },
        ],
      },
      '/fees/0/rule/tiers/1/fromCents',
    ],
    [
      'a first tier that leaves a gap',
      { kind: 'whole_amount_tiers', tiers: [{ fromCents: 100, amountCents: 5 }] },
      '/fees/0/rule/tiers/0/fromCents',
    ],
    [
      'a cap under the minimum',
      { kind: 'percent', ratio: 0.1, minimumCents: 500, capCents: 400 },
      '/fees/0/rule/capCents',
    ],
    ['dollars in a ratio', { kind: 'percent', ratio: 12.5 }, '/fees/0/rule/ratio'],
    ['a negative fee', { kind: 'flat', amountCents: -1 }, '/fees/0/rule/amountCents'],
    ['a fraction of a cent', { kind: 'flat', amountCents: 10.5 }, '/fees/0/rule/amountCents'],
  ])('refuse %s and say where', async (_what, rule, pointer) => {
    const answer = await put('govdeals', premium(rule));
    expect(answer.statusCode).toBe(400);
    const problem = answer.json<{ code: string; errors: { pointer: string }[] }>();
    expect(problem.code).toBe('invalid_request');
    expect(problem.errors.map((error) => error.pointer)).toContain(pointer);
  });

  test('refuse a day that is none, and a source that nobody knows', async () => {
    expect((await put('govdeals', premium({ kind: 'flat', amountCents: 1 }, '2026-02-30'))).statusCode).toBe(
      400,
    );
    expect((await put('nowhere', premium({ kind: 'flat', amountCents: 1 }))).statusCode).toBe(404);
  });

  test('and the history of the profile are there over HTTP', async () => {
    const history = await server().inject({ url: '/api/v1/profile/history' });
    expect(history.json<{ changes: unknown[] }>().changes.length).toBeGreaterThan(3);
    const restored = await server().inject({ method: 'POST', url: '/api/v1/profile/history/1/restore' });
    expect(restored.json()).toMatchObject({ homeZip: '90001' });
  });
});
