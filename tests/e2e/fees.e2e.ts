import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AppraiseResponse } from '../../src/contracts/appraise-response.ts';
import type { FeeSchedules } from '../../src/contracts/fee-schedules.ts';
import { getJson, readCents, sendJson } from './api.ts';
import { launchBrowser, openPage, readText } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const soon = { timeout: 15_000 };
const feeKinds = ['buyer_premium', 'auction_fee', 'gate_fee', 'virtual_bid_fee', 'documentation'];

async function feesAt(source: string, currentBidCents: number, titleBrand: string): Promise<number> {
  const answer = await sendJson<AppraiseResponse>('POST', '/appraise', {
    year: 2018,
    make: 'Ford',
    model: 'F-150',
    odometerMiles: 60_000,
    source,
    currentBidCents,
    titleBrand,
  });
  const lines = answer.costs?.lines ?? [];
  return lines.reduce((sum, line) => sum + (feeKinds.includes(line.kind) ? line.amountCents : 0), 0);
}

async function openFees(options: BrowserContextOptions = {}) {
  const opened = await openPage(browser, options);
  await opened.page.goto('/settings');
  await opened.page.getByRole('link', { name: 'Auction fees' }).click();
  await opened.page.getByRole('heading', { level: 1, name: 'Auction fees' }).waitFor();
  await opened.page.getByRole('region', { name: 'Copart', exact: true }).getByTestId('fee-example').waitFor();
  return opened;
}

test('shows every standing schedule with its day, its source and every tier', async () => {
  const { schedules } = await getJson<FeeSchedules>('/fee-schedules');
  const { page } = await openFees();
  for (const { sourceName, citation } of schedules)
    expect(await readText(page.getByRole('region', { name: sourceName, exact: true }))).toContain(citation);
  const copart = page.getByRole('region', { name: 'Copart', exact: true });
  const fee = schedules
    .find(({ source, standing }) => source === 'copart' && standing)
    ?.fees.find(({ rule }) => rule.kind === 'whole_amount_tiers');
  const tiers = fee?.rule.kind === 'whole_amount_tiers' ? fee.rule.tiers : [];
  await copart.getByText(`by price, ${tiers.length} tiers`).first().click();
  const table = copart.getByRole('table', { name: `Tiers of the ${fee?.label}` });
  const shown = await table.locator('tbody tr').allInnerTexts();
  expect(shown).toHaveLength(tiers.length);
  expect(shown.map(readCents)).toEqual(tiers.map(({ fromCents }) => fromCents));
  await page.context().close();
});

test('the worked example is what an appraisal charges, for any price and title', async () => {
  const { page } = await openFees();
  const copart = page.getByRole('region', { name: 'Copart', exact: true });
  const example = copart.getByTestId('fee-example');
  const amount = async () => readCents(await readText(example.locator('strong')));
  expect(await amount()).toBe(await feesAt('copart', 500_000, 'clean'));
  await copart.getByLabel('Price, $').fill('12,345.67');
  await copart.getByLabel('Title', { exact: true }).selectOption({ label: 'Salvage title' });
  const expected = await feesAt('copart', 1_234_567, 'salvage');
  await expect.poll(amount, soon).toBe(expected);
  expect(await readText(example)).toContain('$12,345.67');
  await page.context().close();
});

test('what the server finds wrong with an own schedule stands beside the field, and nothing is added', async () => {
  const before = await getJson<FeeSchedules>('/fee-schedules');
  const { page } = await openFees();
  await page.getByRole('button', { name: 'Enter my own fees at GovDeals' }).click();
  const form = page.getByRole('form', { name: 'Your own fees at GovDeals' });
  await form.getByLabel('Percent of the price').fill('150');
  await form.getByRole('button', { name: 'Use these fees' }).click();
  await form.getByRole('alert').waitFor();
  for (const [label, words] of [
    [/^Where the figures come from/, /Too small|at least/i],
    ['Percent of the price', '12.5 %'],
  ] as const) {
    const field = form.getByLabel(label);
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    const note = await readText(page.locator(`[id="${await field.getAttribute('aria-describedby')}"]`));
    expect(note).toMatch(words);
  }
  await form.getByLabel('Percent of the price').fill('ten');
  await form.getByRole('button', { name: 'Use these fees' }).click();
  await form.getByText('not a number', { exact: true }).waitFor();
  expect(await getJson<FeeSchedules>('/fee-schedules')).toEqual(before);
  await page.context().close();
});

test('an own schedule takes the place of the shipped one, which stays to be looked up', async () => {
  const { page, complaints } = await openFees();
  const govdeals = page.getByRole('region', { name: 'GovDeals', exact: true });
  await page.getByRole('button', { name: 'Enter my own fees at GovDeals' }).click();
  const form = page.getByRole('form', { name: 'Your own fees at GovDeals' });
  await form.getByLabel(/^Where the figures come from/).fill('invoice 4711');
  await form.getByLabel('How it is charged').selectOption({ label: 'By the tier that the price falls in' });
  await form.getByLabel('Tier 1: fee').fill('75');
  await form.getByRole('button', { name: 'Add a tier' }).click();
  await form.getByLabel('Tier 2: price from, $').fill('1,000');
  await form.getByLabel('Tier 2: dollars or percent').selectOption('percent');
  await form.getByLabel('Tier 2: fee').fill('10');
  await form.getByRole('button', { name: 'Use these fees' }).click();
  await govdeals.getByText('Your own figures, from: invoice 4711').waitFor();
  const { schedules } = await getJson<FeeSchedules>('/fee-schedules');
  const own = schedules.filter(({ origin, source }) => origin === 'own' && source === 'govdeals');
  expect(own.at(-1)?.fees[0]?.rule).toEqual({
    kind: 'whole_amount_tiers',
    tiers: [
      { fromCents: 0, amountCents: 7_500 },
      { fromCents: 100_000, ratio: 0.1 },
    ],
  });
  expect(await feesAt('govdeals', 500_000, 'clean')).toBe(50_000);
  await expect
    .poll(async () => readCents(await readText(govdeals.getByTestId('fee-example').locator('strong'))), soon)
    .toBe(50_000);
  await govdeals.getByText(/earlier schedule/).click();
  await govdeals.getByText(/12\.5% of the price/).waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

test.each([
  { shape: 'wide and light', options: { colorScheme: 'light' as const } },
  {
    shape: 'narrow and dark',
    options: { colorScheme: 'dark' as const, viewport: { width: 360, height: 740 } },
  },
])('with a form open axe finds nothing wrong and nothing scrolls sideways, $shape', async ({ options }) => {
  const { page, complaints } = await openFees(options);
  await page.getByRole('button', { name: 'Enter my own fees at Copart' }).click();
  await page.getByRole('form', { name: 'Your own fees at Copart' }).waitFor();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  const width = await page.evaluate('window.innerWidth');
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(Number(width));
  expect(complaints).toEqual([]);
  await page.context().close();
});
