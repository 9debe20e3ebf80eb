import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { BuyerProfileInput } from '../../src/contracts/buyer-profile.ts';
import type { DealsPage } from '../../src/contracts/deals.ts';
import { getAllDeals, getDeals, getJson, readCents, sendJson } from './api.ts';
import { launchBrowser, openPage, readText } from './browser.ts';

let browser: Browser;
let before: BuyerProfileInput;
beforeAll(async () => {
  [browser, before] = await Promise.all([launchBrowser(), getJson<BuyerProfileInput>('/profile')]);
});
afterEach(async () => {
  await sendJson('PUT', '/profile', before);
});
afterAll(() => browser.close());

const soon = { timeout: 15_000 };
const rows = (page: Page) => page.locator('tbody tr');
const hrefs = (page: Page) =>
  page.locator('tbody tr h2 a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
const rankAs = (profile: BuyerProfileInput, query: object = {}) =>
  sendJson<DealsPage>('POST', '/deals/what-if', { profile, query: { limit: 100, ...query } });

async function openInbox(search = '', width = 1440): Promise<Page> {
  const { page } = await openPage(browser, { viewport: { width, height: 900 } });
  await page.goto(`/${search}`);
  await rows(page).first().waitFor();
  return page;
}

async function openPanel(page: Page) {
  await page.getByRole('button', { name: 'What if', exact: true }).click();
  const panel = page.getByRole('complementary', { name: 'What if' });
  await panel.getByRole('slider', { name: 'Target margin' }).waitFor();
  return panel;
}

const banner = (page: Page) => page.getByRole('status').filter({ hasText: 'Ranked as if:' });

test('a lower margin ranks the list anew as the API does, says so, and stores nothing', async () => {
  const page = await openInbox();
  const panel = await openPanel(page);
  await panel.getByLabel('Target margin, $').fill('300');
  expect(await readText(banner(page))).toContain('target margin $300');
  const { deals, total } = await rankAs({ targetMarginCents: 30_000 });
  await expect
    .poll(async () => (await hrefs(page)).slice(0, 5), soon)
    .toEqual(deals.slice(0, 5).map(({ id }) => `/deals/${id}`));
  if (total > 100)
    await expect.poll(() => readText(banner(page)), soon).toContain(`The best 100 of ${total}`);
  expect(await getJson<BuyerProfileInput>('/profile')).toEqual(before);
  await page.context().close();
});

test('each row shows by how much the max bid changes against the saved settings', async () => {
  const saved = new Map((await getAllDeals('status=open')).map((deal) => [deal.id, deal.maxBidCents]));
  const { deals } = await rankAs({ targetMarginCents: 0 });
  const page = await openInbox();
  const panel = await openPanel(page);
  await panel.getByLabel('Target margin, $').fill('0');
  const expected = deals.slice(0, 4).map(({ id, maxBidCents }) => {
    const savedCents = saved.get(id);
    const deltaCents = savedCents == null || maxBidCents === null ? 0 : maxBidCents - savedCents;
    return Math.abs(deltaCents) >= 50 ? Math.round(Math.abs(deltaCents) / 100) : 0;
  });
  expect(Math.max(...expected)).toBeGreaterThan(0);
  await expect
    .poll(
      () =>
        Promise.all(
          deals.slice(0, 4).map(async ({ id }) => {
            const row = rows(page).filter({ has: page.locator(`a[href="/deals/${id}"]`) });
            const change = row.getByTestId('max-bid-change');
            return (await change.count()) === 0 ? 0 : Math.abs(readCents(await readText(change))) / 100;
          }),
        ),
      soon,
    )
    .toEqual(expected);
  await page.context().close();
});

test('the filters of the inbox hold under a what-if, and Reset brings the saved list back', async () => {
  const { deals: all } = await getDeals('limit=1');
  const make = all[0]?.make ?? '';
  const search = `?make=${encodeURIComponent(make)}`;
  const page = await openInbox(search);
  const savedOrder = await hrefs(page);
  const panel = await openPanel(page);
  await panel.getByText('Retail', { exact: true }).click();
  const { deals } = await rankAs({ exit: 'retail' }, { make });
  await expect
    .poll(async () => (await hrefs(page)).slice(0, 3), soon)
    .toEqual(deals.slice(0, 3).map(({ id }) => `/deals/${id}`));
  await panel.getByRole('button', { name: 'Reset' }).click();
  await banner(page).waitFor({ state: 'detached' });
  await expect.poll(async () => (await hrefs(page)).slice(0, 5), soon).toEqual(savedOrder.slice(0, 5));
  expect(await page.getByTestId('max-bid-change').count()).toBe(0);
  await page.context().close();
});

test('what is tried stays while a lot is looked at', async () => {
  const page = await openInbox();
  const panel = await openPanel(page);
  await panel.getByLabel('Target margin, $').fill('250');
  await banner(page).waitFor();
  await page.locator('tbody tr h2 a').first().click();
  await page.getByRole('region', { name: 'Proof' }).waitFor();
  await page.goBack();
  expect(await readText(banner(page))).toContain('target margin $250');
  await page.context().close();
});

test('it can be saved as the settings, and Undo puts back what was changed', async () => {
  const page = await openInbox();
  const panel = await openPanel(page);
  await panel.getByLabel('Target margin, $').fill('700');
  await banner(page).waitFor();
  await panel.getByRole('button', { name: 'Save as my settings' }).click();
  const undo = page.getByRole('button', { name: 'Undo' });
  await undo.waitFor();
  expect((await getJson<BuyerProfileInput>('/profile')).targetMarginCents).toBe(70_000);
  await banner(page).waitFor({ state: 'detached' });
  await undo.click();
  await page.getByText('Your earlier settings are back.').first().waitFor();
  expect(await getJson<BuyerProfileInput>('/profile')).toEqual(before);
  await page.context().close();
});

test('on a phone it is a dialog as high as the screen, without sideways scroll and without complaints of axe', async () => {
  const { page, complaints } = await openPage(browser, {
    viewport: { width: 360, height: 740 },
    colorScheme: 'dark',
  });
  await page.goto('/');
  await rows(page).first().waitFor();
  await page.getByRole('button', { name: 'What if', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'What if' });
  await dialog.getByLabel('Target margin, $').fill('400');
  expect((await dialog.boundingBox())?.height).toBe(740);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  await dialog.getByRole('button', { name: 'Show the list' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await banner(page).waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('with the panel and the banner shown, axe finds nothing wrong on a wide screen', async () => {
  const page = await openInbox();
  const panel = await openPanel(page);
  await panel.getByLabel('Target margin, $').fill('400');
  await page.getByTestId('max-bid-change').first().waitFor();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  await page.context().close();
});

test('without a home ZIP one line asks for it; a half one is refused, a whole one is saved and the line goes', async () => {
  await sendJson('PUT', '/profile', { homeZip: null });
  const page = await openInbox();
  const prompt = page.getByRole('form', { name: 'Home ZIP' });
  const field = prompt.getByLabel('Set your home ZIP so that transport counts');
  await field.fill('606');
  await prompt.getByRole('button', { name: 'Set' }).click();
  await prompt.getByText('A ZIP code has five digits').waitFor();
  expect((await getJson<BuyerProfileInput>('/profile')).homeZip).toBeNull();
  await field.fill('60601');
  await prompt.getByRole('button', { name: 'Set' }).click();
  await prompt.waitFor({ state: 'detached' });
  expect((await getJson<BuyerProfileInput>('/profile')).homeZip).toBe('60601');
  await page.context().close();
});

test('the line about the ZIP can be sent away and stays away', async () => {
  await sendJson('PUT', '/profile', { homeZip: null });
  const page = await openInbox();
  const prompt = page.getByRole('form', { name: 'Home ZIP' });
  await prompt.getByRole('button', { name: 'Not now' }).click();
  await prompt.waitFor({ state: 'detached' });
  await page.reload();
  await rows(page).first().waitFor();
  await page.getByRole('button', { name: 'What if', exact: true }).click();
  await page.getByRole('slider', { name: 'Target margin' }).waitFor();
  expect(await prompt.count()).toBe(0);
  await page.context().close();
});
