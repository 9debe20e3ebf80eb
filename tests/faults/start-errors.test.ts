import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buildWeb } from '../../src/platform/web/build-web.ts';
import { type EmbeddedHome, makeEmbeddedHome } from './kit/embedded-home.ts';

let home: EmbeddedHome;
beforeEach(() => {
  home = makeEmbeddedHome();
});
afterEach(() => home.close());

/** A home with a table in its database, and nobody who has it open. */
async function makeDatabase(): Promise<void> {
  const first = home.hold({ mayShare: false });
  expect(await first.outcome).toBe('embedded');
  await home.query('create table kept as select 42 as answer');
  await first.close();
}

const passwordFile = () => path.join(home.folder, 'postgres.password');

describe('a start', () => {
  test.each([
    ['missing', () => rmSync(passwordFile())],
    ['empty', () => truncateSync(passwordFile())],
  ])('gives the database a new password where its file is %s', async (_what, lose) => {
    await makeDatabase();
    lose();
    expect(await home.hold({ mayShare: false }).outcome).toBe('embedded');
    expect(await home.query('select answer from kept')).toEqual([{ answer: 42 }]);
  });

  test('says what to do about a password that is not the database’s', async () => {
    await makeDatabase();
    writeFileSync(passwordFile(), 'of another database');
    expect(await home.hold({ mayShare: false }).outcome).toMatch(
      /^password_refused The password in .*postgres\.password is not that of the database .* remove it/,
    );
    expect(home.findPostmaster()).toBeUndefined();
    rmSync(passwordFile());
    expect(await home.hold({ mayShare: true }).outcome).toBe('embedded');
  });

  test.each(['global/pg_control', 'PG_VERSION'])(
    'says that a database is damaged: %s without length',
    async (file) => {
      await makeDatabase();
      truncateSync(path.join(home.folder, 'postgres', file));
      expect(await home.hold({ mayShare: false }).outcome).toMatch(
        new RegExp(
          `^database_damaged The database in .* is damaged: ${file} is missing, empty or cut short\\. .*backup`,
        ),
      );
    },
  );

  test('says what PostgreSQL says where that ends with a signal', async () => {
    await makeDatabase();
    // of the right length, and with nothing in it
    writeFileSync(path.join(home.folder, 'postgres/global/pg_control'), Buffer.alloc(8192));
    expect(await home.hold({ mayShare: false }).outcome).toMatch(
      /^(database_damaged|server_start_failed) .*(pg_control|FATAL|PANIC)/,
    );
  });

  test('leaves a database of another user as it is, and says whose it is', async () => {
    await makeDatabase();
    const folder = path.join(home.folder, 'postgres');
    const { uid, gid } = statSync(folder);
    execFileSync('chown', ['-R', 'daemon', folder]);
    const daemon = statSync(folder).uid;
    expect(await home.hold({ mayShare: false }).outcome).toMatch(
      /^data_folder_of_another_user The database in .* belongs to the user daemon, .* nothing was changed\. Start DealerScope as daemon, or .*chown -R/,
    );
    expect(statSync(folder).uid).toBe(daemon);
    execFileSync('chown', ['-R', `${uid}:${gid}`, folder]);
    expect(await home.hold({ mayShare: false }).outcome).toBe('embedded');
  });
});

describe('building the web pages', () => {
  test.each([
    ['the heap is full', 'const held = []; for (;;) held.push(new Array(10_000).fill(held.length));'],
    ['the kernel kills it', `process.kill(process.pid, 'SIGKILL');`],
  ])('says out of memory, and what to do, when %s', async (_what, code) => {
    const project = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-web-'));
    for (const folder of ['web/src', 'node_modules/vite/bin'])
      mkdirSync(path.join(project, folder), { recursive: true });
    writeFileSync(path.join(project, 'node_modules/vite/bin/vite.js'), code);
    const before = process.env.NODE_OPTIONS;
    process.env.NODE_OPTIONS = '--max-old-space-size=32';
    try {
      await expect(buildWeb(project, () => undefined)).rejects.toThrow(
        /^The web pages could not be built: out of memory\. .*npm run build/,
      );
    } finally {
      if (before === undefined) delete process.env.NODE_OPTIONS;
      else process.env.NODE_OPTIONS = before;
      rmSync(project, { recursive: true });
    }
  });
});
