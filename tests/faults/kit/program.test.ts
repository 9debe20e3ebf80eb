import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { killAt } from './kill-at.ts';
import { type OwnPostgres, startOwnPostgres } from './own-postgres.ts';
import { restartWhenEnded, runProgram } from './program.ts';

describe('the program', () => {
  let postgres: OwnPostgres;
  let home: string;
  beforeEach(async () => {
    postgres = await startOwnPostgres();
    home = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-supervised-'));
  });
  afterEach(async () => {
    await postgres.close();
    rmSync(home, { recursive: true, force: true });
  });

  test('is started again by its supervisor after a kill', async () => {
    const supervised = restartWhenEnded({
      home,
      env: { DATABASE_URL: postgres.connectionString, DEALERSCOPE_SAMPLE: 'off' },
    });
    try {
      expect((await fetch(`${await supervised.ready()}/readyz`)).status).toBe(200);
      const { pid } = supervised.current();
      await supervised.current().kill();
      expect((await fetch(`${await supervised.ready()}/readyz`)).status).toBe(200);
      expect(supervised.current().pid).not.toBe(pid);
      expect(supervised.ends.map(({ signal }) => signal)).toEqual(['SIGKILL']);
    } finally {
      await supervised.close();
    }
  });

  test.each([
    ['before', 0],
    ['after', 1],
  ] as const)('is killed just %s the commit of its migrations', async (when, committed) => {
    const { preloads, env } = killAt({ at: 'query', pattern: '^commit', when });
    const program = runProgram({
      command: ['user', 'list'],
      home,
      preloads,
      env: { ...env, DATABASE_URL: postgres.connectionString },
    });
    expect(await program.ended).toMatchObject({ signal: 'SIGKILL' });
    const tables = await postgres.query(`select from pg_tables where tablename = 'organisations'`);
    expect(tables).toHaveLength(committed);
  });
});
