import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BuyerProfileInput } from '../../src/contracts/buyer-profile.ts';
import { findAppraisedDeal, getJson, sendJson } from './api.ts';
import { launchBrowser, openPage, readText } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await sendJson('PUT', '/profile', { costFigures: { recon_rust: null }, daysToSell: null });
  await browser.close();
});

const getProfile = () => getJson<BuyerProfileInput>('/profile');

test('an own figure is typed over the standard, told before it is saved, and can be undone', async () => {
  const { page } = await openPage(browser);
  await page.goto('/settings/costs');
  const form = page.getByRole('form', { name: 'Your costs' });
  const rust = form.getByLabel('rust', { exact: true });
  expect(await rust.getAttribute('placeholder')).toBe('500');
  await rust.fill('825.50');
  await form.getByLabel(/^days from paying/).fill('30');
  await form.getByText('Own figure recon rust standard → 82550').waitFor();
  expect((await getProfile()).costFigures).toEqual({});
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  const undo = page.getByRole('button', { name: 'Undo' });
  await undo.waitFor();
  expect(await getProfile()).toMatchObject({ costFigures: { recon_rust: 82_550 }, daysToSell: 30 });
  await form.getByText('(standard: 500)').waitFor();
  await undo.click();
  await page.getByText('Your earlier settings are back.', { exact: true }).waitFor();
  expect(await getProfile()).toMatchObject({ costFigures: {}, daysToSell: null });
  await page.context().close();
});

test('what is no figure is not taken, and says what would be', async () => {
  const { page } = await openPage(browser);
  await page.goto('/settings/costs');
  const form = page.getByRole('form', { name: 'Your costs' });
  const rust = form.getByLabel('rust', { exact: true });
  for (const text of ['-5', 'abc', '1.005', '1000001']) {
    await rust.fill(text);
    await form.getByText('A figure from 0 to 100000, or nothing for the standard').waitFor();
    expect(await form.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true);
  }
  await page.context().close();
});

test('the page of a lot draws the closing price against the max bid and says what was read', async () => {
  const deal = await findAppraisedDeal();
  const { page } = await openPage(browser);
  await page.goto(`/deals/${deal.id}`);
  const verdict = page.getByRole('region', { name: 'Verdict' });
  expect(await readText(verdict)).toMatch(/Chance that it has closed by a price: half at \$[\d,]+/);
  expect(await verdict.locator('svg path').count()).toBeGreaterThanOrEqual(2);
  await page.getByRole('region', { name: 'Read from its words' }).waitFor();
  await page.context().close();
});
