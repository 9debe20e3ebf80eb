import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mergeProfile } from '../../src/app/buyer-profile.ts';
import { defaultOrgId } from '../../src/app/dealership.ts';
import { type IngestDeps, ingestCapture } from '../../src/app/ingest-capture.ts';
import { learnCloses } from '../../src/app/learn-closes.ts';
import { readDeal } from '../../src/app/market/read-deal.ts';
import { appraise } from '../../src/core/appraise.ts';
import { toSourceId } from '../../src/core/kernel/ids.ts';
import { toInstant } from '../../src/core/kernel/instant.ts';
import { dataFolder } from '../../src/platform/folders.ts';
import { findSource } from '../../src/sources/registry.ts';
import { readCaptureChunks } from '../../src/store/captures.reader.ts';
import { openStore, type Store } from '../../src/store/connection.ts';
import { ensureOrganisation } from '../../src/store/organisations.writer.ts';
import { openTestMarket, type TestMarket } from '../support/open-test-market.ts';
import { shippedTools } from '../support/shipped-tools.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const captureText = gunzipSync(
  readFileSync(path.join(dataFolder, 'captures/govdeals-lots-2026-04-08.jsonl.gz')),
).toString('utf8');
const lines = captureText
  .split('\n')
  .filter((line) => line.includes('"Pickup Trucks"'))
  .slice(0, 20);
const now = toInstant('2026-04-08T16:00:00Z');

let database: TestDatabase;
let store: Store;
let deps: IngestDeps;
let market: TestMarket;
beforeAll(async () => {
  database = await createTestDatabase();
  store = openStore(database.connectionString);
  await ensureOrganisation(store.db, defaultOrgId, 'Test dealership');
  const { tools, engineVersion } = await shippedTools();
  deps = { db: store.db, engine: { version: engineVersion, tools } };
  market = await openTestMarket(store.db, defaultOrgId, now);
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

function ingest(text: string | Buffer, { observedAt = '2026-04-08T15:00:00Z', source = 'govdeals' } = {}) {
  const found = findSource(source);
  if (!found) throw new Error(`no source ${source}`);
  return ingestCapture(
    {
      source: found,
      fileName: 'test.jsonl',
      observedAt: toInstant(observedAt),
      isSample: false,
      open: async function* () {
        yield typeof text === 'string' ? Buffer.from(text) : text;
      },
    },
    deps,
  );
}

/** Everything the market holds, so that "changes nothing" can be said of all of it. */
async function fingerprint() {
  const { rows } = await sql<Record<string, string>>`select
    (select md5(string_agg(l::text, '|' order by id)) from listings l) as listings,
    (select md5(string_agg(o::text, '|' order by id)) from observations o) as observations,
    (select md5(string_agg(r::text, '|' order by id)) from rejections r) as rejections,
    (select count(*)::text from capture_chunks) as chunks`.execute(store.db);
  return rows[0];
}

const deals = (query: Record<string, unknown> = {}) => market.inbox(query);

const withBid = (line: string, currentBid: number, end = '2026-04-20T18:00:00Z') =>
  JSON.stringify({ ...JSON.parse(line), currentBid, auctionEndUtc: end });

describe('ingesting a capture', () => {
  test('stores its bytes first, exactly as they came', async () => {
    const text = `${lines.map((line) => withBid(line, 500)).join('\n')}\n`;
    const report = await ingest(text);
    expect(report).toMatchObject({ alreadyIngested: false, listings: 20, added: 20, observed: 20 });
    const parts: Buffer[] = [];
    for await (const chunk of readCaptureChunks(store.db, report.captureId)) parts.push(gunzipSync(chunk));
    expect(Buffer.concat(parts).toString('utf8')).toBe(text);
  });

  test('changes nothing the second time', async () => {
    const before = await fingerprint();
    const report = await ingest(`${lines.map((line) => withBid(line, 500)).join('\n')}\n`);
    expect(report.alreadyIngested).toBe(true);
    expect(await fingerprint()).toEqual(before);
  });

  test('changes nothing when a run that died half-way is run again', async () => {
    await sql`update captures set status = 'received'`.execute(store.db);
    const before = await fingerprint();
    const report = await ingest(`${lines.map((line) => withBid(line, 500)).join('\n')}\n`);
    expect(report).toMatchObject({ alreadyIngested: false, added: 0, observed: 0 });
    expect(await fingerprint()).toEqual(before);
  });

  test('a later capture appends an observation and assesses the lot anew, with the same max bid', async () => {
    const first = lines[0] ?? '';
    const before = (await deals({ status: 'all' })).deals.find((deal) =>
      deal.url?.includes(JSON.parse(first).assetId),
    );
    const report = await ingest(withBid(first, 2345), { observedAt: '2026-04-08T15:30:00Z' });
    expect(report).toMatchObject({ listings: 1, added: 0, observed: 1 });
    const after = (await deals({ status: 'all' })).deals.find((deal) => deal.id === before?.id);
    expect(after?.currentBidCents).toBe(234_500);
    expect(after?.version).toBeGreaterThan(before?.version ?? Number.POSITIVE_INFINITY);
    expect(after?.maxBidCents).toBe(before?.maxBidCents);
    const detail = await readDeal(before?.id ?? '', {
      db: store.db,
      desk: market.desk,
      orgId: defaultOrgId,
      now,
    });
    expect(detail.observations.map((seen) => seen.currentBidCents)).toEqual([234_500, 50_000]);
    expect(detail.appraisal?.assessment?.maxBidCents).toBe(after?.maxBidCents);
  });

  test('an older capture that arrives late is kept as an observation and does not turn the lot back', async () => {
    const first = lines[0] ?? '';
    await ingest(withBid(first, 111), { observedAt: '2026-04-08T14:00:00Z' });
    const { deals: found } = await deals({ status: 'all' });
    expect(found.filter((deal) => deal.currentBidCents === 234_500)).toHaveLength(1);
    const { rows } = await sql<{
      n: number;
    }>`select count(*)::int as n from observations where current_bid_cents = 11100`.execute(store.db);
    expect(rows[0]?.n).toBe(1);
  });

  test('counts bad records with line and reason, and reads the rest', async () => {
    const [good = ''] = lines;
    const bad = [
      withBid(good, 700).replace(/"assetId": ?"[^"]*"/, '"assetId": "990002"'),
      '{"assetId": "x", truncated',
      '\u0000\u0001',
      withBid(good, -5).replace(/"assetId": ?"[^"]*"/, '"assetId": "990003"'),
    ];
    const report = await ingest(
      Buffer.concat([Buffer.from(`${bad.join('\n')}\n`), Buffer.from([0xff, 0xfe, 0x80, 0x0a])]),
    );
    expect(report.listings + report.rejected).toBeGreaterThanOrEqual(5);
    const { rows } = await sql<{
      line: number;
      code: string;
      reason: string;
    }>`select line, code, reason from rejections where capture_id = ${report.captureId} order by line`.execute(
      store.db,
    );
    expect(rows.map((row) => row.line)).toEqual(expect.arrayContaining([2, 3, 5]));
    for (const row of rows) expect(row.reason.length).toBeGreaterThan(5);
  });
});

describe('an end that a later capture does not tell', () => {
  const [good = ''] = lines;
  const id = '990010';
  const lot = (change: Record<string, unknown>) =>
    JSON.stringify({ ...JSON.parse(good), assetId: id, currentBid: 500, ...change });
  const stored = async () => {
    const { rows } = await sql<{ status: string; ends_at: string | null; bid: number; from: string }>`
      select status, ends_at, current_bid_cents as bid, provenance ->> 'endsAt' as from from listings
        where source_listing_id like ${`${id}-%`}`.execute(store.db);
    return rows[0];
  };
  const endsAt = '2026-04-08T18:00:00.000Z';

  test.each([
    ['absent', undefined],
    ['null', null],
    ['blank', '  '],
    ['unreadable', 'soon'],
    ['a number', 20260408],
    ['a placeholder', '9999-12-31T00:00:00Z'],
  ])('opens no auction again: %s', async (_words, auctionEndUtc) => {
    await sql`delete from listings where source_listing_id like ${`${id}-%`}`.execute(store.db);
    const told = String(auctionEndUtc);
    await ingest(lot({ auctionEndUtc: endsAt, longDescription: told }), {
      observedAt: '2026-04-08T15:00:00Z',
    });
    await ingest(lot({ auctionEndUtc, longDescription: told, currentBid: 600 }), {
      observedAt: '2026-04-08T17:00:00Z',
    });
    expect(await stored()).toMatchObject({ status: 'active', ends_at: endsAt });
    await ingest(lot({ auctionEndUtc, longDescription: told, currentBid: 700 }), {
      observedAt: '2026-04-08T19:00:00Z',
    });
    const after = await stored();
    expect(after?.ends_at).toBe(endsAt);
    const later = await openTestMarket(store.db, defaultOrgId, toInstant('2026-04-08T19:00:00Z'));
    const open = await later.inbox({ kind: 'all' });
    expect(open.deals.filter((deal) => deal.url?.includes(id))).toEqual([]);
    if (after?.bid === 70_000)
      expect(after).toMatchObject({ status: 'ended', from: expect.stringContaining('2026-04-08T17:00') });
  });

  test('nor where the lot comes again in the same file, nor where it had ended without a known end', async () => {
    const twice = [
      lot({ auctionEndUtc: '2026-04-08T18:30:00Z' }),
      lot({ currentBid: 800, auctionEndUtc: null }),
    ];
    await ingest(twice.join('\n'), { observedAt: '2026-04-08T20:00:00Z' });
    expect(await stored()).toMatchObject({ status: 'ended', bid: 80_000 });
    await sql`update listings set ends_at = null, ends_at_precision = null where source_listing_id like ${`${id}-%`}`.execute(
      store.db,
    );
    await ingest(lot({ currentBid: 900, auctionEndUtc: null }), { observedAt: '2026-04-08T21:00:00Z' });
    expect(await stored()).toMatchObject({ status: 'ended', ends_at: null, bid: 90_000 });
  });

  test('and a new end opens it', async () => {
    await ingest(lot({ currentBid: 100, auctionEndUtc: '2026-05-08T18:00:00Z' }), {
      observedAt: '2026-04-08T22:00:00Z',
    });
    expect(await stored()).toMatchObject({ status: 'active', ends_at: '2026-05-08T18:00:00.000Z' });
  });
});

test('an observation is kept once, whatever id an earlier version gave it', async () => {
  const again = `${lines.map((line) => withBid(line, 500)).join('\n')}\n\n`;
  const before = await sql<{ n: number }>`select count(*)::int as n from observations`.execute(store.db);
  await sql`update observations set id = 'obs_old' || substr(id, 5)`.execute(store.db);
  expect(await ingest(again)).toMatchObject({ alreadyIngested: false, listings: 20, observed: 0 });
  const after = await sql<{ n: number }>`select count(*)::int as n from observations`.execute(store.db);
  expect(after.rows).toEqual(before.rows);
});

describe('the inbox', () => {
  test('shows no lot whose auction is over', async () => {
    const past = withBid(lines[1] ?? '', 900, '2026-04-08T15:45:00Z').replace(
      /"assetId": ?"[^"]*"/,
      '"assetId": "990001"',
    );
    await ingest(past, { observedAt: '2026-04-08T15:40:00Z' });
    const isPast = (deal: { url: string | null; endsAt: string | null }) =>
      deal.endsAt !== null && deal.endsAt <= now;
    expect((await deals({ kind: 'all' })).deals.filter(isPast)).toEqual([]);
    expect((await deals({ kind: 'all', status: 'ended' })).deals.filter(isPast).length).toBeGreaterThan(0);
  });

  test('pages through every deal once, in order, whatever the sort', async () => {
    for (const sort of ['edge', 'score', 'maxBid', 'endsAt', 'year', 'miles', 'currentBid', 'roi']) {
      const all = (await deals({ sort, status: 'all', kind: 'all' })).deals.map((deal) => deal.id);
      const paged: string[] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page = await deals({ sort, status: 'all', kind: 'all', limit: 3, ...(cursor && { cursor }) });
        paged.push(...page.deals.map((deal) => deal.id));
        cursor = page.nextCursor;
      }
      expect(paged, sort).toEqual(all);
    }
  });

  test('refuses a cursor of another making', async () => {
    for (const cursor of [
      'x',
      Buffer.from('["a","b"]').toString('base64url'),
      Buffer.from('[1,"lst_a\' or 1=1"]').toString('base64url'),
    ]) {
      await expect(deals({ cursor })).rejects.toMatchObject({ code: 'bad_cursor' });
    }
  });

  test('searches words by their beginnings and survives query syntax', async () => {
    const { deals: fords } = await deals({ q: 'ford', status: 'all' });
    expect(fords.length).toBeGreaterThan(0);
    for (const q of ["'", '!!', '& | !', 'a:*', ':', '<->', '\\', '%', 'ford & )'])
      await deals({ q, status: 'all' });
  });
});

describe('confirmed sales', () => {
  test('teach the forecast, and never an appraisal of an earlier day', async () => {
    const page = readFileSync(path.join(dataFolder, 'captures/govdeals-sold-page.html'));
    const report = await ingest(page, { observedAt: '2026-05-20T12:00:00Z' });
    expect(report.byKind).toEqual({ road_vehicle: 1 });
    const learned = await learnCloses(store.db);
    expect(learned?.learnedUntil).toBe('2026-05-20T12:00:00.000Z');
    expect(learned?.history.get('govdeals')?.count).toBe(1);
    const appraiseWith = (asOf: string, closes = learned) =>
      appraise(
        {
          facts: { title: '2014 Ford F-150 XLT', odometerMiles: 120_000, description: 'Runs and drives.' },
          state: { status: 'active', endsAt: toInstant('2026-06-30T00:00:00Z') },
          source: toSourceId('govdeals'),
          asOf: toInstant(asOf),
          profile: mergeProfile(),
        },
        { ...deps.engine.tools, ...(closes && { closes }) },
      ).forecast;
    const many = learned && {
      ...learned,
      history: new Map([['govdeals', { count: 500, meanLogRatio: -0.5, sdLogRatio: 0.1 }]]),
    };
    expect(appraiseWith('2026-06-01T00:00:00Z', many)?.p50Cents).toBeLessThan(
      appraiseWith('2026-05-01T00:00:00Z', many)?.p50Cents ?? 0,
    );
    expect(appraiseWith('2026-05-01T00:00:00Z', many)).toEqual(
      appraiseWith('2026-05-01T00:00:00Z', undefined),
    );
  });
});
