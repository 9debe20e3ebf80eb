import { existsSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { spawnProgram } from '../../support/spawn-program.ts';
import { killAt, type Point } from './kill-at.ts';
import { type OwnPostgres, startOwnPostgres } from './own-postgres.ts';
import { isStopped } from './processes.ts';
import { restartWhenEnded, runProgram } from './program.ts';
import { dayMs, makeShiftedClock } from './shifted-clock.ts';
import { openSmallDisk } from './small-disk.ts';
import { startStandby } from './standby.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';
import { until } from './until.ts';

const codeOf = (error: unknown) => (error as { code?: string }).code;

describe('the proxy', () => {
  let echo: Server;
  let proxy: TcpProxy;
  let clients: Socket[];
  let heard: number;
  beforeEach(async () => {
    heard = 0;
    clients = [];
    echo = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (data) => {
        heard += data.length;
        socket.write(data);
      });
    });
    await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
    const address = echo.address();
    proxy = await startTcpProxy({
      host: '127.0.0.1',
      port: typeof address === 'object' ? (address?.port ?? 0) : 0,
    });
  });
  afterEach(async () => {
    for (const client of clients) client.destroy();
    await proxy.close();
    await new Promise((resolve) => echo.close(resolve));
  });

  /** A client with what came back to it and how it ended. */
  async function open() {
    const socket = connect(proxy.port, '127.0.0.1');
    clients.push(socket);
    const client = { socket, text: '', end: '' };
    socket.on('data', (data) => {
      client.text += data.toString();
    });
    socket.on('error', (error) => {
      client.end = codeOf(error) ?? 'error';
    });
    socket.on('close', () => {
      client.end ||= 'closed';
    });
    await new Promise((resolve) => socket.once('connect', resolve).once('error', resolve));
    return client;
  }
  const answers = async (client: { readonly socket: Socket; text: string }, word: string) => {
    client.socket.write(word);
    await until(`"${word}" comes back`, () => client.text.endsWith(word));
  };

  test('passes everything on, the end included', async () => {
    const client = await open();
    const long = 'x'.repeat(3_000_000);
    client.socket.end(long);
    await until('it ends', () => client.end !== '');
    expect(client.text).toHaveLength(long.length);
    expect(client.end).toBe('closed');
    await until('the proxy forgets it', () => proxy.connections() === 0);
  });

  test('delays each way, in order', async () => {
    const client = await open();
    proxy.delay(60);
    const startedAt = performance.now();
    client.socket.write('one ');
    await answers(client, 'two');
    expect(client.text).toBe('one two');
    expect(performance.now() - startedAt).toBeGreaterThan(118);
  });

  test('resets what is open and serves what is new', async () => {
    const client = await open();
    await answers(client, 'word');
    proxy.cut();
    await until('it is told', () => client.end !== '');
    expect(client.end).toBe('ECONNRESET');
    await answers(await open(), 'again');
  });

  test('swallows without a word, for the open ones for ever', async () => {
    const [old, silent] = [await open(), await open()];
    await answers(old, 'word');
    proxy.swallow();
    const heardBefore = heard;
    const fresh = await open();
    for (const client of [old, fresh]) client.socket.write('lost');
    silent.socket.end('lost');
    await new Promise((resolve) => setTimeout(resolve, 100));
    await proxy.heal();
    await answers(await open(), 'new');
    old.socket.write('lost too');
    await answers(await open(), 'newer');
    expect(heard).toBe(heardBefore + 'newnewer'.length);
    expect([old, silent, fresh].map(({ end }) => end)).toEqual(['', '', '']);
    expect(old.text).toBe('word');
  });

  test('holds back and loses nothing', async () => {
    const client = await open();
    await answers(client, 'word');
    proxy.hold();
    client.socket.write(' held');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(client.text).toBe('word');
    await proxy.heal();
    await until('it comes', () => client.text === 'word held');
  });

  test('refuses new ones, keeps the open ones, and takes its port again', async () => {
    const old = await open();
    await answers(old, 'word');
    await proxy.refuse();
    expect((await open()).end).toBe('ECONNREFUSED');
    await answers(old, 'more');
    await proxy.heal();
    await answers(await open(), 'again');
  });
});

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

describe('a point in a program', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-points-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Writes three files in a row, starts a child, and says after each what it did. */
  function run(point: Point) {
    const code = `import { writeFileSync, renameSync } from 'node:fs'; import { execFileSync } from 'node:child_process';
      for (const name of ['a', 'b', 'c']) { writeFileSync(${JSON.stringify(folder)} + '/' + name, name); console.log('wrote', name); }
      execFileSync('/bin/echo', ['hello']); console.log('spawned');`;
    const { preloads, env } = killAt(point);
    const imports = preloads.flatMap((file) => ['--import', file]);
    return spawnProgram({ args: [...imports, '--input-type=module', '-e', code], env });
  }

  test.each([
    [{ at: 'file', pattern: 'writeFileSync .*/b$' }, ['a'], 'wrote a'],
    [{ at: 'file', pattern: 'writeFileSync .*/b$', when: 'after' }, ['a', 'b'], 'wrote a'],
    [{ at: 'file', pattern: `writeFileSync .*/[abc]$`, nth: 3 }, ['a', 'b'], 'wrote b'],
    [{ at: 'spawn', pattern: 'echo hello' }, ['a', 'b', 'c'], 'wrote c'],
  ] as const)('is where it is killed: %j', async (point, files, lastWords) => {
    const { signal, output } = await run(point).ended;
    expect(signal).toBe('SIGKILL');
    expect(['a', 'b', 'c'].filter((name) => existsSync(path.join(folder, name)))).toEqual(files);
    expect(output.trim().split('\n').at(-1)).toBe(lastWords);
  });

  test('that never comes ends nothing', async () => {
    expect(await run({ at: 'file', pattern: 'nowhere' }).ended).toMatchObject({ code: 0, signal: null });
  });

  test('is where it stands still until it may go on', async () => {
    const program = run({ at: 'file', pattern: 'writeFileSync .*/c', signal: 'SIGSTOP' });
    const { pid = 0 } = program.child;
    await until('it stands still', () => isStopped(pid));
    expect(existsSync(path.join(folder, 'c'))).toBe(false);
    process.kill(pid, 'SIGCONT');
    expect(await program.ended).toMatchObject({ code: 0 });
    expect(existsSync(path.join(folder, 'c'))).toBe(true);
  });
});

describe('a small disk', () => {
  test('fills up, to the byte and to the inode, and has room again', () => {
    const disk = openSmallDisk({ sizeBytes: 4 * 1024 * 1024, inodes: 100 });
    const write = (bytes: number) => writeFileSync(path.join(disk.folder, 'x'), Buffer.alloc(bytes));
    try {
      disk.fill(100_000);
      write(50_000);
      expect(() => write(500_000)).toThrow('ENOSPC');
      disk.fill();
      expect(disk.freeBytes()).toBe(0);
      disk.free();
      write(1_000_000);
      disk.fillInodes();
      expect(() => mkdirSync(path.join(disk.folder, 'y'))).toThrow('ENOSPC');
      disk.free();
      mkdirSync(path.join(disk.folder, 'y'));
    } finally {
      disk.close();
    }
    expect(existsSync(disk.folder)).toBe(false);
  });

  test('turns read-only under files that are open, and is mended', () => {
    const disk = openSmallDisk({ sizeBytes: 16 * 1024 * 1024, canTurnReadOnly: true });
    try {
      const file = openSync(path.join(disk.folder, 'open'), 'a');
      writeSync(file, 'kept');
      disk.turnReadOnly();
      expect(() => writeSync(file, 'more')).toThrow('EROFS');
      expect(() => mkdirSync(path.join(disk.folder, 'y'))).toThrow('EROFS');
      disk.mend();
      mkdirSync(path.join(disk.folder, 'y'));
    } finally {
      disk.close();
    }
  });
});

describe('a shifted clock', () => {
  test('moves Date while a program runs, two days forth and back, and nothing monotonic', async () => {
    const clock = makeShiftedClock(2 * dayMs);
    const code = `setInterval(() => console.log(JSON.stringify({
      now: Date.now(), made: +new Date(), text: +new Date(new Date().toISOString()), called: Date.parse(Date()),
      isDate: new Date() instanceof Date && new Date().constructor === Date, fixed: new Date(2020, 0).getFullYear(),
      monotonic: performance.now() })), 20)`;
    const imports = clock.preloads.flatMap((file) => ['--import', file]);
    const program = spawnProgram({ args: [...imports, '-e', code], env: clock.env });
    const last = () => {
      const line = program.output().trim().split('\n').at(-1) ?? '';
      try {
        return JSON.parse(line) as Record<
          'now' | 'made' | 'text' | 'called' | 'monotonic' | 'fixed',
          number
        > & { isDate: boolean };
      } catch {
        return undefined;
      }
    };
    const isOff = (days: number) => {
      const at = last();
      return at && Math.abs(at.now - Date.now() - days * dayMs) < 60_000 ? at : undefined;
    };
    try {
      let monotonic = 0;
      for (const days of [2, -2, 0, -2, 2]) {
        clock.shift(days * dayMs);
        const at = await until(`the clock is ${days} days off`, () => isOff(days));
        for (const other of [at.made, at.text, at.called])
          expect(Math.abs(other - at.now)).toBeLessThan(60_000);
        expect(at).toMatchObject({ isDate: true, fixed: 2020 });
        expect(at.monotonic).toBeGreaterThan(monotonic);
        expect(at.monotonic).toBeLessThan(dayMs);
        monotonic = at.monotonic;
      }
    } finally {
      program.child.kill('SIGKILL');
      await program.ended;
      clock.close();
    }
  });
});

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

describe('a standby', () => {
  test('takes over from a killed primary with everything that was answered', async () => {
    const primary = await startOwnPostgres();
    await primary.query('create table kept (answer int)');
    const standby = await startStandby(primary);
    try {
      await primary.query('insert into kept values (42)');
      await expect(standby.query('insert into kept values (43)')).rejects.toMatchObject({ code: '25006' });
      await primary.kill();
      await standby.promote();
      await standby.query('insert into kept values (43)');
      expect(await standby.query('select answer from kept')).toEqual([{ answer: 42 }, { answer: 43 }]);
    } finally {
      await standby.close();
      await primary.close();
    }
  });
});
