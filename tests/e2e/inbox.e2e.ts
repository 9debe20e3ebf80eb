import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DealsPage } from '../../src/contracts/deals.ts';
import { getAllDeals, getDeals } from './api.ts';
import { launchBrowser, openPage, readText } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const rowLinks = (page: Page) => page.locator('tbody tr h2 a');
const idOf = async (page: Page, index: number): Promise<string> =>
  ((await rowLinks(page).nth(index).getAttribute('href')) ?? '').replace('/deals/', '');

const focusedLink = (page: Page) => page.evaluate('document.activeElement?.getAttribute("href")');

async function openInbox(search = ''): Promise<Page> {
  const { page } = await openPage(browser);
  await page.goto(`/${search}`);
  await rowLinks(page).first().waitFor();
  return page;
}

test('lists the lots in the order of expected edge that the API gives', async () => {
  const { deals, total } = await getDeals('limit=6');
  const page = await openInbox();
  const shown = await Promise.all([0, 1, 2, 3, 4, 5].map((index) => idOf(page, index)));
  expect(shown).toEqual(deals.map((deal) => deal.id));
  expect(await page.getByText(`${total.toLocaleString('en-US')} lots`, { exact: true }).isVisible()).toBe(
    true,
  );
  const edges = deals.map((deal) => deal.edgeCents ?? Number.NEGATIVE_INFINITY);
  expect(edges).toEqual(edges.toSorted((a, b) => b - a));
  expect(await page.getByRole('columnheader', { name: 'Edge' }).getAttribute('aria-sort')).toBe('descending');
  await page.context().close();
});

test('says that a sample market is a sample, and of which day', async () => {
  const { market } = await getDeals('limit=1');
  const page = await openInbox();
  const banner = page.getByRole('complementary', { name: 'About this market' });
  expect(await banner.count()).toBe(market.isSample ? 1 : 0);
  if (market.isSample) expect(await readText(banner)).toMatch(/Sample market.*\d{4}.*not live/s);
  await page.context().close();
});

test('filtering by make changes the URL and the rows, and the URL alone brings them back', async () => {
  const { deals } = await getDeals('limit=100');
  const make = deals.find((deal) => deal.make)?.make ?? '';
  const { total } = await getDeals(`make=${encodeURIComponent(make)}`);
  const page = await openInbox();
  await page.getByLabel('Make', { exact: true }).selectOption(make);
  await page.waitForURL((url) => url.searchParams.get('make') === make);
  await page.getByText(`${total} lot${total === 1 ? '' : 's'}`, { exact: true }).waitFor();
  const first = await idOf(page, 0);
  const again = await openInbox(new URL(page.url()).search);
  expect(await again.getByLabel('Make', { exact: true }).inputValue()).toBe(make);
  expect(await idOf(again, 0)).toBe(first);
  await page.context().close();
  await again.context().close();
});

test('a click on a column head sorts by it, a second turns it round', async () => {
  const page = await openInbox();
  const head = page.getByRole('columnheader', { name: 'Max bid' });
  await head.getByRole('button').click();
  await page.waitForURL((url) => url.searchParams.get('sort') === 'maxBid');
  const { deals } = await getDeals('sort=maxBid&limit=1');
  await expect.poll(() => idOf(page, 0)).toBe(deals[0]?.id);
  await head.getByRole('button').click();
  await page.waitForURL((url) => url.searchParams.get('order') === 'asc');
  expect(await head.getAttribute('aria-sort')).toBe('ascending');
  await page.context().close();
});

test('j and k move through the rows, Enter opens one, Esc comes back to it', async () => {
  const page = await openInbox();
  const second = await idOf(page, 1);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await expect.poll(() => focusedLink(page)).toBe(`/deals/${second}`);
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/deals/${second}`);
  await page.getByRole('region', { name: 'Proof' }).waitFor();
  await page.keyboard.press('Escape');
  await page.waitForURL((url) => url.pathname === '/');
  await expect.poll(() => focusedLink(page)).toBe(`/deals/${second}`);
  await page.context().close();
});

test('the slash key goes to the search, and typing there narrows the list without shortcuts firing', async () => {
  const page = await openInbox();
  await page.keyboard.press('/');
  await page.keyboard.type('jjqxz no such car');
  await page.getByText('No lot matches these filters').waitFor();
  expect(new URL(page.url()).searchParams.get('q')).toBe('jjqxz no such car');
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await rowLinks(page).first().waitFor();
  await page.context().close();
});

test('the question mark shows the keys, and Esc closes them', async () => {
  const page = await openInbox();
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard' });
  await dialog.waitFor();
  expect(await readText(dialog)).toContain('Next deal');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await page.context().close();
});

test('scrolling to the end brings every lot, page after page', async () => {
  const { total } = await getDeals('kind=all&status=all&limit=1');
  const page = await openInbox('?kind=all&status=all');
  const lastRowIndex = async () => {
    await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
    return Number(await page.locator('tbody tr').last().getAttribute('aria-rowindex'));
  };
  await expect.poll(lastRowIndex, { timeout: 30_000 }).toBe(total + 1);
  expect(await page.locator('tbody tr').count()).toBeLessThan(60);
  await page.context().close();
});

test('a lot without a score says so in words and shows no figure in its place', async () => {
  const refused = (await getAllDeals('status=all')).find((deal) => deal.score === null);
  expect(refused, 'the sample market has a lot that is refused a score').toBeDefined();
  const page = await openInbox(`?status=all&q=${encodeURIComponent(refused?.title ?? '')}`);
  const row = page.locator('tbody tr').filter({ has: page.locator(`a[href="/deals/${refused?.id}"]`) });
  await row.waitFor();
  expect(await readText(row.locator('[data-cell=score]'))).toContain('No score');
  expect(await readText(row.locator('[data-cell=score]'))).not.toMatch(/\d/);
  expect(await readText(row.locator('[data-cell=why]'))).toContain(refused?.topReason ?? '');
  await page.context().close();
});

test('a server that fails is told of with its correlation id, and trying again helps', async () => {
  const { page } = await openPage(browser);
  let isFailing = true;
  await page.route('**/api/v1/deals?**', (route) =>
    isFailing
      ? route.fulfill({
          status: 500,
          contentType: 'application/problem+json',
          body: JSON.stringify({
            type: 'about:blank#internal_error',
            title: 'Something went wrong here',
            status: 500,
            code: 'internal_error',
            correlationId: 'req-e2e-1234',
          }),
        })
      : route.fallback(),
  );
  await page.goto('/');
  const alert = page.getByRole('alert');
  await alert.waitFor();
  expect(await readText(alert)).toContain('req-e2e-1234');
  isFailing = false;
  await alert.getByRole('button', { name: 'Try again' }).click();
  await rowLinks(page).first().waitFor();
  expect(await alert.count()).toBe(0);
  await page.context().close();
});

test('HTML in a title and a reason is shown as text', async () => {
  const { page, complaints } = await openPage(browser);
  const hostile = '<img src=x onerror="document.title=\'owned\'"><b>bold</b>';
  await page.route('**/api/v1/deals?**', async (route) => {
    const response = await route.fetch();
    const body = (await response.json()) as DealsPage;
    const deals = body.deals.map((deal) => ({ ...deal, year: null, title: hostile, topReason: hostile }));
    await route.fulfill({ response, json: { ...body, deals } });
  });
  await page.goto('/');
  await rowLinks(page).first().waitFor();
  expect(await readText(rowLinks(page).first())).toBe(hostile);
  expect(await page.locator('tbody b').count()).toBe(0);
  expect(await page.title()).not.toBe('owned');
  expect(complaints).toEqual([]);
  await page.context().close();
});
