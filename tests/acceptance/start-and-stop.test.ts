import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
let home: string;
let children: ChildProcess[];
beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-start-'));
  children = [];
});
afterEach(async () => {
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGTERM');
    await ended;
  }
  rmSync(home, { recursive: true, force: true });
});

function start(environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: root,
    env: { ...process.env, DEALERSCOPE_HOME: home, PORT: '0', DATABASE_URL: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let output = '';
  const ended = new Promise<{ code: number | null; output: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, output })),
  );
  const ready = new Promise<string>((resolve, reject) => {
    const read = (text: Buffer) => {
      output += text.toString();
      const url = /Open\s+(http:\S+)/.exec(output)?.[1];
      if (url) resolve(url);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    void ended.then(({ code }) => reject(new Error(`ended with ${code}: ${output}`)));
  });
  ready.catch(() => undefined);
  return { child, ready, ended };
}

const countDeals = async (url: string) =>
  ((await (await fetch(`${url}/api/v1/deals?limit=1`)).json()) as { total: number }).total;

test('Ctrl-C ends everything within 5 seconds and loses nothing', async () => {
  const first = start();
  const total = await countDeals(await first.ready);
  expect(total).toBeGreaterThan(50);
  const pressedAt = Date.now();
  first.child.kill('SIGINT');
  const { code, output } = await first.ended;
  expect(Date.now() - pressedAt).toBeLessThan(5_000);
  expect(code).toBe(0);
  expect(output).toContain('Stopped cleanly');

  const second = start();
  expect(await countDeals(await second.ready)).toBe(total);
});

test('starts again after kill -9 in the middle of reading the market', async () => {
  const first = start();
  await new Promise<void>((resolve) =>
    first.child.stdout?.on(
      'data',
      (text: Buffer) => text.toString().includes('Reading the sample market') && setTimeout(resolve, 50),
    ),
  );
  first.child.kill('SIGKILL');
  await first.ended;
  const second = start();
  expect(await countDeals(await second.ready)).toBeGreaterThan(50);
});

test('says which port is taken and what to do', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const { code, output } = await start({ PORT: String(port) }).ended;
  other.close();
  expect(code).toBe(1);
  expect(output).toContain(`Port ${port} is taken`);
  expect(output).not.toContain('    at ');
});

test('lists every setting that is wrong, and stops', async () => {
  const { code, output } = await start({ PORT: 'eighty', DATABASE_URL: 'mysql://x' }).ended;
  expect(code).toBe(1);
  expect(output).toContain('PORT');
  expect(output).toContain('DATABASE_URL');
});

test('listens on this machine only', async () => {
  const { code, output } = await start({ HOST: '0.0.0.0' }).ended;
  expect(code).toBe(1);
  expect(output).toContain('loopback');
});
