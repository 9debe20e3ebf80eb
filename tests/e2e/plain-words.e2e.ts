import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findAppraisedDeal, getAllDeals, getDeal, getDeals } from './api.ts';
import { launchBrowser, openPage, readText } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test('the verdict says how many cars like this were bad buys, and opens to what drives it', async () => {
  const deal = await findAppraisedDeal();
  const lemon = (await getDeal(deal.id)).appraisal?.lemon;
  const { page } = await openPage(browser);
  await page.goto(`/deals/${deal.id}`);
  const line = page.getByRole('region', { name: 'Verdict' }).getByTestId('lemon-risk');
  const chance = Math.round((lemon?.probability ?? 0) * 100);
  const usual = Math.round((lemon?.baseRate ?? 0) * 100);
  expect(await readText(line.locator('summary'))).toContain(
    `${chance} in 100 cars like this were bad buys; usual ${usual}`,
  );
  const driver = line.getByText(lemon?.drivers[0]?.label ?? 'no driver', { exact: true });
  expect(await driver.isVisible()).toBe(false);
  await line.locator('summary').click();
  await driver.waitFor();
  expect(await line.locator('dt').count()).toBe(lemon?.drivers.length);
  await page.context().close();
});

test('every flag of the market is said as a dealer would, none as its code', async () => {
  const deals = await getAllDeals('status=all');
  const oneOfEach = new Map(deals.flatMap((deal) => deal.flags.map((flag) => [flag.code, deal.id] as const)));
  expect(oneOfEach.size).toBeGreaterThan(10);
  const { page } = await openPage(browser);
  const codesLeft = new Set(oneOfEach.keys());
  for (const id of new Set(oneOfEach.values())) {
    await page.goto(`/deals/${id}`);
    const why = page.getByRole('region', { name: 'Why' });
    const words = await readText(why);
    expect(words).not.toMatch(
      /title brand|odometer unknown|retail below wholesale|fee uncertain|[a-z]_[a-z]/i,
    );
    for (const flag of (await getDeal(id)).appraisal?.assessment?.flags ?? []) codesLeft.delete(flag.code);
  }
  expect([...codesLeft]).toEqual([]);
  await page.context().close();
});

test('a city in capitals is shown as a name', async () => {
  const { deals } = await getDeals('source=copart&status=all&limit=20');
  const deal = deals.find(
    ({ city, maxBidCents }) => city && city === city.toUpperCase() && maxBidCents !== null,
  );
  expect(deal, 'the sample market has a Copart lot with its city in capitals').toBeDefined();
  const { page } = await openPage(browser);
  await page.goto(`/deals/${deal?.id}`);
  const header = await readText(page.locator('main header'));
  expect(header).not.toContain(`${deal?.city}, ${deal?.state}`);
  expect(header.toUpperCase()).toContain(`${deal?.city}, ${deal?.state}`);
  await page.context().close();
});
