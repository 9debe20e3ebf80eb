import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Importer, importers } from '../support/importers.ts';
import { heldAt, holdAt, killAt } from './kit/kill-at.ts';
import { type OwnPostgres, startOwnPostgres } from './kit/own-postgres.ts';
import { type Program, type ProgramOptions, runProgram } from './kit/program.ts';
import { until } from './kit/until.ts';

const [lines] = importers as readonly [Importer, ...Importer[]];
/** Three chunks, with what is rejected and what comes twice among it. */
const text = [
  lines.write(Array.from({ length: 1_300 }, (_, at) => lines.lot(at + 1))),
  lines.write([{ ...lines.lot(3), currentBid: 250 }]),
  'not json\n',
].join('');

let folder: string;
let file: string;
let postgres: OwnPostgres;
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-killed-'));
  file = path.join(folder, 'lots.jsonl');
  writeFileSync(file, text);
  postgres = await startOwnPostgres();
});
afterAll(async () => {
  await postgres?.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Market {
  ingest(options?: Partial<ProgramOptions>, ...words: readonly string[]): Program;
  query<Row extends pg.QueryResultRow>(statement: string): Promise<Row[]>;
}

let databases = 0;
/** An empty database of its own. */
async function openMarket(): Promise<Market> {
  databases += 1;
  const name = `market_${databases}`;
  await postgres.query(`create database ${name}`);
  const url = new URL(postgres.connectionString);
  url.pathname = `/${name}`;
  const home = path.join(folder, name);
  return {
    ingest: (options = {}, ...words) =>
      runProgram({
        command: ['ingest', file, '--json', ...words],
        home,
        ...options,
        env: { ...options.env, DATABASE_URL: url.href },
      }),
    query: async (statement) => {
      const client = new pg.Client({ connectionString: url.href });
      await client.connect();
      try {
        return (await client.query(statement)).rows;
      } finally {
        await client.end();
      }
    },
  };
}

const reportOf = (output: string): Record<string, unknown> =>
  JSON.parse(output.slice(output.indexOf('[\n'), output.lastIndexOf(']') + 1))[0];

/** Every row of the market but what only says when or in which transaction it was written. */
async function readRows({ query }: Market) {
  const ordered = (table: string, without: string) =>
    query(`select (to_jsonb(t) - '{${without}}'::text[])::text as row from ${table} t order by 1`);
  return {
    captures: await ordered('captures', 'received_at'),
    chunks: await ordered('capture_chunks', ''),
    listings: await ordered('listings', 'changed_in'),
    observations: await ordered('observations', ''),
    rejections: await ordered('rejections', ''),
    audit: await query(`select target, after from audit_events where action = 'capture.ingested'`),
  };
}

async function ingestUndisturbed(observedAt: string) {
  const market = await openMarket();
  const { code, output } = await market.ingest({}, '--observed-at', observedAt).ended;
  expect(code, output).toBe(0);
  return readRows(market);
}

const observedAtIn = async ({ query }: Market) =>
  (await query<{ at: Date }>('select observed_at as at from captures'))[0]?.at.toISOString() ?? '';

describe('an ingest of a file without a day in its name', () => {
  test('killed at several points, and run to its end at last, leaves what an undisturbed one leaves', async () => {
    const market = await openMarket();
    const points = [
      ['insert into listings', 1, 0],
      ['insert into observations', 2, 1],
      ['update "captures"', 1, 3],
    ] as const;
    const chunks: number[] = [];
    for (const [pattern, nth] of points) {
      const { signal, output } = await market.ingest(killAt({ at: 'query', pattern, nth })).ended;
      expect(signal, output).toBe('SIGKILL');
      const [stored] = await market.query<{ n: number }>('select count(*)::int as n from listings');
      chunks.push(Math.ceil((stored?.n ?? 0) / 500));
    }
    // each was killed with as much stored as was meant
    expect(chunks).toEqual(points.map(([, , stored]) => stored));
    const { code, output } = await market.ingest().ended;
    expect(code, output).toBe(0);
    const observedAt = await observedAtIn(market);
    expect(reportOf(output)).toMatchObject({ listings: 1_301, added: 0, observed: 0, observedAt });
    expect(await readRows(market)).toEqual(await ingestUndisturbed(observedAt));
  }, 600_000);

  test.each([
    ['bytes are being stored', 'insert into "capture_chunks"'],
    ['lots are being stored', 'insert into observations'],
  ])(
    'by two programs at the same moment ends well in both, while %s',
    async (_when, pattern) => {
      const market = await openMarket();
      // an empty database is not the fault that is looked for here
      expect((await runOther(market)).code).toBe(0);
      const first = market.ingest(holdAt({ at: 'query', pattern, nth: 1 }));
      await heldAt(first);
      const second = market.ingest();
      await until(
        'the second waits for the first',
        async () => (await market.query(`select from pg_locks where not granted`)).length > 0,
        { withinMs: 120_000 },
      );
      first.signal('SIGCONT');
      const ends = [await first.ended, await second.ended];
      expect(
        ends.map(({ code }) => code),
        ends.map(({ output }) => output).join('\n'),
      ).toEqual([0, 0]);
      const reports = ends.map(({ output }) => reportOf(output));
      const sum = (name: string) => reports.reduce((total, report) => total + Number(report[name]), 0);
      expect([sum('added'), sum('observed')]).toEqual([1_300, 1_301]);
      expect(await readRows(market)).toEqual(await ingestUndisturbed(await observedAtIn(market)));
    },
    600_000,
  );
});

/** Makes the tables and the dealership, and reads nothing. */
const runOther = ({ ingest }: Market) => ingest({ command: ['doctor'] }).ended;
