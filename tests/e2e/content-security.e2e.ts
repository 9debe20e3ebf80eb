import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPage } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test('a script that got into the page does not run, whichever way it came', async () => {
  const { page, complaints } = await openPage(browser);
  await page.goto('/', { waitUntil: 'networkidle' });
  await page.evaluate(`
    globalThis.ran = [];
    const add = (html) => document.body.insertAdjacentHTML('beforeend', html);
    add('<img src="/nothing" onerror="ran.push(\\'attribute\\')">');
    add('<a id="trap" href="javascript:ran.push(\\'address\\')">x</a>');
    document.getElementById('trap').click();
    add('<iframe srcdoc="<script>parent.ran.push(\\'frame\\')</script>"></iframe>');
    add('<style>body { color: rgb(1, 2, 3) }</style>');
    document.body.insertAdjacentHTML('beforeend', '<p id="styled" style="color: rgb(1, 2, 3)">x</p>');
    const template = document.createElement('template');
    template.innerHTML = '<script>ran.push("template")</script><script nonce="guess">ran.push("nonce")</script>';
    document.body.append(template.content.cloneNode(true));
    setTimeout('ran.push("timer")', 0);
  `);
  await page.waitForTimeout(300);
  expect(await page.evaluate('ran')).toEqual([]);
  expect(await page.evaluate('getComputedStyle(document.getElementById("styled")).color')).not.toBe(
    'rgb(1, 2, 3)',
  );
  expect(complaints.length).toBeGreaterThanOrEqual(6);
  // a page cannot read the nonce to pass it on
  expect(await page.evaluate('document.querySelector("script").getAttribute("nonce")')).toBe('');
  await page.context().close();
});

test('each answer has a nonce of its own, and no other page may frame it', async () => {
  const { page } = await openPage(browser);
  const nonces = new Set<string>();
  for (let at = 0; at < 3; at++) {
    const policy = (await page.goto('/appraise'))?.headers()['content-security-policy'] ?? '';
    nonces.add(/'nonce-([^']+)'/.exec(policy)?.[1] ?? '');
    expect(policy).toContain("frame-ancestors 'none'");
  }
  expect(nonces.size).toBe(3);
  await page.context().close();
});

test('the page of the API works under the same policy', async () => {
  const { page, complaints } = await openPage(browser);
  const response = await page.goto('/api/docs/', { waitUntil: 'networkidle' });
  expect(response?.headers()['content-security-policy']).not.toContain('unsafe');
  await page.getByText('/api/v1/appraise').first().waitFor();
  await page.getByText('/api/v1/appraise').first().click();
  await page
    .getByText('Any vehicle', { exact: false })
    .first()
    .waitFor({ timeout: 5_000 })
    .catch(() => undefined);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('menus and choices open without a blocked style', async () => {
  const { page, complaints } = await openPage(browser);
  for (const path of ['/', '/settings', '/members', '/account']) {
    await page.goto(path, { waitUntil: 'networkidle' });
    for (const button of await page
      .locator('button[aria-haspopup]:visible, button[role=combobox]:visible')
      .all()) {
      await button.click({ timeout: 3_000 });
      await page.keyboard.press('Escape');
    }
  }
  expect(complaints).toEqual([]);
  await page.context().close();
});
