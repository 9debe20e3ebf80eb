import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/platform/database/open-database.ts';

const root = path.join(import.meta.dirname, '../..');
let home: string;
let children: ChildProcess[];
beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-embedded-'));
  children = [];
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  // a killed program leaves its server behind: the next start ends it, and so do we
  const database = await openDatabase({ home, mayShare: false }).catch(() => undefined);
  await database?.close();
  rmSync(home, { recursive: true, force: true });
});

const run = async (connectionString: string, statement: string) => {
  const client = new pg.Client({ connectionString });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(statement)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
};

/** A process of its own that opens the database of `home`, says so, and waits. */
async function openInChild(): Promise<ChildProcess> {
  const code = `const { openDatabase } = await import(${JSON.stringify(path.join(root, 'src/platform/database/open-database.ts'))});
    await openDatabase({ home: ${JSON.stringify(home)}, mayShare: false }); console.log('open'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', () => resolve());
    child.once('close', () => reject(new Error('the child ended')));
  });
  return child;
}

describe('the embedded database', () => {
  test('keeps what was committed across a clean stop', async () => {
    const first = await openDatabase({ home, mayShare: false });
    await run(first.connectionString, 'create table kept as select 42 as answer');
    await first.close();
    const second = await openDatabase({ home, mayShare: false });
    expect(await run(second.connectionString, 'select answer from kept')).toEqual([{ answer: 42 }]);
    await second.close();
  });

  test('recovers from kill -9: the orphaned server is ended, its lock cleared, nothing committed is lost', async () => {
    const child = await openInChild();
    const shared = await openDatabase({ home, mayShare: true });
    expect(shared.kind).toBe('shared');
    await run(shared.connectionString, 'create table kept as select 42 as answer');
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('close', resolve));
    const again = await openDatabase({ home, mayShare: false });
    expect(await run(again.connectionString, 'select answer from kept')).toEqual([{ answer: 42 }]);
    await again.close();
  });

  test('recovers from a lock file whose process number now belongs to something else', async () => {
    const first = await openDatabase({ home, mayShare: false });
    await first.close();
    writeFileSync(path.join(home, 'postgres/postmaster.pid'), `${process.pid}\n/nowhere\n`);
    writeFileSync(path.join(home, 'dealerscope.pid'), `${process.pid} 1\n`);
    const second = await openDatabase({ home, mayShare: false });
    expect(await run(second.connectionString, 'select 1 as one')).toEqual([{ one: 1 }]);
    await second.close();
  });

  test('says that another DealerScope has the folder open, and lets the command line join it', async () => {
    const first = await openDatabase({ home, mayShare: false });
    await expect(openDatabase({ home, mayShare: false })).rejects.toMatchObject({
      code: 'already_running',
      message: expect.stringContaining('DEALERSCOPE_HOME'),
    });
    const shared = await openDatabase({ home, mayShare: true });
    expect(await run(shared.connectionString, 'select 1 as one')).toEqual([{ one: 1 }]);
    await first.close();
  });

  test('does not touch a folder of another major version', async () => {
    mkdirSync(path.join(home, 'postgres'));
    writeFileSync(path.join(home, 'postgres/PG_VERSION'), '15\n');
    await expect(openDatabase({ home, mayShare: false })).rejects.toMatchObject({
      code: 'data_folder_other_version',
      message: expect.stringMatching(/PostgreSQL 15.*PostgreSQL 18/),
    });
    expect(readFileSync(path.join(home, 'postgres/PG_VERSION'), 'utf8')).toBe('15\n');
    rmSync(path.join(home, 'postgres'), { recursive: true });
  });

  test('does not take over a folder that holds something else', async () => {
    mkdirSync(path.join(home, 'postgres'));
    writeFileSync(path.join(home, 'postgres/thesis.txt'), 'years of work');
    await expect(openDatabase({ home, mayShare: false })).rejects.toMatchObject({
      code: 'data_folder_not_empty',
    });
    expect(readFileSync(path.join(home, 'postgres/thesis.txt'), 'utf8')).toBe('years of work');
    rmSync(path.join(home, 'postgres'), { recursive: true });
  });

  test('starts anew after a first start that was killed while the database was being made', async () => {
    mkdirSync(path.join(home, 'postgres.partial'));
    writeFileSync(path.join(home, 'postgres.partial/PG_VERSION'), '18\n');
    const database = await openDatabase({ home, mayShare: false });
    expect(await run(database.connectionString, 'select 1 as one')).toEqual([{ one: 1 }]);
    await database.close();
  });

  test('says in one sentence that a folder cannot be written', async () => {
    await expect(openDatabase({ home: '/etc/passwd/dealerscope', mayShare: false })).rejects.toMatchObject({
      code: 'data_folder_not_writable',
      message: expect.stringContaining('DEALERSCOPE_HOME'),
    });
  });

  test('says which database of DATABASE_URL cannot be reached', async () => {
    await expect(
      openDatabase({ home, mayShare: false, databaseUrl: 'postgresql://127.0.0.1:1/none' }),
    ).rejects.toMatchObject({
      code: 'database_unreachable',
      message: expect.stringContaining('127.0.0.1:1'),
    });
  });
});
