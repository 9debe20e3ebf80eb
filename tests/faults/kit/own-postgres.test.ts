import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OwnPostgres, startOwnPostgres } from './own-postgres.ts';
import { until } from './until.ts';

const codeOf = (error: unknown) => (error as { code?: string }).code;

describe('an own PostgreSQL', () => {
  let postgres: OwnPostgres;
  beforeAll(async () => {
    postgres = await startOwnPostgres();
    await postgres.query('create table kept as select 42 as answer');
  }, 120_000);
  afterAll(() => postgres.close());

  const kept = () => postgres.query('select answer from kept');

  test.each(['smart', 'fast', 'immediate'] as const)(
    'stops %s and starts again with what it had',
    async (mode) => {
      await postgres.stop(mode);
      await expect(kept()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
      await postgres.start();
      expect(await kept()).toEqual([{ answer: 42 }]);
    },
  );

  test('comes back after it was killed, frozen backends or not', async () => {
    const sleeping = postgres.query('select pg_sleep(60)').catch((error: unknown) => error);
    await until('it sleeps', async () => (await backends()) > 1);
    postgres.freeze();
    await postgres.kill();
    await postgres.start();
    expect(await sleeping).toBeInstanceOf(Error);
    expect(await kept()).toEqual([{ answer: 42 }]);
  });
  const backends = async () =>
    Number(
      (
        await postgres.query(`select count(*) n from pg_stat_activity where backend_type = 'client backend'`)
      )[0]?.n,
    );

  test('frozen, it answers nobody until it thaws', async () => {
    postgres.freeze();
    const answer = kept();
    const first = await Promise.race([
      answer.then(() => 'answered'),
      new Promise((resolve) => setTimeout(resolve, 150, 'silent')),
    ]);
    postgres.thaw();
    expect(first).toBe('silent');
    expect(await answer).toEqual([{ answer: 42 }]);
  });

  test('ends single backends of others on demand', async () => {
    const connection = async () => {
      const client = new pg.Client({ connectionString: postgres.connectionString });
      client.on('error', () => undefined);
      await client.connect();
      return { client, ended: new Promise((resolve) => client.once('error', resolve)) };
    };
    const terminated = await connection();
    expect(await postgres.terminateBackends()).toBe(1);
    expect(codeOf(await terminated.ended)).toBe('57P01');
    expect(await postgres.killBackend()).toBe(false);
    const killed = await connection();
    expect(await postgres.killBackend()).toBe(true);
    expect(await killed.ended).toBeInstanceOf(Error);
    await until('it has recovered', () =>
      kept().then(
        () => true,
        () => false,
      ),
    );
  });
});
