import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultOrgId } from '../../src/app/dealership.ts';
import { type IngestDeps, ingestCapture } from '../../src/app/ingest-capture.ts';
import { toInstant } from '../../src/core/kernel/instant.ts';
import { findSource, sources } from '../../src/sources/registry.ts';
import { operator } from '../../src/store/audit.writer.ts';
import { openStore, type Store } from '../../src/store/connection.ts';
import { ensureOrganisation } from '../../src/store/organisations.writer.ts';
import { storeOwnSales } from '../../src/store/own-sales.writer.ts';
import { type Importer, importers, type RawLot } from '../support/importers.ts';
import { shippedTools } from '../support/shipped-tools.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let store: Store;
let deps: IngestDeps;
beforeAll(async () => {
  database = await createTestDatabase();
  store = openStore(database.connectionString);
  await ensureOrganisation(store.db, defaultOrgId, 'Test dealership');
  const { tools, engineVersion } = await shippedTools();
  deps = { db: store.db, engine: { version: engineVersion, tools }, by: operator };
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

function ingest(source: string, text: string, fileName = 'lots') {
  const found = findSource(source);
  if (!found) throw new Error(`no source ${source}`);
  return ingestCapture(
    {
      source: found,
      fileName,
      url: `https://example.org/${fileName}`,
      observedAt: toInstant('2026-04-08T15:00:00Z'),
      isSample: false,
      open: async function* () {
        yield Buffer.from(text);
      },
    },
    deps,
  );
}

/** What has broken a database, a reader or a terminal somewhere. */
const odd = [
  ...['\\u0000', '\\ud8ff', '\\\\u0000', '\\', '\\"', '"}', '\\x00', '\u0000', '\ud8ff', '\udc00x', '\ufffe'],
  ...[
    '\u202e\u2066gnp.exe',
    'e\u0301\u0301\u0301',
    '\u{10ffff}',
    '\u{e0001}',
    '&#0;&#xd8ff;',
    '<b',
    "'; --",
    '{}',
  ],
  ...[
    '\u0378 unassigned',
    '\u2028',
    'NaN',
    '1e999',
    '\u0130\u0131ŉ',
    '\uff26\uff4f\uff52\uff44',
    'Fo\u200bd',
  ],
];
const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 });
const text = fc
  .oneof(
    fc.constantFrom(...odd),
    fc.string({ unit: 'binary', maxLength: 60 }),
    units.map((codes) => String.fromCharCode(...codes)),
    fc.tuple(fc.constantFrom(...odd), fc.integer({ min: 1, max: 8_000 })).map(([part, n]) => part.repeat(n)),
  )
  .chain((part) => fc.constantFrom(part, `2013 Ford ${part} F-150`));

let lastId = 1_000;
const nextLot = (importer: Importer): RawLot => {
  lastId += 1;
  return importer.lot(lastId);
};
/** A lot with the text wherever a text is free, and one with it in every field and name, which may be none any more. */
const oddLots = (importer: Importer, part: string): readonly RawLot[] => {
  const lot = nextLot(importer);
  const everywhere = Object.entries(nextLot(importer)).map(([name, value]) => [
    name,
    typeof value === 'string' ? part : value,
  ]);
  return [
    { ...lot, ...Object.fromEntries(importer.texts.map((name) => [name, part])) },
    { ...Object.fromEntries(everywhere), ...(importer.source !== 'copart' && { [part]: part }) },
  ];
};

test('every source is among the importers', () => {
  const known = new Set(importers.map(({ source }) => source));
  expect([...known].sort()).toEqual(sources.map((source) => String(source.describe().id)).sort());
});

describe('no text whatever stops its neighbours', () => {
  test.each(importers.map((importer) => [importer.name, importer] as const))(
    '%s',
    async (_name, importer) => {
      await fc.assert(
        fc.asyncProperty(fc.array(text, { minLength: 20, maxLength: 20 }), async (parts) => {
          const lots = parts.flatMap((part) => oddLots(importer, part));
          const captures = importer.holdsOne
            ? lots.map((lot) => [lot])
            : [[nextLot(importer), ...lots, nextLot(importer)]];
          for (const [at, capture] of captures.entries()) {
            const written = importer.write(capture);
            const report = await ingest(importer.source, written, parts[at % parts.length]);
            expect(report.rejectionsByCode).not.toHaveProperty('refused_by_database');
            expect(report.listings + report.rejected).toBeGreaterThanOrEqual(capture.length);
            if (!importer.holdsOne) expect(report.listings).toBeGreaterThanOrEqual(2);
          }
        }),
        { numRuns: 3, endOnFailure: true },
      );
    },
    120_000,
  );

  test('a line that is cut off inside an escape is a rejection with its words', async () => {
    const [lines] = importers;
    if (!lines) throw new Error('no importer');
    const whole = [nextLot(lines), nextLot(lines)];
    const cut = odd.map((part) => JSON.stringify({ ...nextLot(lines), title: part, z: part }).slice(0, -2));
    const report = await ingest('govdeals', [lines.write(whole), ...cut].join('\n'));
    expect(report).toMatchObject({ listings: 2, rejectionsByCode: { unreadable_line: cut.length } });
    const { rows } = await sql<{ excerpt: string }>`
      select excerpt from rejections where capture_id = ${report.captureId} and excerpt like '%\\\\u0000%'`.execute(
      store.db,
    );
    expect(rows.length).toBeGreaterThan(0);
  });

  test('a title that spells an escape out is stored as it stands', async () => {
    const [lines] = importers;
    if (!lines) throw new Error('no importer');
    const title = '2013 Ford \\u0000 and \\ud8ff F-150';
    const report = await ingest('govdeals', lines.write([{ ...nextLot(lines), title }]));
    const { rows } = await sql<{ title: string; fact: string }>`
      select title, facts ->> 'title' as fact from listings where capture_id = ${report.captureId}`.execute(
      store.db,
    );
    expect(rows).toEqual([{ title, fact: title }]);
  });
});

test('a lot that the database refuses is a rejection, and its neighbours are stored', async () => {
  const [lines] = importers;
  if (!lines) throw new Error('no importer');
  await sql`alter table listings add constraint no_buggies check (title not like 'Moon buggy%')`.execute(
    store.db,
  );
  try {
    const lots = Array.from({ length: 60 }, (_, at) =>
      at % 20 === 7 ? { ...nextLot(lines), title: `Moon buggy ${at}` } : nextLot(lines),
    );
    const report = await ingest('govdeals', `${lines.write(lots)}not json\n`);
    expect(report).toMatchObject({
      ...{ listings: 57, added: 57, observed: 57, rejected: 4 },
      rejectionsByCode: { refused_by_database: 3, unreadable_line: 1 },
    });
    expect(Object.values(report.byKind).reduce((sum, n) => sum + n, 0)).toBe(57);
    const { rows } = await sql<{ line: number; reason: string; excerpt: string }>`
      select line, reason, excerpt from rejections
        where capture_id = ${report.captureId} and code = 'refused_by_database' order by line`.execute(
      store.db,
    );
    expect(rows.map(({ line, excerpt }) => [line, excerpt])).toEqual([
      [8, 'Moon buggy 7'],
      [28, 'Moon buggy 27'],
      [48, 'Moon buggy 47'],
    ]);
    expect(rows[0]?.reason).toContain('no_buggies');
  } finally {
    await sql`alter table listings drop constraint no_buggies`.execute(store.db);
  }
});

test('a sale of one’s own with any text in it does not stop the others', async () => {
  const sha256 = 'a'.repeat(64);
  const sale = {
    price_cents: 100,
    sold_at: '2026-01-01T00:00:00Z',
    source: 's',
    snapshot_sha256: sha256,
    year: 2013,
  };
  const sales = odd.map((part, at) => ({ ...sale, id: `sal_${at}`, make: part, model: part, seller: part }));
  expect(await storeOwnSales(store.db, sales, { name: odd.join(''), sha256 })).toBe(odd.length);
});
