/** From `npm start` to the first ranked deal on a browser's screen: on an empty home, and again. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { owner } from '../tests/support/start-program.ts';

const root = path.join(import.meta.dirname, '..');
const home = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-bench-'));
const runs: { run: string; readySeconds: number; firstDealSeconds: number; targetSeconds: number }[] = [];

async function measure(run: string, targetSeconds: number): Promise<void> {
  const began = performance.now();
  const seconds = () => Math.round((performance.now() - began) / 10) / 100;
  const child = spawn('npm', ['start'], {
    cwd: root,
    env: {
      ...process.env,
      DEALERSCOPE_HOME: home,
      PORT: '0',
      DEALERSCOPE_OWNER_EMAIL: owner.email,
      DEALERSCOPE_OWNER_PASSWORD: owner.password,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => {
      output += text.toString();
      const found = /Open\s+(http:\S+)/.exec(output)?.[1];
      if (found) resolve(found);
    });
    child.once('close', () => reject(new Error(output)));
  });
  const readySeconds = seconds();
  try {
    runs.push({ run, readySeconds, firstDealSeconds: await openFirstDeal(url, seconds), targetSeconds });
  } finally {
    const ended = new Promise((resolve) => child.once('close', resolve));
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
    await ended;
  }
}

async function openFirstDeal(url: string, seconds: () => number): Promise<number> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(url);
    await page.getByLabel('E-mail').fill(owner.email);
    await page.getByLabel('Password').fill(owner.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.locator('a[href^="/deals/lst_"]').first().waitFor();
    return seconds();
  } finally {
    await browser.close();
  }
}

rmSync(path.join(root, 'web/dist'), { recursive: true, force: true });
await measure('first start (database made, web built, sample read)', 20);
await measure('second start', 4);
rmSync(home, { recursive: true, force: true });
process.stdout.write(
  `${os.cpus().length} × ${os.cpus()[0]?.model}, load ${os.loadavg()[0]?.toFixed(1)}; the browser's own start is included\n`,
);
console.table(runs);
mkdirSync(path.join(root, '.tmp/bench'), { recursive: true });
writeFileSync(path.join(root, '.tmp/bench/start.json'), JSON.stringify(runs, null, 2));
