import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdStartLock } from '../../src/platform/database/hold-start-lock.ts';
import { type OwnPostgres, startOwnPostgres } from './kit/own-postgres.ts';
import { type Program, runProgram } from './kit/program.ts';

const secret = 'of all programs here, as long as it has to be';

let postgres: OwnPostgres;
let programs: Program[] = [];
beforeAll(async () => {
  postgres = await startOwnPostgres();
});
afterAll(async () => {
  await Promise.all(programs.map((program) => program.close()));
  await postgres?.close();
});

async function makeEmptyDatabase(name: string): Promise<string> {
  await postgres.query(`create database ${name}`);
  return postgres.connectionString.replace(/\/dealerscope$/, `/${name}`);
}

const count = async (url: string, table: string) => {
  const name = new URL(url).pathname.slice(1);
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return Number((await client.query(`select count(*) from ${table}`)).rows[0]?.count);
  } catch (cause) {
    throw new Error(`cannot count ${table} of ${name}`, { cause });
  } finally {
    await client.end();
  }
};

test.each([
  { round: 1, sample: 'off', servers: 2 },
  { round: 2, sample: 'off', servers: 3 },
  { round: 3, sample: 'on', servers: 2 },
])(
  'programs started at once on an empty database all start: round $round, $servers servers and a command, sample $sample',
  async ({ round, sample, servers }) => {
    const url = await makeEmptyDatabase(`round_${round}`);
    const env = { DATABASE_URL: url, DEALERSCOPE_SAMPLE: sample, DEALERSCOPE_SECRET: secret };
    const started = Array.from({ length: servers }, () => runProgram({ env }));
    const command = runProgram({ env, command: ['user', 'list'] });
    programs = [...started, command];
    for (const program of started) expect(await program.ready, program.output()).toMatch(/^http/);
    expect(await command.ended).toMatchObject({ code: 0 });
    expect(programs.filter((program) => /Waiting for another/.test(program.output())).length).toBeGreaterThan(
      0,
    );
    expect(await count(url, 'auth.users')).toBe(1);
    expect(await count(url, 'members')).toBe(1);
    expect(await count(url, 'organisations')).toBe(1);
    expect(await count(url, 'secret_in_use')).toBe(1);
    expect(await count(url, 'captures')).toBe(await count(url, '(select distinct sha256 from captures) c'));
    for (const program of started) {
      const response = await fetch(`${await program.ready}/readyz`);
      expect(response.status).toBe(200);
    }
    await Promise.all(programs.map((program) => program.close()));
    programs = [];
  },
  600_000,
);

test('a program that was killed while it prepared the database holds up nobody', async () => {
  const url = await makeEmptyDatabase('killed');
  const env = { DATABASE_URL: url, DEALERSCOPE_SAMPLE: 'on', DEALERSCOPE_SECRET: secret };
  const first = runProgram({ env });
  programs = [first];
  await first.said(/Reading the sample market/);
  await first.kill();
  const second = runProgram({ env: { ...env, DEALERSCOPE_SAMPLE: 'off' } });
  programs.push(second);
  expect(await second.ready, second.output()).toMatch(/^http/);
}, 600_000);

test('waiting ends with a sentence that names who holds the lock', async () => {
  const url = await makeEmptyDatabase('held');
  let isWaiting = false;
  await holdStartLock(url, async () => {
    await expect(
      holdStartLock(url, async () => undefined, {
        withinMs: 300,
        onWaiting: () => {
          isWaiting = true;
        },
      }),
    ).rejects.toMatchObject({
      code: 'start_lock_held',
      message: expect.stringMatching(/process \d+ of PostgreSQL/),
    });
  });
  expect(isWaiting).toBe(true);
  // and is free after
  expect(await holdStartLock(url, async () => 'done')).toBe('done');
});
