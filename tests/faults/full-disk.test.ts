import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { projectFolder } from '../support/spawn-program.ts';
import { signInOwner } from '../support/start-program.ts';
import { type EmbeddedHome, makeEmbeddedHome } from './kit/embedded-home.ts';
import { signal } from './kit/processes.ts';
import { runProgram } from './kit/program.ts';
import { openSmallDisk, type SmallDisk } from './kit/small-disk.ts';
import { until } from './kit/until.ts';

const megabyte = 1024 * 1024;
const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

function openHome(options: Parameters<typeof openSmallDisk>[0]): { disk: SmallDisk; home: EmbeddedHome } {
  const disk = openSmallDisk(options);
  closers.push(() => disk.close());
  const home = makeEmbeddedHome(disk.folder);
  closers.push(() => home.close());
  return { disk, home };
}

describe('a first start', () => {
  test.each([
    [
      'room',
      { sizeBytes: 100 * megabyte },
      /disk_full The disk is full: \d+ MB are free on .* 256 MB are needed/,
    ],
    ['inodes', { sizeBytes: 400 * megabyte, inodes: 1_000 }, /disk_full .*inodes.* 4,000 are needed/],
  ])('says in one sentence that %s is short', async (_what, options, sentence) => {
    const { home } = openHome(options);
    expect(await home.hold({ mayShare: false }).outcome).toMatch(sentence);
  });

  test('says so where not even a lock can be written, and starts when there is room', async () => {
    const { disk, home } = openHome({ sizeBytes: 400 * megabyte });
    disk.fill();
    expect(await home.hold({ mayShare: false }).outcome).toMatch(/^disk_full The disk is full/);
    expect(existsSync(path.join(home.folder, 'dealerscope.pid'))).toBe(false);
    disk.free();
    expect(await home.hold({ mayShare: false }).outcome).toBe('embedded');
  });
});

describe('a disk that is full under the database', () => {
  test.each(['room', 'inodes'] as const)('has it back by itself once there is %s again', async (what) => {
    const { disk, home } = openHome({ sizeBytes: 400 * megabyte, inodes: 8_000 });
    const server = home.hold({ mayShare: false });
    await server.outcome;
    await home.query('create table kept as select 42 as answer');
    if (what === 'room') disk.fill();
    else disk.fillInodes();
    await server.said(/^STORAGE The disk is full: .* are needed to go on writing/m);
    const pid = await until('PostgreSQL runs', home.findPostmaster);
    signal(pid, 'SIGKILL');
    await server.said(/^TROUBLE PostgreSQL cannot be started\. The disk (of .* )?is full/m);
    disk.free();
    await server.said(/^RESTORED$/m);
    await server.said(/^STORAGE has room$/m);
    expect(await home.query('select answer from kept')).toEqual([{ answer: 42 }]);
  });

  test('that turns read-only is said, and served again once it is mended', async () => {
    const { disk, home } = openHome({ sizeBytes: 600 * megabyte, canTurnReadOnly: true });
    const server = home.hold({ mayShare: false });
    await server.outcome;
    await home.query('create table kept as select 42 as answer');
    disk.turnReadOnly();
    await server.said(/^STORAGE The disk of .* is read-only/m);
    signal(await until('PostgreSQL runs', home.findPostmaster), 'SIGKILL');
    await server.said(/^TROUBLE PostgreSQL cannot be started\. The disk of .* is read-only/m);
    disk.mend();
    await server.said(/^RESTORED$/m);
    expect(await home.query('select answer from kept')).toEqual([{ answer: 42 }]);
  });

  test('is told while some MB remain: reads go on, nothing is stored, and it is stored when there is room', async () => {
    const { disk } = openHome({ sizeBytes: 700 * megabyte });
    const program = runProgram({ home: disk.folder, env: { DEALERSCOPE_SAMPLE: 'off' } });
    closers.push(() => program.close());
    const url = await program.ready;
    const { cookie } = await signInOwner(url);
    const headers = { cookie, origin: new URL(url).origin, 'content-type': 'application/json' };
    const addKey = () =>
      fetch(`${url}/api/v1/api-keys`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ name: 'one more', role: 'viewer' }),
      });
    disk.fill(30 * megabyte);
    const refused = await until('it refuses', async () => {
      const response = await addKey();
      return response.status === 507 && response;
    });
    expect(await refused.json()).toMatchObject({
      code: 'disk_full',
      detail: expect.stringMatching(
        /^The disk is full: \d+ MB are free on .* 64 MB are needed to go on writing\. Make room/,
      ),
    });
    expect((await fetch(`${url}/api/v1/deals`, { headers })).status).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    const file = path.join(projectFolder, 'data/captures/govdeals-lots-2026-04-08.jsonl.gz');
    const ingest = runProgram({ home: disk.folder, command: ['ingest', file] });
    const end = await ingest.ended;
    expect(end.code).toBe(1);
    expect(end.output).toMatch(/The disk is full: .*Make room there\.$/m);
    disk.free();
    await until('it stores again', async () => (await addKey()).status !== 507);
  });
});
