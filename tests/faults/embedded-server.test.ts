import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { projectFolder } from '../support/spawn-program.ts';
import { programEnvironment } from '../support/start-program.ts';
import { type EmbeddedHome, makeEmbeddedHome } from './kit/embedded-home.ts';
import { isRunning, signal } from './kit/processes.ts';
import { until } from './kit/until.ts';

let home: EmbeddedHome;
beforeEach(() => {
  home = makeEmbeddedHome();
});
afterEach(() => home.close());

const killPostmaster = async () => {
  const pid = await until('PostgreSQL runs', home.findPostmaster);
  signal(pid, 'SIGKILL');
  await until('it is gone', () => !isRunning(pid));
};

describe('the embedded PostgreSQL', () => {
  test('is started again under the same address when it is killed, and nothing committed is lost', async () => {
    const server = home.hold({ mayShare: false });
    expect(await server.outcome).toBe('embedded');
    await home.query('create table kept as select 42 as answer');
    await killPostmaster();
    await server.said(/^RESTORED$/m);
    expect(await home.query('select answer from kept')).toEqual([{ answer: 42 }]);
  });

  test('is started again although a backend of the killed one works on and holds their memory', async () => {
    const server = home.hold({ mayShare: false });
    await server.outcome;
    const busy = home
      .query('select count(*) from generate_series(1, 3000000000::bigint)')
      .catch(() => undefined);
    await until('it works', async () => {
      const [row] = await home.query<{ n: number }>(
        `select count(*)::int as n from pg_stat_activity where query like '%generate_series%' and pid <> pg_backend_pid()`,
      );
      return row && row.n > 0;
    });
    await killPostmaster();
    await server.said(/^RESTORED$/m);
    await busy;
    expect(await home.query('select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('is tried again and again, and the reason is said, where it does not last', async () => {
    const server = home.hold({ mayShare: false });
    await server.outcome;
    for (let kills = 0; kills < 5; kills++) {
      await killPostmaster();
      await until('it was started again', () => server.output().split('RESTORED').length > kills + 1);
    }
    expect(server.output()).toMatch(
      /^REPEATED PostgreSQL ended, 5 times within a minute\. It .+ It is started again in 5 s\.$/m,
    );
    await home.answers();
  });

  test('serves a server that starts while a command has it, goes on when the command ends, and stops with the last', async () => {
    const command = home.hold({ mayShare: true });
    expect(await command.outcome).toBe('embedded');
    const postmaster = home.findPostmaster();
    const server = home.hold({ mayShare: false });
    expect(await server.outcome).toBe('shared');
    const second = home.hold({ mayShare: false });
    expect(await second.outcome).toMatch(
      new RegExp(`^already_running DealerScope already runs on .* \\(process ${server.pid}\\)`),
    );
    await command.close();
    expect(home.findPostmaster()).toBe(postmaster);
    expect(await home.query('select 1 as one')).toEqual([{ one: 1 }]);
    // and is watched by the one that has not started it
    await killPostmaster();
    await server.said(/^RESTORED$/m);
    await server.close();
    expect(home.findPostmaster()).toBeUndefined();
    expect(readdirSync(path.join(home.folder, 'users'))).toEqual([]);
  });

  test('is taken over at once from a server that was killed under a command', async () => {
    const killed = home.hold({ mayShare: false });
    await killed.outcome;
    const command = home.hold({ mayShare: true });
    expect(await command.outcome).toBe('shared');
    await killed.kill();
    const next = home.hold({ mayShare: false });
    expect(await next.outcome).toBe('shared');
    await command.close();
    await home.answers();
  });

  test('is found whatever TMPDIR says, and through a link to the home', async () => {
    const server = home.hold({ mayShare: false });
    await server.outcome;
    const elsewhere = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-elsewhere-'));
    symlinkSync(home.folder, path.join(elsewhere, 'link'));
    const command = home.hold({
      mayShare: true,
      at: path.join(elsewhere, 'link'),
      env: { TMPDIR: elsewhere },
    });
    expect(await command.outcome).toBe('shared');
    await command.close();
    rmSync(elsewhere, { recursive: true });
  });

  test('runs in a home whose path is longer than that of a socket may be', async () => {
    const long = path.join(home.folder, 'a'.repeat(100));
    mkdirSync(long);
    const inner = makeEmbeddedHome(long);
    const server = inner.hold({ mayShare: false });
    expect(await server.outcome).toBe('embedded');
    const command = inner.hold({ mayShare: true, env: { TMPDIR: '/var/tmp' } });
    expect(await command.outcome).toBe('shared');
    await command.close();
    await server.close();
    await inner.close();
  });
});

describe('a command that is ended by a signal', () => {
  // what bin/dealerscope.mjs does under a Node older than the one that the program needs
  const older = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'20.19.0'})`;
  test.each([
    ['SIGTERM', []],
    ['SIGINT', []],
    ['SIGHUP', []],
    ['SIGTERM', ['--import', older]],
  ] as const)('stops the database that it started: %s %s', async (name, imports) => {
    const command = spawn(process.execPath, [...imports, 'bin/dealerscope.mjs', 'deals'], {
      cwd: projectFolder,
      env: { ...process.env, ...programEnvironment(home.folder) },
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) =>
      command.once('exit', (code, endedBy) => resolve({ code, signal: endedBy })),
    );
    const postmaster = await until('PostgreSQL runs', home.findPostmaster);
    await until('it is in use', () => readdirSync(home.folder).includes('users'));
    command.kill(name);
    expect(await ended).toEqual({ code: null, signal: name });
    await until('PostgreSQL is gone', () => !isRunning(postmaster));
    expect(home.findPostmaster()).toBeUndefined();
  });
});
