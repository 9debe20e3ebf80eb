import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { BuyerProfileInput, CostFigureList } from '../../src/contracts/buyer-profile.ts';
import type { ProfileHistory } from '../../src/contracts/settings.ts';
import { getDeals, getJson, sendJson } from './api.ts';
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

const getProfile = () => getJson<BuyerProfileInput>('/profile');

async function openSettings(): Promise<Page> {
  const { page } = await openPage(browser);
  await page.goto('/settings');
  await page.getByRole('form', { name: 'How you buy' }).waitFor();
  return page;
}

test('every field of the profile is there with what is saved and a sentence of what it does', async () => {
  const page = await openSettings();
  const form = page.getByRole('form', { name: 'How you buy' });
  const controls = {
    targetMarginCents: form.getByLabel('Target margin, $'),
    holdingCentsPerDay: form.getByLabel('Holding cost a day, $'),
    homeZip: form.getByLabel('Home ZIP, where cars are hauled to'),
    resaleCertificate: form.getByLabel('Resale certificate', { exact: true }),
    enclosedTransport: form.getByLabel('Enclosed transport'),
    salvagePolicy: form.getByLabel('Branded titles'),
    rustBeltPolicy: form.getByLabel('Rust-belt cars'),
    odometerUnknownPolicy: form.getByLabel('Unknown odometer'),
    policePolicy: form.getByLabel('Police cars'),
    exit: form.getByRole('group', { name: 'Sell it' }),
    resaleCertificateExpiresOn: form.getByLabel('Resale certificate counts until'),
    resaleCertificates: form.getByRole('group', { name: 'Certificates of single states' }),
    flyAndDrive: form.getByLabel('Fly out and drive home'),
    paymentMethod: form.getByLabel('Pay auctions by'),
  } satisfies Partial<Record<keyof BuyerProfileInput, unknown>>;
  // what this page lacks is a figure of one's own, on the page of costs
  const { figures } = await getJson<CostFigureList>('/profile/cost-figures');
  const elsewhere = [
    ...figures.filter((figure) => figure.in === 'profile').map(({ key }) => key),
    'costFigures',
  ];
  expect([...Object.keys(controls), ...elsewhere].toSorted()).toEqual(Object.keys(before).toSorted());
  for (const [name, control] of Object.entries(controls)) {
    const noteId = await control.getAttribute('aria-describedby');
    expect(noteId, name).not.toBeNull();
    expect((await readText(page.locator(`[id="${noteId}"]`))).length, name).toBeGreaterThan(20);
  }
  expect(await controls.holdingCentsPerDay.inputValue()).toBe(String((before.holdingCentsPerDay ?? 0) / 100));
  expect(await controls.rustBeltPolicy.inputValue()).toBe(before.rustBeltPolicy);
  await page.context().close();
});

test('nothing is saved until Save; then every list is under it, and Undo goes back', async () => {
  const { deals } = await getDeals('sort=maxBid&limit=1');
  const savedMaxBid = deals[0]?.maxBidCents ?? 0;
  const page = await openSettings();
  const form = page.getByRole('form', { name: 'How you buy' });
  await form.getByLabel('Holding cost a day, $').fill('33.50');
  await form.getByText(/Holding cost a day \$21 → \$33\.50/).waitFor();
  expect(await getProfile()).toEqual(before);
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  const undo = page.getByRole('button', { name: 'Undo' });
  await undo.waitFor();
  expect((await getProfile()).holdingCentsPerDay).toBe(3_350);
  const after = (await getDeals('sort=maxBid&limit=1')).deals[0]?.maxBidCents ?? 0;
  expect(after).toBeLessThan(savedMaxBid);
  await undo.click();
  await page.getByText('Your earlier settings are back.').first().waitFor();
  expect(await getProfile()).toEqual(before);
  await page.context().close();
});

test('the history says what was changed, and any version can be put back', async () => {
  await sendJson('PUT', '/profile', { targetMarginCents: 123_400 });
  await sendJson('PUT', '/profile', { targetMarginCents: 234_500 });
  const { changes } = await getJson<ProfileHistory>('/profile/history');
  const earlier = changes[1]?.version ?? 0;
  const page = await openSettings();
  const history = page.getByRole('region', { name: 'Changes' });
  await history.getByText('Target margin $1,234 → $2,345').first().waitFor();
  await history.getByRole('button', { name: `Put back version ${earlier}`, exact: true }).click();
  await page.getByText('Put back. Every lot is being assessed').first().waitFor();
  expect((await getProfile()).targetMarginCents).toBe(123_400);
  await history.getByText(`Put back: version ${earlier}`).first().waitFor();
  expect(await page.getByLabel('Target margin, $').inputValue()).toBe('1234');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('As it was before.').first().waitFor();
  expect((await getProfile()).targetMarginCents).toBe(234_500);
  await page.context().close();
});

test('an amount that is none is told of beside its field and cannot be saved', async () => {
  const page = await openSettings();
  const field = page.getByLabel('Holding cost a day, $');
  await field.fill('5000');
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  await page.getByText('An amount from $0 to $1000').waitFor();
  expect(await page.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true);
  await page.context().close();
});
