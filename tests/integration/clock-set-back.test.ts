import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultOrgId } from '../../src/app/dealership.ts';
import { ingestCapture } from '../../src/app/ingest-capture.ts';
import { toInstant } from '../../src/core/kernel/instant.ts';
import { dataFolder } from '../../src/platform/folders.ts';
import { findSource } from '../../src/sources/registry.ts';
import { createAuthStore } from '../../src/store/auth-connection.ts';
import { openStore, type Store } from '../../src/store/connection.ts';
import { countMailsTo, resumeMails } from '../../src/store/mails.writer.ts';
import { ensureOrganisation } from '../../src/store/organisations.writer.ts';
import { shippedTools } from '../support/shipped-tools.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

/** What was written while the clock was two days ahead, as it is found once that is right again. */
const ahead = sql`now() + interval '2 days'`;
const in2Days = () => new Date(Date.now() + 2 * 86_400_000).toISOString();
const now = () => new Date().toISOString();

let database: TestDatabase;
let store: Store;
beforeAll(async () => {
  database = await createTestDatabase();
  store = openStore(database.connectionString);
  await ensureOrganisation(store.db, defaultOrgId, 'Test dealership');
});
afterAll(async () => {
  await store?.close();
  await database?.drop();
});

test('a lot that was seen by a clock ahead is brought up to date by what is seen by the right one', async () => {
  const { tools, engineVersion } = await shippedTools();
  const deps = {
    db: store.db,
    engine: { version: engineVersion, tools },
  };
  const source = findSource('govdeals');
  if (!source) throw new Error('no such source');
  const line = gunzipSync(readFileSync(path.join(dataFolder, 'captures/govdeals-lots-2026-04-08.jsonl.gz')))
    .toString('utf8')
    .split('\n')
    .find((text) => text.includes('"Pickup Trucks"'));
  const ingest = (observedAt: string, currentBid: number) =>
    ingestCapture(
      {
        source,
        fileName: 'test.jsonl',
        observedAt: toInstant(observedAt),
        isSample: false,
        open: async function* () {
          yield Buffer.from(
            JSON.stringify({ ...JSON.parse(line ?? ''), currentBid, auctionEndUtc: in2Days() }),
          );
        },
      },
      deps,
    );
  const bids = async () => [
    (await store.db.selectFrom('listings').select('current_bid_cents').execute()).map(
      (row) => row.current_bid_cents,
    ),
    (await store.db.selectFrom('listings').select('observed_at').execute()).map(
      (row) => row.observed_at < now(),
    ),
  ];
  await ingest(in2Days(), 500);
  expect(await bids()).toEqual([[50_000], [false]]);
  await ingest(now(), 700);
  expect(await bids()).toEqual([[70_000], [true]]);
  // and an older file still changes nothing
  await ingest('2026-04-08T15:00:00Z', 100);
  expect(await bids()).toEqual([[70_000], [true]]);
});

test('alerts are not held back by thirty of the last hour that are dated ahead', async () => {
  const { db } = store;
  await sql`insert into alert_channels (id, org_id, kind, target, min_severity) values ('alc_1', ${defaultOrgId}, 'mail', 'a@example.com', 'info')`.execute(
    db,
  );
  const addEvent = (id: string) =>
    sql`insert into security_events (id, org_id, kind, severity) values (${id}, ${defaultOrgId}, 'test.made', 'info')`.execute(
      db,
    );
  const count = async () =>
    (await sql<{ n: number }>`select count(*)::integer as n from alert_deliveries`.execute(db)).rows[0]?.n;
  for (let at = 0; at < 31; at++) await addEvent(`sec_${at}`);
  expect(await count()).toBe(30);
  await sql`update alert_deliveries set created_at = ${ahead}`.execute(db);
  await addEvent('sec_later');
  expect(await count()).toBe(31);
});

test('mails dated ahead get their job again, and do not count as of the last hour', async () => {
  const { db } = store;
  for (let at = 0; at < 6; at++)
    await sql`insert into auth.mails (id, template, to_email, sealed, created_at)
      values (${`mai_${at}`}, 'reset', 'a@example.com', 'x', ${ahead})`.execute(db);
  await sql`insert into auth.mails (id, template, to_email, sealed, created_at)
    values ('mai_old', 'notice', 'b@example.com', 'x', now() - interval '9 days'),
      ('mai_new', 'notice', 'b@example.com', 'x', now() - interval '9 minutes')`.execute(db);
  const { withAuth } = createAuthStore(db);
  const lastHour = [new Date(Date.now() - 3_600_000).toISOString(), now()] as const;
  expect(await withAuth((scoped) => countMailsTo(scoped, 'a@example.com', 'reset', lastHour))).toBe(0);
  await withAuth((scoped) => resumeMails(scoped, now()));
  const { rows } = await sql<{
    key: string;
  }>`select key from graphile_worker.jobs where key like 'mail.send:%' order by key`.execute(db);
  // also those that nobody has dealt with for days: whoever sends says that they are given up
  expect(rows.map(({ key }) => key)).toEqual(
    ['0', '1', '2', '3', '4', '5', 'old'].map((id) => `mail.send:mai_${id}`),
  );
});
