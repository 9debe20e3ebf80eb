import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BuyerProfileInput } from '../../src/contracts/buyer-profile.ts';
import type { DealDetail, DealSummary } from '../../src/contracts/deals.ts';
import { findAppraisedDeal, getDeal, getDeals, getJson, readCents } from './api.ts';
import { launchBrowser, openPage, readText } from './browser.ts';

let browser: Browser;
let deal: DealSummary;
beforeAll(async () => {
  [browser, deal] = await Promise.all([launchBrowser(), findAppraisedDeal()]);
});
afterAll(() => browser.close());

async function openDeal(id = deal.id): Promise<Page> {
  const { page } = await openPage(browser);
  await page.goto(`/deals/${id}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

const maxBidOf = async (page: Page): Promise<number> =>
  readCents(await readText(page.getByTestId('max-bid')));

test('shows the max bid to the cent, as the API gives it', async () => {
  const { appraisal } = await getDeal(deal.id);
  const page = await openDeal();
  expect(await maxBidOf(page)).toBe(appraisal?.assessment?.maxBidCents);
  await page.context().close();
});

test('the cost lines add up to the all-in cost, and each opens to what it rests on', async () => {
  const costs = (await getDeal(deal.id)).appraisal?.costs;
  const page = await openDeal();
  const lines = (await page.getByTestId('cost-line').allInnerTexts()).map(readCents);
  const total = readCents(await readText(page.getByTestId('cost-total')));
  expect(lines).toHaveLength(costs?.lines.length ?? -1);
  expect(lines.reduce((sum, cents) => sum + cents, 0)).toBe(total);
  const section = page.getByRole('region', { name: 'What it costs' });
  const basis = section.getByText(costs?.lines[1]?.basis ?? 'missing', { exact: true });
  expect(await basis.isVisible()).toBe(false);
  await section.locator('summary').nth(1).click();
  await basis.waitFor();
  await page.context().close();
});

test('raising the target margin on the slider lowers the max bid at once and stores nothing', async () => {
  const page = await openDeal();
  const savedMaxBid = await maxBidOf(page);
  const panel = page.locator('details', { has: page.getByRole('heading', { name: 'What if' }) });
  const slider = panel.getByRole('slider', { name: 'Target margin' });
  await slider.focus();
  for (let step = 0; step < 6; step++) await page.keyboard.press('ArrowRight');
  const result = panel.getByText(/against your settings/);
  await result.waitFor();
  const triedMaxBid = await maxBidOf(page);
  expect(triedMaxBid).toBeLessThan(savedMaxBid);
  expect(await readText(result)).toContain('-$');
  expect((await getDeal(deal.id)).appraisal?.assessment?.maxBidCents).toBe(savedMaxBid);
  await panel.getByRole('button', { name: 'Reset' }).click();
  await result.waitFor({ state: 'detached' });
  expect(await maxBidOf(page)).toBe(savedMaxBid);
  await page.context().close();
});

test('settings can be saved from the panel, and Undo puts the earlier ones back', async () => {
  const before = await getJson<BuyerProfileInput>('/profile');
  const page = await openDeal();
  const panel = page.locator('details', { has: page.getByRole('heading', { name: 'What if' }) });
  await panel.getByRole('slider', { name: 'Target margin' }).focus();
  await page.keyboard.press('ArrowRight');
  await panel.getByRole('button', { name: 'Save as my settings' }).click();
  const undo = page.getByRole('button', { name: 'Undo' });
  await undo.waitFor();
  expect((await getJson<BuyerProfileInput>('/profile')).targetMarginCents).not.toBe(before.targetMarginCents);
  await undo.click();
  await page.getByText('Your earlier settings are back.').first().waitFor();
  expect(await getJson<BuyerProfileInput>('/profile')).toEqual(before);
  await page.context().close();
});

test('shows the comparable sales with every adjustment, and sorts them', async () => {
  const { deals } = await getDeals('status=all&sort=maxBid&limit=20');
  const details = await Promise.all(deals.map(({ id }) => getDeal(id)));
  const found = details.find(({ appraisal }) => {
    const value = appraisal?.wholesale;
    return value && value.method !== 'refused' && value.comparables.length > 1;
  });
  expect(found, 'the sample market has a lot valued by comparable sales').toBeDefined();
  const value = found?.appraisal?.wholesale;
  const comparables = value && value.method !== 'refused' ? value.comparables : [];
  const page = await openDeal(found?.deal.id);
  const table = page.getByRole('region', { name: 'Table of comparable sales' }).first();
  const more = table.getByRole('button', { name: 'Show all' });
  if (await more.isVisible()) await more.click();
  expect(await table.locator('tbody tr').count()).toBe(comparables.length);
  await table.getByRole('button', { name: 'Hammer price' }).click();
  const prices = (await table.locator('tbody tr td:nth-child(4)').allInnerTexts()).map(readCents);
  expect(prices).toEqual(prices.toSorted((a, b) => b - a));
  await page.context().close();
});

test('marks the words of the description that a finding was read from', async () => {
  const { deals } = await getDeals('status=all&limit=40');
  const details = await Promise.all(deals.map(({ id }) => getDeal(id)));
  const isMarked = (finding: { readonly in: string }) => finding.in === 'description';
  const found = details.find((detail) => detail.appraisal?.findings.some(isMarked));
  expect(found, 'the sample market has a finding in a description').toBeDefined();
  const finding = found?.appraisal?.findings.find(isMarked);
  const page = await openDeal(found?.deal.id);
  const marks = (await page.locator('mark').allInnerTexts()).map((mark) => mark.toLowerCase());
  const firstWord = finding?.text.split(/\W/, 1)[0]?.toLowerCase() ?? '?';
  expect(marks.some((mark) => mark.startsWith(firstWord))).toBe(true);
  await page.context().close();
});

test('a lot that is no car says what it was read as instead of a value', async () => {
  const { deals } = await getDeals('kind=not_a_vehicle&status=all&limit=1');
  const page = await openDeal(deals[0]?.id);
  await page.getByText('Not a vehicle: not appraised').waitFor();
  expect(await page.getByTestId('max-bid').count()).toBe(0);
  await page.context().close();
});

test('an id that does not exist is told of, with a way back', async () => {
  const { page } = await openPage(browser);
  await page.goto('/deals/lst_0000000000000000000000');
  expect(await readText(page.getByRole('alert'))).toContain('could not be loaded');
  await page.getByRole('link', { name: 'Deals' }).first().click();
  await page.waitForURL((url) => url.pathname === '/');
  await page.context().close();
});

test('HTML in the title, the description and a fact is shown as text', async () => {
  const { page, complaints } = await openPage(browser);
  const hostile = '<img src=x onerror="document.title=\'owned\'"><b>bold</b>';
  await page.route('**/api/v1/deals/lst_*', async (route) => {
    const response = await route.fetch();
    const body = (await response.json()) as DealDetail;
    const json: DealDetail = {
      ...body,
      deal: { ...body.deal, year: null, title: hostile, url: 'javascript:alert(1)' },
      description: hostile,
      facts: [{ name: 'make', value: hostile, from: hostile }],
      appraisal: body.appraisal && { ...body.appraisal, findings: [] },
    };
    await route.fulfill({ response, json });
  });
  await page.goto(`/deals/${deal.id}`);
  expect(await readText(page.getByRole('heading', { level: 1 }))).toBe(hostile);
  expect(await readText(page.getByRole('region', { name: 'What the seller says' }))).toContain(hostile);
  expect(await page.locator('main b').count()).toBe(0);
  expect(await page.locator('a[href^="javascript"]').count()).toBe(0);
  expect(await page.title()).not.toBe('owned');
  expect(complaints).toEqual([]);
  await page.context().close();
});
