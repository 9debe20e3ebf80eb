import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore, type Store } from '../../src/store/connection.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const root = path.join(import.meta.dirname, '../..');
let home: string;
let database: TestDatabase;
let store: Store;
beforeAll(async () => {
  home = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-commands-'));
  database = await createTestDatabase();
  store = openStore(database.connectionString);
});
afterAll(async () => {
  await store.close();
  await database.drop();
  rmSync(home, { recursive: true, force: true });
});

/** `npx dealerscope …` on the test's database; answers what it printed. */
const run = (...args: string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [path.join(root, 'bin/dealerscope.mjs'), ...args],
      {
        cwd: root,
        env: {
          ...process.env,
          DEALERSCOPE_HOME: home,
          // a socket's folder stands in the query; the address itself needs a host
          DATABASE_URL: database.connectionString.replace('@/', '@localhost/'),
        },
      },
      (error, stdout, stderr) => (error ? reject(new Error(`${error.message}\n${stderr}`)) : resolve(stdout)),
    );
  });

const events = () =>
  store.db
    .selectFrom('audit_events')
    .select(['org_id', 'action', 'actor_kind', 'actor_label', 'target', 'after'])
    .orderBy('at')
    .orderBy('seq')
    .execute();

/** What was written down while a command ran. */
async function eventsOf(...args: string[]) {
  const before = (await events()).length;
  await run(...args);
  const written = (await events()).slice(before);
  for (const event of written)
    expect(event).toMatchObject({ actor_kind: 'operator', actor_label: 'command line' });
  return written.map(({ action, target, after }) => ({ action, target, after }));
}
const actionsOf = async (...args: string[]) => (await eventsOf(...args)).map(({ action }) => action);

test('every command that changes something leaves a line in the log, and one that changes nothing leaves none', async () => {
  const owner = ['--email', 'owner@example.com'];
  expect(await actionsOf('user', 'create', ...owner, '--role', 'owner')).toEqual(['member.added']);
  expect(await actionsOf('user', 'api-key', ...owner, '--role', 'viewer')).toEqual(['key.made']);
  expect(await actionsOf('user', 'reset-password', ...owner)).toEqual(['password.reset']);
  expect(await actionsOf('user', 'list')).toEqual([]);
  expect(await actionsOf('signing-keys', 'rotate')).toEqual(['signing_key.rotated']);
  expect(await actionsOf('secret', 'rotate')).toEqual([]);
  expect(await actionsOf('secret', 'status')).toEqual([]);
  expect(await eventsOf('secret', 'reseal')).toEqual([
    { action: 'secrets.sealed_anew', target: null, after: { signingKeys: 1 } },
  ]);
  expect(await actionsOf('secret', 'reseal')).toEqual([]);

  const capture = path.join(root, 'data/captures/gsa-listings-2026-01-07.json');
  const [ingested, ...more] = await eventsOf('ingest', capture);
  expect(more).toEqual([]);
  expect(ingested).toMatchObject({
    action: 'capture.ingested',
    target: expect.stringMatching(/^cap_/) as string,
    after: { source: 'gsa-listings', fileName: 'gsa-listings-2026-01-07.json' },
  });
  expect(await actionsOf('ingest', capture)).toEqual([]);

  const sales = path.join(home, 'our-sales.csv');
  writeFileSync(
    sales,
    [
      'year,make,model,trim,body,transmission,vin,state,condition,odometer,color,interior,seller,mmr,sellingprice,saledate',
      '2012,Toyota,Camry,SE,Sedan,automatic,,tx,3,90000,white,gray,us,9000,8800,Tue Mar 03 2026',
      '',
    ].join('\n'),
  );
  expect(await eventsOf('sales', 'import', sales)).toMatchObject([
    { action: 'sales.imported', target: 'our-sales.csv', after: { stored: 1 } },
  ]);
  expect(await actionsOf('sales', 'import', sales)).toEqual([]);
  expect(await actionsOf('models', 'use', 'shipped')).toEqual(['model.switched']);
  expect(await actionsOf('deals', '--json')).toEqual([]);
}, 240_000);

test('a further dealership has a log of its own, and what concerns all is in both; the chains hold', async () => {
  await run('user', 'create', '--email', 'second@example.com', '--role', 'owner', '--new-org', 'Second');
  await run('models', 'use', 'shipped');
  const all = await events();
  const second = all.find(({ action }) => action === 'organisation.made')?.org_id;
  expect(all.filter(({ org_id }) => org_id === second).map(({ action }) => action)).toEqual([
    'organisation.made',
    'member.added',
    'model.switched',
  ]);
  expect(await run('audit', 'verify')).not.toContain('BROKEN');
}, 120_000);
