import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { heldAt, holdAt } from './kit/kill-at.ts';
import { runProgram } from './kit/program.ts';
import { until } from './kit/until.ts';
import { type DatabaseBehindProxy, startDatabaseBehindProxy } from './server-behind-proxy.ts';

const file = path.join(import.meta.dirname, '../../data/captures/govdeals-lots-2026-04-08.jsonl.gz');

let database: DatabaseBehindProxy;
beforeAll(async () => {
  database = await startDatabaseBehindProxy();
}, 120_000);
afterAll(() => database.close());
beforeEach(() => database.proxy.heal());

const env = () => ({ DATABASE_URL: database.connectionString });
const count = async (): Promise<Record<string, number>> => {
  const [row] = await database.postgres.query<Record<string, number>>(
    `select (select count(*) from listings)::int as lots, (select count(*) from observations)::int as observations,
      (select count(*) from rejections)::int as rejections,
      (select count(*) from captures where status = 'ingested')::int as captures,
      (select count(*) from audit_events where action = 'capture.ingested')::int as told`,
  );
  return row ?? {};
};

test('an ingest goes on by itself after its database was restarted and its connections were cut', async () => {
  await database.postgres.query('create database undisturbed');
  const undisturbed = runProgram({
    command: ['ingest', '--json', file],
    env: { DATABASE_URL: database.connectionString.replace(/[^/]+$/, 'undisturbed') },
  });
  const { output: said } = await undisturbed.ended;
  const [expected] = JSON.parse(said.slice(said.indexOf('['), said.lastIndexOf(']') + 1)) as {
    added: number;
    observed: number;
    rejected: number;
  }[];
  expect(expected?.added).toBeGreaterThan(100);
  await undisturbed.close();

  const point = { at: 'query', pattern: '^commit', nth: 4 } as const;
  const hurt = runProgram({ command: ['ingest', '--json', file], ...withEnv(holdAt(point)) });
  await heldAt(hurt);
  await database.postgres.stop('immediate');
  hurt.signal('SIGCONT');
  await database.postgres.start();
  for (let times = 0; times < 3 && !hurt.hasEnded(); times++) {
    await new Promise((resolve) => setTimeout(resolve, 300));
    database.proxy.cut();
  }
  const { code, output } = await hurt.ended;
  expect(code, output).toBe(0);
  expect(await count()).toEqual({
    lots: expected?.added,
    observations: expected?.observed,
    rejections: expected?.rejected,
    captures: 1,
    told: 1,
  });
  await hurt.close();
}, 180_000);

test('a command whose database does not come back ends with a sentence that says how to go on', async () => {
  const command = runProgram({
    command: ['user', 'list'],
    ...withEnv(holdAt({ at: 'query', pattern: 'from "?auth"?\\.|from "members"', nth: 1 })),
  });
  await heldAt(command);
  await database.proxy.refuse();
  database.proxy.cut();
  command.signal('SIGCONT');
  const { code, output } = await command.ended;
  expect(code).toBe(1);
  expect(output).toContain('give the same command again');
  expect(output).not.toContain('    at ');
  await command.close();
});

test('a command whose database goes silent does not wait for ever', async () => {
  const command = runProgram({
    command: ['deals'],
    ...withEnv(holdAt({ at: 'query', pattern: 'set_config', nth: 1 })),
  });
  await heldAt(command);
  database.proxy.swallow();
  command.signal('SIGCONT');
  await until('it ends', () => command.hasEnded(), { withinMs: 50_000 });
  const { code, output } = await command.ended;
  expect(code).toBe(1);
  expect(output).toContain('give the same command again');
  await command.close();
});

const withEnv = (points: ReturnType<typeof holdAt>) => ({ ...points, env: { ...points.env, ...env() } });
