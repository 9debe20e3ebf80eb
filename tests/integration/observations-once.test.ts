import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { projectFolder } from '../../src/platform/folders.ts';
import { openStore } from '../../src/store/connection.ts';
import { createTestDatabase } from '../support/test-database.ts';

const migration = readFileSync(
  path.join(projectFolder, 'migrations/0091-keep-each-observation-once.sql'),
  'utf8',
);

test('the upgrade takes out what killed ingests had kept twice, and nothing else', async () => {
  const database = await createTestDatabase();
  const { db, close } = openStore(database.connectionString);
  try {
    // as it was before
    await sql`drop index observations__said`.execute(db);
    await sql`create index observations__listing on observations (listing_id, observed_at desc)`.execute(db);
    await sql`insert into captures (id, source, file_name, sha256, byte_length, observed_at)
      values ('cap_a', 's', 'f', 'a', 1, '2026-04-08T12:00Z'), ('cap_b', 's', 'f', 'b', 1, '2026-04-09T12:00Z')`.execute(
      db,
    );
    await sql`insert into listings (id, source, source_listing_id, first_observed_at, capture_id, kind, kind_confidence,
        facts, provenance, title, observed_at, status, engine_version)
      select 'lst_' || n, 's', n, now(), 'cap_a', 'other', 1, '{}', '{}', 't', now(), 'active', 'e'
        from generate_series(1, 2) n`.execute(db);
    await sql`insert into observations (id, listing_id, capture_id, observed_at, status, current_bid_cents)
      select 'obs_' || id, 'lst_' || lot, 'cap_' || capture, seen::timestamptz, 'active', cents from (values
        ('first', 1, 'a', '2026-04-08T12:00Z', 100),
        ('killed', 1, 'a', '2026-04-08T12:05Z', 100),
        ('twin', 1, 'a', '2026-04-08T12:00Z', 100),
        ('rose', 1, 'a', '2026-04-08T12:05Z', 200),
        ('next-day', 1, 'b', '2026-04-09T12:00Z', 100),
        ('only', 2, 'a', '2026-04-08T12:05Z', 100)) as o (id, lot, capture, seen, cents)`.execute(db);
    await sql.raw(migration).execute(db);
    const { rows } = await sql<{ id: string }>`select id from observations order by id`.execute(db);
    expect(rows.map(({ id }) => id)).toEqual(['obs_first', 'obs_next-day', 'obs_only', 'obs_rose']);
    await expect(
      sql`insert into observations (id, listing_id, capture_id, observed_at, status, current_bid_cents)
        values ('obs_again', 'lst_1', 'cap_b', '2026-04-08T12:00Z', 'active', 100)`.execute(db),
    ).rejects.toMatchObject({ code: '23505' });
  } finally {
    await close();
    await database.drop();
  }
});
