import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { learnHeldDays } from '../../src/app/learn-held-days.ts';
import { importOwnSales, weighOwnSales } from '../../src/app/training/own-sales.ts';
import { forecastDaysToSell } from '../../src/core/costing/carrying/days-to-sell.ts';
import { defaultBuyerProfile } from '../../src/core/costing/default-profile.ts';
import { toInstant } from '../../src/core/kernel/instant.ts';
import { identifyVehicle } from '../../src/core/vehicle/identify-vehicle.ts';
import { dataFolder } from '../../src/platform/folders.ts';
import { type LoadedTools, loadAppraisalTools } from '../../src/platform/reference/load-appraisal-tools.ts';
import { openStore, type Store } from '../../src/store/connection.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const header =
  'year,make,model,trim,body,transmission,vin,state,condition,odometer,color,interior,seller,mmr,sellingprice,saledate';
const camry = '2012,Toyota,Camry,SE,Sedan,automatic';
const file = (...lines: string[]) => ({
  name: 'our-sales.csv',
  bytes: Buffer.from(`${[header, ...lines].join('\n')}\n`),
});
const asOfMs = Date.UTC(2026, 5, 1);

let database: TestDatabase;
let store: Store;
let shipped: LoadedTools;
beforeAll(async () => {
  database = await createTestDatabase();
  store = openStore(database.connectionString);
  shipped = await loadAppraisalTools(dataFolder);
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

const identify = (facts: Parameters<typeof identifyVehicle>[0]) =>
  identifyVehicle(facts, shipped.tools.vinDecoder);
const valueCamry = async () => {
  const valuer = await weighOwnSales(store.db, shipped.tools.valuer, shipped.tools.vinDecoder);
  const valued = valuer.valueWholesale({
    // known as the sales below are, or the facts that only they state would count twice
    vehicle: identify({
      title: '2012 Toyota Camry SE',
      year: 2012,
      make: 'Toyota',
      model: 'Camry',
      trim: 'SE',
      body: 'Sedan',
      transmission: 'automatic',
      color: 'white',
    }),
    sellerName: 'us',
    state: 'TX',
    odometerMiles: 90_000,
    conditionGrade: 3,
    asOf: toInstant(asOfMs),
  });
  if (!valued.ok) throw new Error(valued.refusal.reason);
  return valued.value;
};

describe('stored sales of the installation’s own', () => {
  test('none leave every value as it was', async () => {
    expect(await weighOwnSales(store.db, shipped.tools.valuer, shipped.tools.vinDecoder)).toBe(
      shipped.tools.valuer,
    );
  });

  test('move a value most of the way, and stand first among its comparables', async () => {
    const before = await valueCamry();
    const price = Math.round((1.3 * before.p50Cents) / 100);
    const sales = file(
      ...[1, 2, 3, 4].map(
        (day) => `${camry},,TX,3.0,9000${day},white,gray,us,,${price},2026-05-2${day}T10:00:00Z`,
      ),
    );
    const imported = await importOwnSales(store.db, sales, asOfMs, identify);
    expect(imported).toMatchObject({ accepted: 4, stored: 4 });
    const after = await valueCamry();
    const moved = Math.log(after.p50Cents / before.p50Cents) / Math.log(1.3);
    expect(moved).toBeGreaterThan(0.6);
    expect(moved).toBeLessThan(1);
    const ids = await store.db.selectFrom('sales').select('id').execute();
    expect(
      after.comparables
        .slice(0, 4)
        .map(({ saleId }) => saleId)
        .sort(),
    ).toEqual(ids.map(({ id }) => id).sort());
    const most = Math.max(...after.comparables.slice(4).map(({ weight }) => weight));
    for (const { weight } of after.comparables.slice(0, 4)) expect(weight).toBeGreaterThan(most);
    expect(await importOwnSales(store.db, sales, asOfMs, identify)).toMatchObject({ stored: 0 });
    expect(await valueCamry()).toEqual(after);
  });

  test('keep nothing without a final price, a past date or in another currency, and say why with examples', async () => {
    const { report, stored } = await importOwnSales(
      store.db,
      file(
        `${camry},,TX,3,50000,,,us,,0,2026-05-01T00:00:00Z`,
        `${camry},,TX,3,50001,,,us,,€9000,2026-05-01T00:00:00Z`,
        `${camry},,TX,3,50002,,,us,,9000,2027-05-01T00:00:00Z`,
        `${camry},,TX,3,50003,,,us,,9000,soon`,
      ),
      asOfMs,
      identify,
    );
    expect(stored).toBe(0);
    expect(Object.fromEntries(report.excluded.map(({ code, count }) => [code, count]))).toEqual({
      bad_price: 1,
      other_currency: 1,
      future_date: 1,
      bad_date: 1,
    });
    for (const { examples } of report.excluded) expect(examples[0]).toMatch(/^row [1-4]: /);
  });

  test('cannot be stored as anything but sold, nor with a future date', async () => {
    const row = {
      id: 'sal_x',
      price_cents: 100_000,
      sold_at: '2026-01-01T00:00:00Z',
      source: 'x',
      snapshot_sha256: 'a'.repeat(64),
      year: 2012,
      make: 'Toyota',
      model: 'Camry',
    };
    const insert = (more: object) =>
      store.db
        .insertInto('sales')
        .values({ ...row, ...more })
        .execute();
    await expect(insert({ status: 'ended' })).rejects.toThrow(/sales_status_check/);
    await expect(insert({ sold_at: '2999-01-01T00:00:00Z' })).rejects.toThrow(/check/);
    await expect(insert({ source: '' })).rejects.toThrow(/sales_source_check/);
  });

  test('teach how long cars are held where the file says when they were bought', async () => {
    expect(await learnHeldDays(store.db)).toBeUndefined();
    const line = (day: number, bought: string) =>
      `${camry},,TX,3.0,4400${day},white,gray,us,,9000,2026-04-1${day}T10:00:00Z,${bought}`;
    const days = ['2026-03-31T10:00:00Z', '2026-03-22T10:00:00Z', '', 'soon', '2026-05-30', '2024-01-01'];
    const sales = {
      name: 'held.csv',
      bytes: Buffer.from(
        `${[`${header},buydate`, ...days.map((bought, at) => line(at + 1, bought))].join('\n')}\n`,
      ),
    };
    expect(await importOwnSales(store.db, sales, asOfMs, identify)).toMatchObject({ stored: 6 });
    // 11 and 21 days; no day, no date, bought after it was sold and held for years teach nothing
    const held = await learnHeldDays(store.db);
    expect(held).toEqual({ count: 2, meanDays: 16, learnedUntil: toInstant('2026-04-12T10:00:00Z') });
    const dayOf = (asOf: string) => forecastDaysToSell({ asOf: toInstant(asOf) }, defaultBuyerProfile, held);
    expect(dayOf('2026-05-01T00:00:00Z').days).toBe(20.5);
    expect(dayOf('2026-05-01T00:00:00Z').basis).toContain('2 own sales');
    expect(dayOf('2026-04-01T00:00:00Z').days).toBe(21);
  });
});
