import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AppraiseRequest } from '../../src/contracts/appraise-request.ts';
import { launchBrowser, openPage, readText } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test('appraises a car by hand and sends what was typed, dollars as cents and percent as a share', async () => {
  const { page, complaints } = await openPage(browser);
  await page.goto('/appraise');
  await page.getByLabel('Year', { exact: true }).fill('2013');
  await page.getByLabel('Make', { exact: true }).fill('Toyota');
  await page.getByLabel('Model', { exact: true }).fill('Camry');
  await page.getByLabel('Miles', { exact: true }).fill('91,000');
  await page.getByLabel('Buyer premium, %').fill('12.5');
  await page.getByLabel('Current bid, $').fill('$1,250.50');
  await page.getByLabel('Description').fill('Runs and drives. Rust on rear quarter.');
  const [request] = await Promise.all([
    page.waitForRequest('**/api/v1/appraise'),
    page.getByRole('button', { name: 'Appraise', exact: true }).click(),
  ]);
  expect(request.postDataJSON() as AppraiseRequest).toEqual({
    year: 2013,
    make: 'Toyota',
    model: 'Camry',
    odometerMiles: 91_000,
    buyerPremiumRatio: 0.125,
    currentBidCents: 125_050,
    description: 'Runs and drives. Rust on rear quarter.',
    comparables: true,
  });
  await page.getByRole('heading', { name: 'Wholesale value' }).waitFor();
  expect(await page.locator('mark').count()).toBeGreaterThan(0);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('a form that names no car shows the server’s reason beside the field', async () => {
  const { page } = await openPage(browser);
  await page.goto('/appraise');
  await page.getByLabel('Miles', { exact: true }).fill('50000');
  await page.getByRole('button', { name: 'Appraise', exact: true }).click();
  await page.getByRole('alert').waitFor();
  const vin = page.getByLabel('VIN');
  expect(await vin.getAttribute('aria-invalid')).toBe('true');
  const noteId = await vin.getAttribute('aria-describedby');
  expect(await readText(page.locator(`[id="${noteId}"]`))).toContain('year, make and model');
  await page.context().close();
});

test('what is no number is refused before anything is sent', async () => {
  const { page } = await openPage(browser);
  let sent = 0;
  await page.route('**/api/v1/appraise', (route) => {
    sent += 1;
    return route.fallback();
  });
  await page.goto('/appraise');
  await page.getByLabel('Year', { exact: true }).fill('two thousand');
  await page.getByRole('button', { name: 'Appraise', exact: true }).click();
  await page.getByText('not a number').waitFor();
  expect(sent).toBe(0);
  await page.context().close();
});
