import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '../acceptance/run-command.ts';
import { type RunningProgram, signInOwner, startProgram } from '../support/start-program.ts';
import { launchBrowser, readText } from './browser.ts';

/** Each but the last runs `hit(…)` where it is taken for markup, an address or a template. */
const attacks = [
  `<script>hit('script')</script>`,
  `"><img src=x onerror="hit('attribute')">`,
  `'><svg/onload=hit('svg')>`,
  `<a href="javascript:hit('address')">bid</a>`,
  `</title></textarea><iframe srcdoc="<script>parent.hit('frame')</script>">`,
  `{{constructor.constructor("hit('template')")()}}`,
  `=HYPERLINK("http://evil.example","click")`,
];
/** Read as a car whatever stands around it. */
const titleOf = (attack: string) => `2018 Ford F-150 ${attack}`;

let folder: string;
let program: RunningProgram;
let browser: Browser;
let page: Page;
const outside: string[] = [];
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-hostile-'));
  program = await startProgram({ DEALERSCOPE_SAMPLE: 'off' });
  const file = path.join(folder, `gsa-"><img src=x onerror=hit('name')>-2026-01-07.json`);
  writeFileSync(
    file,
    JSON.stringify({
      scan_date: '2026-01-07T03:15:57',
      source: 'https://gsaauctions.gov',
      auctions: attacks.flatMap((attack, at) => {
        const lot = {
          item_description: titleOf(attack),
          current_bid: '1000.00',
          auction_end_time: '01/09/2026 04:23 PM CT',
          location: `${attack}, UT 84606`,
          item_url: `javascript:hit('url')`,
          num_bidders: '2',
          lot_number: `3-1-QSC-I-26-110-05${at}`,
        };
        // the second cannot be read, and is shown as it came on the page of rejects
        return [lot, { ...lot, lot_number: `3-1-QSC-I-26-111-05${at}`, current_bid: attack }];
      }),
    }),
  );
  const ingested = await runCommand(['ingest', '--source', 'gsa-listings', file, '--json'], {
    home: program.home,
  });
  if (ingested.code !== 0) throw new Error(ingested.stderr);
  const { cookie } = await signInOwner(program.url);
  browser = await launchBrowser();
  const context = await browser.newContext({
    baseURL: program.url,
    // what the page itself would stop is to be found as well
    bypassCSP: true,
  });
  await context.addCookies(
    cookie.split('; ').map((pair) => {
      const [name = '', value = ''] = pair.split(/=(.*)/s, 2);
      return { name, value, url: program.url };
    }),
  );
  page = await context.newPage();
  await page.addInitScript('globalThis.hits = []; globalThis.hit = (how) => globalThis.hits.push(how);');
  page.on('request', (request) => {
    if (!request.url().startsWith(program.url) && !request.url().startsWith('data:'))
      outside.push(request.url());
  });
}, 180_000);
afterAll(async () => {
  await browser.close();
  await program.stop();
  rmSync(folder, { recursive: true, force: true });
});

const hits = () => page.evaluate('globalThis.hits') as Promise<string[]>;
const linksOut = () =>
  page.$$eval('a[href], form[action], iframe, object, embed', (all) =>
    all
      .map((element) => element.getAttribute('href') ?? element.getAttribute('action') ?? element.tagName)
      .filter((target) => !/^(\/|#|https?:|mailto:)/.test(target)),
  );

test('titles, places, lot numbers and addresses of a hostile listing are text and nothing more, without the help of the policy', async () => {
  await page.goto('/?status=all&kind=all', { waitUntil: 'networkidle' });
  await expect
    .poll(() => readText(page.locator('body')), { timeout: 30_000 })
    .toContain('constructor.constructor');
  expect(await hits()).toEqual([]);
  expect(await linksOut()).toEqual([]);
  const response = await page.request.get('/api/v1/deals?limit=50&status=all&kind=all');
  expect(response.headers()['content-type']).toMatch(/^application\/json/);
  const { deals } = (await response.json()) as { deals: { id: string }[] };
  expect(deals).toHaveLength(attacks.length);
  for (const { id } of deals) {
    await page.goto(`/deals/${id}`, { waitUntil: 'networkidle' });
    await page.getByText('2018 Ford F-150').first().waitFor();
    expect(await hits()).toEqual([]);
    expect(await linksOut()).toEqual([]);
  }
});

test('what could not be read is shown as the text that it was', async () => {
  await page.goto('/rejects', { waitUntil: 'networkidle' });
  await expect.poll(() => readText(page.locator('main'))).toContain(`<script>hit('script')</script>`);
  expect(await hits()).toEqual([]);
  expect(await linksOut()).toEqual([]);
});

test('names of dealerships, people, keys and files that were made to be run are text too', async () => {
  const attack = attacks[1] ?? '';
  await page.goto('/', { waitUntil: 'networkidle' });
  const send = (method: 'post' | 'patch', url: string, data: unknown) =>
    page.request[method](url, { data, headers: { origin: program.url } });
  expect((await send('patch', '/api/v1/organisation', { name: attack })).ok()).toBe(true);
  expect((await send('post', '/api/v1/api-keys', { name: attack, role: 'viewer' })).ok()).toBe(true);
  expect((await send('post', '/api/v1/auth/token', { grantType: 'session', name: attack })).ok()).toBe(true);
  for (const address of [
    '/members',
    '/account/sessions',
    '/audit',
    '/security',
    '/dealership',
    '/rejects',
    '/',
  ]) {
    await page.goto(address, { waitUntil: 'networkidle' });
    await page.locator('main').first().waitFor();
    expect(await hits(), address).toEqual([]);
    expect(await linksOut(), address).toEqual([]);
  }
  await page.goto('/audit', { waitUntil: 'networkidle' });
  await expect.poll(() => readText(page.locator('main'))).toContain('onerror');
});

test('nothing of all this made the browser ask another server', () => {
  expect(outside).toEqual([]);
});
