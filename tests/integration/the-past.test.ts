import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepThePast } from '../../src/app/past/keep-the-past.ts';
import { keepTold, sayOf } from '../../src/app/past/told.ts';
import { renewLots } from '../../src/app/renew-lots.ts';
import { saveSettings } from '../../src/app/save-profile.ts';
import type { ListingId, OrgId } from '../../src/core/kernel/ids.ts';
import { toInstant } from '../../src/core/kernel/instant.ts';
import { operator } from '../../src/identity/caller.ts';
import { fixedClock } from '../../src/platform/clock.ts';
import { openStore, readTenant, type Store, withTenant } from '../../src/store/connection.ts';
import { beginLooking } from '../../src/store/last-looks.writer.ts';
import { ensureOrganisation } from '../../src/store/organisations.writer.ts';
import { openTestMarket, type TestMarket } from '../support/open-test-market.ts';
import { shippedTools } from '../support/shipped-tools.ts';
import { ingestLines, vehicleLines } from '../support/small-market.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const here = 'org_here' as OrgId;
const away = 'org_away' as OrgId;
const end = '2026-04-20T18:20:00.000Z';
/** With these most lots have a score, and many one of 1 and more. */
const longDescription = 'Runs and drives. Odometer reads 62,000 miles. Clean title.';
const settings = { homeZip: '44101', targetMarginCents: 20_000 };
const seen = '2026-04-08T16:00:00Z';

let database: TestDatabase;
let store: Store;
const stores: Store[] = [];

/** Some of the lines, each with another bid, end or whatever the test changes. */
const lines = (from: number, to: number, change: Record<string, unknown> = {}) =>
  vehicleLines
    .slice(from, to)
    .map((line) => JSON.stringify({ ...JSON.parse(line), longDescription, auctionEndUtc: end, ...change }));

interface ValueRow {
  readonly listing_id: string;
  readonly seq: number;
  readonly why: string;
  readonly changed: string | null;
  readonly observed_at: string;
  readonly bid_cents: number | null;
  readonly wholesale_p50_cents: number | null;
  readonly forecast_p50_cents: number | null;
  readonly ends_at: string | null;
  readonly version: string;
}
const valuesOf = async (id?: string) =>
  (
    await sql<ValueRow>`select v.*, e.version from lot_values v join engine_versions e on e.id = v.engine
      where ${id ?? null}::text is null or listing_id = ${id ?? null} order by listing_id, seq`.execute(
      store.db,
    )
  ).rows;

interface Look {
  readonly listing_id: string;
  readonly max_bid_cents: number | null;
  readonly edge_cents: number | null;
  readonly score: number | null;
  readonly looked_at: string;
  readonly observed_at: string;
  readonly settings_version: number;
}
const looksOf = (org: OrgId) =>
  readTenant(
    store.db,
    org,
    async (scoped) =>
      (await sql<Look>`select * from last_looks order by listing_id, looked_at`.execute(scoped)).rows,
  );
const countsOf = (org: OrgId) =>
  readTenant(
    store.db,
    org,
    async (scoped) =>
      (
        await sql<
          Record<string, number> & { ended_from: string }
        >`select * from last_look_counts order by ended_from, counted_at`.execute(scoped)
      ).rows,
  );

/** Saves settings as of that moment; the database dates changes by its own clock. */
async function save(change: Partial<typeof settings>, at: string, db = store.db) {
  await saveSettings({ ...settings, ...change }, { db, orgId: here, actor: operator });
  await sql`update buyer_profile_changes set changed_at = ${at} where version = (select max(version) from buyer_profile_changes)`.execute(
    db,
  );
}

async function openDatabase() {
  database = await createTestDatabase();
  store = openStore(database.connectionString);
  stores.push(store);
  for (const [org, name] of [
    [here, 'Here'],
    [away, 'Away'],
  ] as const) {
    await ensureOrganisation(store.db, org, name);
    const person = `usr_${org}`;
    await sql`insert into auth.users (id, name, email) values (${person}, 'x', ${`${org}@example.com`})`.execute(
      store.db,
    );
    await sql`insert into auth.sessions (id, user_id, token, active_org_id, expires_at, created_at, updated_at)
      values (${`ses_${org}`}, ${person}, ${org}, ${org}, '2027-01-01Z', '2026-01-01Z',
        ${org === here ? '2026-04-07T00:00:00Z' : '2026-03-01T00:00:00Z'})`.execute(store.db);
  }
}
const closeDatabase = async () => {
  for (const one of stores.splice(0)) await one.close();
  await database.drop();
};
const runAt = (market: TestMarket, at: string, db = store.db) =>
  keepThePast({ db, desk: market.desk, clock: fixedClock(at) });

describe('what lots were worth', () => {
  let id = '';
  let at = 0;
  const first = (change: Record<string, unknown> = {}) => lines(at, at + 1, change);
  beforeAll(openDatabase, 120_000);
  afterAll(closeDatabase);

  test('is kept at first sight, once for each road vehicle with a value, with the engine that said so', async () => {
    await ingestLines(store.db, lines(0, 30, { currentBid: 500 }), seen);
    const rows = await valuesOf();
    const { rows: stored } = await sql<{ id: string; wholesale_p50_cents: number }>`
      select id, wholesale_p50_cents from listings where kind = 'road_vehicle'
        and coalesce(wholesale_p50_cents, retail_p50_cents, forecast_p50_cents) is not null order by id`.execute(
      store.db,
    );
    expect(stored.length).toBeGreaterThan(15);
    const { engineVersion } = await shippedTools();
    expect(rows).toEqual(
      stored.map((lot) =>
        expect.objectContaining({
          listing_id: lot.id,
          seq: 1,
          why: 'first',
          changed: null,
          observed_at: '2026-04-08T16:00:00.000Z',
          wholesale_p50_cents: lot.wholesale_p50_cents,
          bid_cents: 50_000,
          version: engineVersion,
        }),
      ),
    );
  });

  test('is not kept again by a run that died and is run again, nor by two programs at once', async () => {
    const before = await valuesOf();
    await sql`update captures set status = 'received'`.execute(store.db);
    const again = () => ingestLines(store.db, lines(0, 30, { currentBid: 500 }), seen);
    await Promise.all([again(), again()]);
    expect(await valuesOf()).toEqual(before);
  });

  test('a small change adds nothing; a material one adds a row that says what moved', async () => {
    const { rows } = await sql<{ id: string; source_listing_id: string }>`
      select l.id, source_listing_id from listings l join lot_values on listing_id = l.id
      where l.forecast_p50_cents is not null limit 1`.execute(store.db);
    id = rows[0]?.id ?? '';
    at = vehicleLines.findIndex((_, line) => sourceIdOf(line) === rows[0]?.source_listing_id);
    await ingestLines(store.db, first({ currentBid: 501 }), '2026-04-09T16:00:00Z');
    expect(await valuesOf(id)).toHaveLength(1);
    await ingestLines(
      store.db,
      first({ currentBid: 501, auctionEndUtc: '2026-04-20T18:21:30.000Z' }),
      '2026-04-10T16:00:00Z',
    );
    await ingestLines(
      store.db,
      first({ currentBid: 30_000, auctionEndUtc: '2026-04-20T18:21:30.000Z' }),
      '2026-04-11T16:00:00Z',
    );
    const [, moved, bid] = await valuesOf(id);
    expect(moved).toMatchObject({
      seq: 2,
      why: 'change',
      changed: 'end',
      ends_at: '2026-04-20T18:21:30.000Z',
    });
    expect(bid).toMatchObject({ seq: 3, why: 'change', changed: 'forecast', bid_cents: 3_000_000 });
    // an older capture that comes late says nothing of the present
    await ingestLines(store.db, first({ currentBid: 7 }), '2026-04-08T10:00:00Z');
    expect(await valuesOf(id)).toHaveLength(3);
  });

  test('a lot that is seen to be over has the last state before in the same transaction, and nothing after', async () => {
    await ingestLines(
      store.db,
      first({ currentBid: 30_100, auctionEndUtc: '2026-04-20T18:21:30.000Z' }),
      '2026-04-20T18:00:00Z',
    );
    // so near the end the forecast itself has moved
    const before = await valuesOf(id);
    expect(before.map(({ why }) => why)).not.toContain('last');
    await ingestLines(
      store.db,
      first({ currentBid: 31_000, auctionEndUtc: '2026-04-20T18:21:30.000Z' }),
      '2026-04-20T18:30:00Z',
    );
    const rows = await valuesOf(id);
    expect(rows.slice(0, -1)).toEqual(before);
    expect(rows.at(-1)).toMatchObject({
      why: 'last',
      changed: null,
      bid_cents: 3_010_000,
      observed_at: '2026-04-20T18:00:00.000Z',
    });
    await ingestLines(
      store.db,
      first({ currentBid: 31_500, auctionEndUtc: '2026-04-20T18:21:30.000Z' }),
      '2026-04-20T19:30:00Z',
    );
    expect(await valuesOf(id)).toEqual(rows);
  });

  test('a lot whose end just passes gets its last from the program, once, also by two programs at once', async () => {
    const market = await openTestMarket(store.db, here, toInstant(seen));
    const before = await valuesOf();
    const firsts = before.filter(({ why }) => why === 'first').length;
    await runAt(market, '2026-04-20T18:19:00Z');
    expect(await valuesOf()).toEqual(before);
    const other = openStore(database.connectionString);
    stores.push(other);
    const { lastValues } = await Promise.all([
      runAt(market, '2026-04-20T18:21:00Z'),
      runAt(await openTestMarket(other.db, here, toInstant(seen)), '2026-04-20T18:21:00Z', other.db),
    ]).then(([a, b]) => ({ lastValues: a.lastValues + b.lastValues }));
    const after = await valuesOf();
    expect(after.filter(({ why }) => why === 'last')).toHaveLength(firsts);
    expect(lastValues).toBe(firsts - 1);
    expect(new Set(after.map(({ listing_id, seq }) => `${listing_id} ${seq}`)).size).toBe(after.length);
    await runAt(market, '2026-04-20T18:26:00Z');
    expect(await valuesOf()).toEqual(after);
  });

  test('a newer engine adds what it says of open lots, and changes nothing that was said of ended ones', async () => {
    const ahead = `${new Date(Date.now() + 86_400_000).toISOString().slice(0, 19)}.000Z`;
    await ingestLines(store.db, lines(30, 32, { currentBid: 500, auctionEndUtc: ahead }), seen);
    // ended without having been looked at since
    await ingestLines(store.db, lines(32, 34, { currentBid: 500 }), seen);
    await sql`update listings set ends_at = '2026-04-21T00:00Z' where source_listing_id = any(${[sourceIdOf(32), sourceIdOf(33)]}::text[])`.execute(
      store.db,
    );
    const before = await valuesOf();
    const { tools } = await shippedTools();
    await renewLots(store.db, { version: 'rules-9 another', tools });
    const added = (await valuesOf()).filter(
      (row) => !before.some(({ listing_id, seq }) => listing_id === row.listing_id && seq === row.seq),
    );
    // their figures are what they were; the engine before said them
    const { engineVersion } = await shippedTools();
    expect(added.every(({ why }) => why === 'last')).toBe(true);
    expect(added.every(({ version }) => version === engineVersion)).toBe(true);
    expect(added.length).toBeGreaterThan(0);
    // figures that another engine moves are kept for the open ones alone
    const doubled = {
      ...tools,
      valuer: {
        ...tools.valuer,
        version: tools.valuer.version,
        valueRetail: tools.valuer.valueRetail.bind(tools.valuer),
        valueWholesale: (...given: Parameters<typeof tools.valuer.valueWholesale>) => {
          const valued = tools.valuer.valueWholesale(...given);
          if (!valued.ok) return valued;
          const { p10Cents, p50Cents, p90Cents } = valued.value;
          const twice = { p10Cents: p10Cents * 2, p50Cents: p50Cents * 2, p90Cents: p90Cents * 2 };
          return { ok: true as const, value: { ...valued.value, ...twice } as typeof valued.value };
        },
      },
    };
    const settled = await valuesOf();
    await renewLots(store.db, { version: 'rules-10 doubling', tools: doubled });
    const said = (await valuesOf()).filter(
      (row) => !settled.some(({ listing_id, seq }) => listing_id === row.listing_id && seq === row.seq),
    );
    expect(said.length).toBeGreaterThan(0);
    for (const row of said) {
      expect(row).toMatchObject({ why: 'change', version: 'rules-10 doubling', ends_at: ahead });
      expect(row.changed).toContain('value');
    }
  });
});

const sourceIdOf = (at: number): string => {
  const { assetId, accountId } = JSON.parse(vehicleLines[at] ?? '{}') as Record<string, unknown>;
  return `${assetId}-${accountId}`;
};

describe('the last look', () => {
  let market: TestMarket;
  beforeAll(async () => {
    await openDatabase();
    await save({}, seen);
    await ingestLines(store.db, lines(0, 60, { currentBid: 500 }), seen);
    market = await openTestMarket(store.db, here, toInstant(seen));
  }, 120_000);
  afterAll(closeDatabase);

  /** What lists say of each lot. */
  const listed = async () => {
    const { deals } = await market.inbox({ kind: 'all' });
    return new Map(deals.map((deal) => [deal.id, deal]));
  };

  test('is not taken more than an hour before the end', async () => {
    await runAt(market, '2026-04-20T17:15:00Z');
    expect(await looksOf(here)).toEqual([]);
  });

  test('has the figures of the lists, for each lot with a score of 1 and more, of dealerships in use alone', async () => {
    expect(await runAt(market, '2026-04-20T17:25:00Z')).toMatchObject({ dealerships: 1, hours: 0 });
    const shown = [...(await listed()).values()].filter(({ score }) => score !== null && score >= 1);
    expect(shown.length).toBeGreaterThan(5);
    const looks = await looksOf(here);
    expect(looks.map((look) => [look.listing_id, look.max_bid_cents, look.edge_cents, look.score])).toEqual(
      shown
        .map((deal) => [deal.id, deal.maxBidCents, deal.edgeCents, deal.score])
        .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    );
    // nobody of it has signed in for 30 days
    expect(await looksOf(away)).toEqual([]);
  });

  test('is taken once, and again only where it differs materially until the end', async () => {
    const before = await looksOf(here);
    await runAt(market, '2026-04-20T17:30:00Z');
    expect(await looksOf(here)).toEqual(before);
    await save({ targetMarginCents: 60_000 }, '2026-04-20T17:33:00Z');
    market.desk.settings.drop(here);
    await runAt(market, '2026-04-20T17:35:00Z');
    const after = await looksOf(here);
    expect(after.slice().filter(({ looked_at }) => looked_at < '2026-04-20T17:35')).toEqual(before);
    const newer = after.filter(({ looked_at }) => looked_at >= '2026-04-20T17:35');
    expect(newer.length).toBeGreaterThan(0);
    const deals = await listed();
    for (const look of newer) {
      expect(look.max_bid_cents).toBe(deals.get(look.listing_id)?.maxBidCents);
      expect(look.settings_version).toBeGreaterThan(before[0]?.settings_version ?? 99);
    }
  });

  test('settings saved after the end change nothing that was said before', async () => {
    const before = [await looksOf(here), await countsOf(here)];
    await save({ targetMarginCents: 0 }, '2026-04-20T18:25:00Z');
    market.desk.settings.drop(here);
    await runAt(market, '2026-04-20T18:30:00Z');
    expect([await looksOf(here), await countsOf(here)]).toEqual(before);
  });

  test('the hour has one line that adds up, however often and by how many programs it is looked at', async () => {
    const other = openStore(database.connectionString);
    stores.push(other);
    const twin = await openTestMarket(other.db, here, toInstant(seen));
    await Promise.all([runAt(market, '2026-04-20T19:00:00Z'), runAt(twin, '2026-04-20T19:00:01Z', other.db)]);
    await runAt(market, '2026-04-20T19:05:00Z');
    await runAt(twin, '2026-04-20T20:05:00Z', other.db);
    const lines = await countsOf(here);
    expect(lines).toHaveLength(1);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from listings`.execute(store.db);
    const latest = new Map((await looksOf(here)).map((look) => [look.listing_id, look.score ?? 0]));
    expect(lines[0]).toMatchObject({
      ended_from: '2026-04-20T18:00:00.000Z',
      lots: rows[0]?.n,
      kept: [...latest.values()].filter((score) => score >= 1).length,
    });
    const { lots, kept, score_zero, without_score, not_road_vehicle, seen_too_late } = lines[0] as Record<
      string,
      number
    >;
    expect(lots).toBe(
      Number(kept) +
        Number(score_zero) +
        Number(without_score) +
        Number(not_road_vehicle) +
        Number(seen_too_late),
    );
    expect(without_score).toBeGreaterThan(0);
  });

  test('a run that fails half-way leaves nothing, and the next makes it whole', async () => {
    await ingestLines(
      store.db,
      lines(60, 70, { currentBid: 500, auctionEndUtc: '2026-04-22T10:30:00.000Z' }),
      seen,
    );
    const before = [await looksOf(here), await countsOf(here)];
    await sql`alter table last_look_counts add constraint no_more check (ended_from < '2026-04-22') not valid`.execute(
      store.db,
    );
    await expect(runAt(market, '2026-04-22T11:00:00Z')).rejects.toThrow('no last looks for 1 dealership');
    expect([await looksOf(here), await countsOf(here)]).toEqual(before);
    await sql`alter table last_look_counts drop constraint no_more`.execute(store.db);
    await runAt(market, '2026-04-22T11:05:00Z');
    expect((await countsOf(here)).at(-1)).toMatchObject({ ended_from: '2026-04-22T10:00:00.000Z', lots: 10 });
    expect((await looksOf(here)).length).toBeGreaterThan(before[0]?.length ?? 0);
  });

  test('a lot found ended late is looked at as it was last seen before its end; the hour gets another line', async () => {
    const at = { auctionEndUtc: '2026-04-22T10:40:00.000Z' };
    const known = (await looksOf(here)).length;
    // seen before its end in a file that comes late, and then as it was after the end
    await ingestLines(store.db, lines(70, 80, { ...at, currentBid: 500 }), '2026-04-22T09:00:00Z');
    await ingestLines(store.db, lines(70, 80, { ...at, currentBid: 90_000 }), '2026-04-22T12:00:00Z');
    // seen only since
    await ingestLines(store.db, lines(80, 85, { ...at, currentBid: 500 }), '2026-04-22T12:00:00Z');
    await runAt(market, '2026-04-22T12:05:00Z');
    const late = (await looksOf(here)).filter(({ looked_at }) => looked_at.startsWith('2026-04-22T12:05'));
    expect(late.length).toBeGreaterThan(0);
    expect((await looksOf(here)).length).toBe(known + late.length);
    for (const look of late) expect(look.observed_at).toBe('2026-04-22T09:00:00.000Z');
    const hour = (await countsOf(here)).filter(({ ended_from }) => ended_from.startsWith('2026-04-22T10'));
    expect(hour.map(({ lots }) => lots)).toEqual([10, 25]);
    expect(hour[1]?.seen_too_late).toBeGreaterThan(0);
    await runAt(market, '2026-04-22T12:10:00Z');
    expect(await countsOf(here)).toHaveLength(3);

    // the figures are those that a market says which stood still before the end
    const still = await createTestDatabase();
    const stillStore = openStore(still.connectionString);
    try {
      await ensureOrganisation(stillStore.db, here, 'Here');
      await save({ targetMarginCents: 0 }, seen, stillStore.db);
      await ingestLines(stillStore.db, lines(70, 80, { ...at, currentBid: 500 }), '2026-04-22T09:00:00Z');
      const { deals } = await (
        await openTestMarket(stillStore.db, here, toInstant('2026-04-22T09:00:00Z'))
      ).inbox({ kind: 'all' });
      expect(late.map((look) => [look.listing_id, look.max_bid_cents, look.edge_cents, look.score])).toEqual(
        deals
          .filter(({ score }) => score !== null && score >= 1)
          .map((deal) => [deal.id, deal.maxBidCents, deal.edgeCents, deal.score])
          .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
      );
    } finally {
      await stillStore.close();
      await still.drop();
    }
  });

  test('while another program looks for a dealership, this one leaves it alone', async () => {
    const ended = { auctionEndUtc: '2026-04-23T10:30:00.000Z', currentBid: 500 };
    await ingestLines(store.db, lines(85, 90, ended), seen);
    const other = openStore(database.connectionString);
    stores.push(other);
    await withTenant(other.db, here, async (scoped) => {
      expect(await beginLooking(scoped)).toBe(true);
      expect(await runAt(market, '2026-04-23T11:00:00Z')).toMatchObject({ looks: 0, hours: 0 });
    });
    expect(await runAt(market, '2026-04-23T11:00:00Z')).toMatchObject({ hours: 1 });
  });

  test('a dealership is in use by a key as well, and by a sign-in whose session has ended', async () => {
    const asOf = '2026-04-23T12:00:00Z';
    const inUse = async () => (await runAt(market, asOf)).dealerships;
    expect(await inUse()).toBe(1);
    await sql`insert into api_keys (id, org_id, user_id, name, role, prefix, key_hash, expires_at, last_used_at)
      values ('key_1', ${away}, ${`usr_${away}`}, 'k', 'viewer', 'dsk_', 'h', '2027-01-01Z', '2026-03-24T13:00:00Z')`.execute(
      store.db,
    );
    expect(await inUse()).toBe(2);
    await sql`update api_keys set last_used_at = '2026-03-24T11:00:00Z'`.execute(store.db);
    expect(await inUse()).toBe(1);
    await sql`delete from auth.sessions`.execute(store.db);
    expect(await inUse()).toBe(0);
    // the log keeps its own time
    await withTenant(store.db, away, (scoped) =>
      sql`select append_audit_event('session', 's', 'x', 'session.started_with_passkey', null, null, null, null, null, null)`.execute(
        scoped,
      ),
    );
    expect(await inUse()).toBe(1);
  });
});

describe('what a buyer was told', () => {
  beforeAll(openDatabase, 120_000);
  afterAll(closeDatabase);

  test('is what lists say, kept once for a moment and a kind, and by nobody seen but the dealership', async () => {
    await save({}, seen);
    await ingestLines(store.db, lines(0, 20, { currentBid: 500 }), seen);
    const market = await openTestMarket(store.db, here, toInstant(seen));
    const deal = (await market.inbox()).deals[0];
    const said = await sayOf(deal?.id as ListingId, { desk: market.desk, orgId: here });
    if (!deal || !said) throw new Error('nothing to say');
    expect(said.figures).toEqual({
      max_bid_cents: deal.maxBidCents,
      edge_cents: deal.edgeCents,
      score: deal.score,
      value_p50_cents: deal.wholesale?.p50Cents ?? null,
      close_p50_cents: deal.forecastCloseP50Cents,
    });
    const at = toInstant('2026-04-08T17:00:00Z');
    for (const kind of ['alert', 'bid.placed', 'alert'])
      await withTenant(store.db, here, (scoped) => keepTold(scoped, said, { at, kind }));
    const read = (org: OrgId) =>
      readTenant(
        store.db,
        org,
        async (scoped) => (await sql`select * from told order by kind`.execute(scoped)).rows,
      );
    expect(await read(here)).toEqual([
      expect.objectContaining({ kind: 'alert', ...said.figures }),
      expect.objectContaining({ kind: 'bid.placed', ...said.figures }),
    ]);
    expect(await read(away)).toEqual([]);
    for (const statement of [sql`update told set score = 1`, sql`delete from told`])
      await expect(withTenant(store.db, here, (scoped) => statement.execute(scoped))).rejects.toThrow(
        /permission denied/,
      );
    expect(await sayOf('lst_nothing_of_the_kind' as ListingId, { desk: market.desk, orgId: here })).toBe(
      undefined,
    );
  });
});
