import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page, Response } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findAppraisedDeal, getJson } from './api.ts';
import { launchBrowser, openPage } from './browser.ts';

let browser: Browser;
let dealPath: string;
beforeAll(async () => {
  const [launched, deal] = await Promise.all([launchBrowser(), findAppraisedDeal()]);
  browser = launched;
  dealPath = `/deals/${deal.id}`;
});
afterAll(() => browser.close());

/** Opens a screen and waits until it is drawn: who is asking is found first, then the screen's own code and figures. */
async function openScreen(page: Page, path: string): Promise<Response | null> {
  const response = await page.goto(path);
  await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
  await page.waitForLoadState('networkidle');
  return response;
}

const phone = { viewport: { width: 360, height: 740 } };
const screens = [
  { name: 'inbox', path: () => '/' },
  { name: 'inbox of everything', path: () => '/?kind=all&status=all' },
  { name: 'deal', path: () => dealPath },
  { name: 'appraise', path: () => '/appraise' },
  { name: 'rejects', path: () => '/rejects' },
  { name: 'settings', path: () => '/settings' },
  { name: 'costs', path: () => '/settings/costs' },
  { name: 'fees', path: () => '/settings/fees' },
  { name: 'account', path: () => '/account' },
  { name: 'sessions and devices', path: () => '/account/sessions' },
  { name: 'forgotten password', path: () => '/forgot' },
  { name: 'reset', path: () => '/reset#token' },
  { name: 'confirmation of an address', path: () => '/confirm-email#token' },
  { name: 'sign-up', path: () => '/sign-up' },
  { name: 'members', path: () => '/members' },
  { name: 'audit log', path: () => '/audit' },
  { name: 'security', path: () => '/security' },
  { name: 'dealership', path: () => '/dealership' },
  { name: 'privacy', path: () => '/privacy' },
] as const;

describe.each(screens)('the $name screen', ({ path }) => {
  test.each([
    { shape: 'wide and light', options: { colorScheme: 'light' as const } },
    { shape: 'narrow and dark', options: { ...phone, colorScheme: 'dark' as const } },
  ])('has nothing that axe finds wrong, $shape', async ({ options }) => {
    const { page } = await openPage(browser, options);
    await openScreen(page, path());
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    await page.context().close();
  });

  test('fits a phone 360 pixels wide without scrolling sideways', async () => {
    const { page } = await openPage(browser, phone);
    await openScreen(page, path());
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    await page.context().close();
  });

  test('works under the strict content security policy and asks no other server but for photos', async () => {
    const { page, complaints, outsideRequests } = await openPage(browser);
    const response = await openScreen(page, path());
    const policy = response?.headers()['content-security-policy'] ?? '';
    const nonce = /script-src 'nonce-([\w-]{24})' 'strict-dynamic';/.exec(policy)?.[1];
    expect(policy).toContain(`style-src 'self' 'nonce-${nonce}';`);
    expect(policy).not.toContain('unsafe');
    const text = (await response?.text()) ?? '';
    expect(text).toContain(`nonce="${nonce}"`);
    expect(text).not.toMatch(/<style|style=|<script(?![^>]*src=)/);
    expect(complaints).toEqual([]);
    expect(outsideRequests.filter(({ kind }) => kind !== 'image')).toEqual([]);
    await page.context().close();
  });
});

test('follows the device’s dark colours, and a choice of its own outlives a reload', async () => {
  const { page } = await openPage(browser, { colorScheme: 'dark' });
  await page.goto('/rejects');
  const lightness = () =>
    page.evaluate<number>(
      `getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number).reduce((a, b) => a + b)`,
    );
  expect(await lightness()).toBeLessThan(150);
  await page.getByRole('button', { name: /^Colours/ }).click();
  expect(await lightness()).toBeGreaterThan(600);
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await lightness()).toBeGreaterThan(600);
  await page.context().close();
});

test('the rejects screen shows every record that the API tells of, with code and reason', async () => {
  const { rejections } = await getJson<{ rejections: { code: string; reason: string }[] }>(
    '/rejections?limit=50',
  );
  const { page } = await openPage(browser);
  await openScreen(page, '/rejects');
  if (rejections.length === 0) await page.getByText('Nothing was rejected').waitFor();
  else
    await page
      .locator('main li')
      .nth(rejections.length - 1)
      .waitFor();
  const cards = await page.locator('main li').allInnerTexts();
  expect(cards).toHaveLength(rejections.length);
  for (const [index, rejection] of rejections.entries()) {
    expect(cards[index]).toContain(rejection.code);
    expect(cards[index]).toContain(rejection.reason);
  }
  await page.context().close();
});
