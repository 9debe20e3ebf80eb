import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readCatalogue } from '../support/read-catalogue.ts';
import { spawnProgram } from '../support/spawn-program.ts';
import { programEnvironment, signInOwner } from '../support/start-program.ts';
import { type OwnPostgres, startOwnPostgres } from './kit/own-postgres.ts';
import { type Program, type ProgramOptions, runProgram } from './kit/program.ts';

let folder: string;
let programs: Program[] = [];
let clusters: OwnPostgres[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-dump-'));
});
afterEach(async () => {
  for (const program of programs) await program.close();
  for (const cluster of clusters) await cluster.close();
  programs = [];
  clusters = [];
  rmSync(folder, { recursive: true, force: true });
});

const homeOf = (name: string) => path.join(folder, name);
const dumpFile = () => path.join(folder, 'all.dump.gz');
const run = (options: ProgramOptions): Program => {
  const program = runProgram(options);
  programs.push(program);
  return program;
};
/** `npm run dump` and `npm run restore`, without npm's own time. */
const runScript = async (script: 'dump' | 'restore', home: string, env: Record<string, string> = {}) => {
  const { ended } = spawnProgram({
    args: [`scripts/${script}-database.ts`, dumpFile()],
    env: { ...programEnvironment(home), ...env },
  });
  return ended;
};
const get = async (url: string, cookie: string) => {
  const response = await fetch(url, { headers: { cookie } });
  expect(response.status, url).toBe(200);
  return response.json() as Promise<Record<string, unknown>>;
};

/** A cluster in which nothing has run, whose database belongs to a user without rights beyond making roles. */
async function startEmptyCluster(): Promise<{ readonly cluster: OwnPostgres; readonly url: string }> {
  const cluster = await startOwnPostgres();
  clusters.push(cluster);
  await cluster.query(`create role shop login createrole password 'password'`);
  await cluster.query('alter database dealerscope owner to shop');
  await cluster.query('alter schema public owner to shop');
  return { cluster, url: `postgresql://shop:password@127.0.0.1:${cluster.port}/dealerscope` };
}

/** Every row of every table, and the schema with its rights and which triggers are on. */
async function readAll(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', nspname, relname) as name from pg_class c join pg_namespace n on n.oid = relnamespace
     where relkind = 'r' and nspname in ('public', 'auth', 'graphile_worker') and relname !~ '^kysely_' and relname <> 'migrations' order by 1`,
  );
  const content: Record<string, unknown> = {};
  for (const { name } of tables)
    content[name] = (
      await client.query(
        `select count(*)::int as rows, md5(coalesce(string_agg(t::text, chr(10) order by t::text), '')) as md5 from ${name} t`,
      )
    ).rows[0];
  const triggers = await client.query(
    `select tgrelid::regclass::text as on, tgname, tgenabled from pg_trigger where not tgisinternal order by 1, 2`,
  );
  const catalogue = await readCatalogue(client);
  await client.end();
  return { content, triggers: triggers.rows, catalogue };
}

test('a dump of a running program fills an empty home; the program starts on it, and a session goes on', async () => {
  const first = run({ home: homeOf('first') });
  const { cookie } = await signInOwner(await first.ready);
  const deals = await get(`${await first.ready}/api/v1/deals?limit=50`, cookie);
  expect((deals.deals as unknown[]).length).toBe(50);

  expect(await runScript('dump', homeOf('first'))).toMatchObject({ code: 0 });
  expect(statSync(dumpFile()).mode & 0o077).toBe(0);
  expect(statSync(`${dumpFile()}.secret`).mode & 0o077).toBe(0);
  expect(first.hasEnded()).toBe(false);
  await first.close();

  expect(await runScript('restore', homeOf('second'))).toMatchObject({ code: 0 });
  expect(readFileSync(path.join(homeOf('second'), 'secret'), 'utf8')).toBe(
    readFileSync(path.join(homeOf('first'), 'secret'), 'utf8'),
  );
  const second = run({ home: homeOf('second'), env: { DEALERSCOPE_SAMPLE: 'off' } });
  const url = await second.ready;
  const { deals: restored, total } = await get(`${url}/api/v1/deals?limit=50`, cookie);
  expect({ restored, total }).toEqual({ restored: deals.deals, total: deals.total });
  await signInOwner(url);
}, 600_000);

test('of an own PostgreSQL every row, right and trigger arrives in an empty cluster, as an owner without privileges', async () => {
  const from = await startEmptyCluster();
  const to = await startEmptyCluster();
  const secret = { DEALERSCOPE_SECRET: 'of the shop, as long as it has to be, and kept apart' };
  const first = run({ home: homeOf('first'), env: { DATABASE_URL: from.url, ...secret } });
  const { cookie } = await signInOwner(await first.ready);
  await first.close();
  const expected = await readAll(from.url);
  expect(expected.content['public.listings']).not.toMatchObject({ rows: 0 });
  expect(expected.content['public.audit_events']).not.toMatchObject({ rows: 0 });

  const dumped = await runScript('dump', homeOf('first'), { DATABASE_URL: from.url, ...secret });
  expect(dumped).toMatchObject({ code: 0, output: expect.stringMatching(/DEALERSCOPE_SECRET is not in it/) });
  expect(existsSync(`${dumpFile()}.secret`)).toBe(false);

  // half of it is refused, and leaves nothing
  const whole = readFileSync(dumpFile());
  writeFileSync(dumpFile(), whole.subarray(0, whole.length / 2));
  const { cluster: scratch, url: scratchUrl } = await startEmptyCluster();
  expect(await runScript('restore', homeOf('cut'), { DATABASE_URL: scratchUrl })).toMatchObject({
    code: 1,
    output: expect.stringMatching(/could not be read in .*begin again with an empty one/),
  });
  expect(await scratch.query('select from listings')).toEqual([]);
  writeFileSync(dumpFile(), whole);
  expect(await runScript('restore', homeOf('cut'), { DATABASE_URL: scratchUrl })).toMatchObject({
    code: 1,
    output: expect.stringMatching(/The database is not empty/),
  });

  expect(await runScript('restore', homeOf('second'), { DATABASE_URL: to.url })).toMatchObject({ code: 0 });
  expect(await readAll(to.url)).toEqual(expected);
  const stranger = run({ home: homeOf('second'), env: { DATABASE_URL: to.url } });
  expect(await stranger.ended).toMatchObject({ code: 1, output: expect.stringMatching(/secret is missing/) });
  const second = run({ home: homeOf('second'), env: { DATABASE_URL: to.url, ...secret } });
  const url = await second.ready;
  expect((await get(`${url}/api/v1/deals?limit=10`, cookie)).total).toBeGreaterThan(0);
  await signInOwner(url);
}, 600_000);
