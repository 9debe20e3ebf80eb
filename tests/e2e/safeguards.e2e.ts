import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getJson } from './api.ts';
import { launchBrowser, openPage, readText } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const password = 'walnut-harbor-thimble-92';

/** A person of the dealership with a page of their own. */
async function join(owner: Page, email: string, name: string, role: string) {
  await owner.goto('/members');
  await owner.getByLabel('Their e-mail').fill(email);
  await owner.getByLabel('Their role').selectOption(role);
  await owner.getByRole('button', { name: 'Invite', exact: true }).click();
  const link = await readText(owner.getByRole('status').locator('code'));
  const opened = await openPage(browser, {}, false);
  await opened.page.goto(link);
  await opened.page.getByLabel('Your name').fill(name);
  await opened.page.getByLabel('Choose a password').fill(password);
  await opened.page.getByRole('button', { name: 'Join' }).click();
  await opened.page.getByRole('navigation', { name: 'Main' }).waitFor();
  return opened;
}

test('a warning shows at the top of every screen until it was looked at', async () => {
  const { page, complaints } = await openPage(browser);
  await page.goto('/members');
  await page.getByLabel('What it is for').fill('for the banner');
  await page.getByRole('button', { name: 'Make a key' }).click();
  await page.goto('/rejects');
  const banner = page.getByRole('complementary', { name: 'Security events' });
  const seen = page.waitForResponse((response) => response.url().endsWith('/security-events/seen'));
  await banner.getByRole('link').click();
  await page.getByRole('heading', { name: 'Security', exact: true }).waitFor();
  expect(await readText(page.getByRole('list', { name: 'Security events' }))).toContain(
    'A key for scripts was made',
  );
  await seen;
  await page.goto('/rejects', { waitUntil: 'networkidle' });
  expect(await banner.count()).toBe(0);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('alerts: a webhook is added with its secret, an address inside the network is refused in words, and it is removed', async () => {
  const { page } = await openPage(browser);
  await page.goto('/security');
  const form = page.getByRole('form', { name: 'Add an alert' });
  await form.getByLabel('Address').fill('http://169.254.169.254/');
  await form.getByRole('button', { name: 'Add' }).click();
  expect(await readText(form.getByRole('alert'))).toContain('cannot be told');
  await form.getByLabel('Address').fill('https://hooks.example.com/dealerscope');
  await form.getByLabel('Of what').selectOption('critical');
  await form.getByRole('button', { name: 'Add' }).click();
  expect(await readText(form.getByRole('status').locator('code'))).toMatch(/^whs_/);
  await page.getByRole('button', { name: 'Remove https://hooks.example.com/dealerscope' }).click();
  await page.getByText('Nobody is told yet').waitFor();
  await page.context().close();
});

test('the logs are filtered and taken out as files', async () => {
  const { page } = await openPage(browser);
  await page.goto('/audit');
  await page.getByLabel('About').selectOption('alert_channel.');
  await expect.poll(() => page.locator('main ol li').count(), { timeout: 20_000 }).toBe(2);
  expect(await readText(page.locator('main ol'))).toContain('alert_channel.removed');
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'CSV for spreadsheets' }).click();
  const file = readFileSync(await (await downloading).path(), 'utf8');
  expect(file.trim().split('\r\n')).toHaveLength(3);
  expect(file).toContain('"alert_channel.added"');
  await page.getByLabel('Who').fill('nobody at all');
  await page.getByText('Nothing was found').waitFor();
  await page.context().close();
});

test('the table of roles is the one that the server enforces', async () => {
  const { permissions } = await getJson<{ permissions: { says: string; from: string }[] }>('/roles');
  const names = ['Viewer', 'Buyer', 'Manager', 'Owner'];
  const { page } = await openPage(browser);
  await page.goto('/members');
  const rows = page.getByRole('region', { name: 'Table of roles' }).locator('tbody tr');
  await rows.first().waitFor();
  expect(await rows.count()).toBe(permissions.length);
  for (const [at, { says, from }] of permissions.entries()) {
    const row = rows.nth(at);
    expect(await readText(row.locator('th'))).toBe(says);
    // viewer, buyer, manager, owner: yes from the least role on
    const cells = await Promise.all(
      names.map(async (_name, at) => (await row.locator('td').nth(at).locator('svg').count()) > 0),
    );
    const least = ['viewer', 'buyer', 'manager', 'owner'].indexOf(from);
    expect(cells).toEqual([0, 1, 2, 3].map((rank) => rank >= least));
  }
  // a narrow screen names the least role in place of a column each
  await page.setViewportSize({ width: 360, height: 740 });
  for (const [at, { from }] of permissions.entries()) {
    const cells = await rows.nth(at).locator('td:visible').allInnerTexts();
    expect(cells).toHaveLength(2);
    expect(cells[0]?.toLowerCase()).toBe(from);
  }
  await page.context().close();
});

test('a person takes their data along, answers for analytics, asks to be deleted and takes it back', async () => {
  const owner = await openPage(browser);
  const { page, complaints } = await join(owner.page, 'private@example.com', 'Pia Private', 'viewer');
  await page.goto('/privacy');
  const box = page.getByRole('checkbox');
  expect(await box.isChecked()).toBe(false);
  await box.check();
  await page.getByText('You last answered on').waitFor();
  await page.reload();
  await page.getByText('You last answered on').waitFor();
  expect(await page.getByRole('checkbox').isChecked()).toBe(true);
  const answered = page.waitForResponse((response) => response.request().method() === 'PUT');
  await page.getByRole('checkbox').uncheck();
  await answered;

  await page.getByRole('button', { name: 'Gather my data' }).click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: /^Download/ }).click({ timeout: 30_000 });
  const data = JSON.parse(readFileSync(await (await downloading).path(), 'utf8')) as { about: string };
  expect(data.about).toBe('private@example.com');

  const form = page.getByRole('form', { name: 'Delete your account' });
  await form.getByLabel('Your password').fill('not the password');
  await form.getByRole('button').click();
  expect(await readText(form.getByRole('alert'))).toContain('not right');
  await form.getByLabel('Your password').fill(password);
  await form.getByRole('button').click();
  await page.getByText('Your account will be deleted on').waitFor();
  await page.getByRole('button', { name: 'Keep my account' }).click();
  await form.waitFor();
  expect(complaints).toEqual([]);

  // leaves by their own hand, without the right to remove anybody
  await page.goto('/dealership');
  page.once('dialog', (dialog) => void dialog.accept());
  await page.getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await owner.page.goto('/members');
  await owner.page.getByRole('heading', { name: 'People', exact: true }).waitFor();
  expect(await readText(owner.page.locator('main'))).not.toContain('Pia Private');
  await page.context().close();
  await owner.page.context().close();
});

test('an owner renames the dealership, chooses what is kept, and asks to close it and takes that back', async () => {
  const { page, complaints } = await openPage(browser);
  await page.goto('/dealership');
  const name = page.getByLabel('Name of the dealership');
  const before = await name.inputValue();
  await name.fill('Plain Motors');
  await page.getByRole('button', { name: 'Save' }).first().click();
  await page.getByRole('heading', { level: 1, name: 'Plain Motors' }).waitFor();

  const days = page.getByRole('form', { name: 'Days for: Security events' });
  await days.getByLabel('Days').fill('400');
  const saved = page.waitForResponse((response) => response.request().method() === 'PUT');
  await days.getByRole('button', { name: 'Save' }).click();
  await saved;
  await page.reload();
  await expect.poll(() => days.getByLabel('Days').inputValue(), { timeout: 20_000 }).toBe('400');

  const closing = page.getByRole('form', { name: 'Close the dealership' });
  await closing.getByLabel('Type “Plain Motors”').fill('Plain Motor');
  const owner = JSON.parse(process.env.DEALERSCOPE_OWNER ?? '{}') as { password: string };
  await closing.getByLabel('Your password').fill(owner.password);
  await closing.getByRole('button').click();
  await closing.getByRole('alert').waitFor();
  await closing.getByLabel('Type “Plain Motors”').fill('Plain Motors');
  await closing.getByRole('button').click();
  await page.getByText('The dealership will be closed on').waitFor();
  await page.getByRole('button', { name: 'Keep it open' }).click();
  await closing.waitFor();
  await name.fill(before);
  await page.getByRole('button', { name: 'Save' }).first().click();
  await page.getByRole('heading', { level: 1, name: before }).waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('an invitation gets a new link by keyboard alone', async () => {
  const { page } = await openPage(browser);
  await page.goto('/members');
  await page.getByLabel('Their e-mail').fill('again@example.com');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const first = await readText(page.getByRole('status').locator('code'));
  await page.getByRole('button', { name: 'New link for again@example.com' }).focus();
  await page.keyboard.press('Enter');
  await expect
    .poll(() => readText(page.getByRole('status').locator('code')), { timeout: 20_000 })
    .not.toBe(first);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect
    .poll(() => page.getByRole('button', { name: 'New link for again@example.com' }).count(), {
      timeout: 20_000,
    })
    .toBe(0);
  await page.context().close();
});

test('an invitation whose mail was refused says why, and is replaced by one with the right address', async () => {
  const { page, complaints } = await openPage(browser);
  const made: unknown[] = [];
  const withdrawn: string[] = [];
  const open = {
    id: 'inv_lost',
    email: 'mistyped@example.com',
    role: 'viewer',
    createdAt: '2026-11-25T16:00:00.000Z',
    expiresAt: '2026-12-25T16:00:00.000Z',
    mail: { state: 'refused', reason: 'There is no such mailbox (550)' },
  };
  // this server sends no mail: what one that does answers is put in its place
  await page.route('**/api/v1/invitations**', async (route) => {
    const request = route.request();
    if (request.method() === 'DELETE') {
      withdrawn.push(new URL(request.url()).pathname);
      return route.fulfill({ status: 204 });
    }
    if (request.method() === 'GET')
      return route.fulfill({ json: { invitations: withdrawn.length === 0 ? [open] : [] } });
    made.push(request.postDataJSON());
    return route.fulfill({
      status: 201,
      json: { ...open, id: 'inv_right', email: 'right@example.com', url: null },
    });
  });
  await page.goto('/members');
  await page.getByText('The mail was refused: There is no such mailbox (550).').waitFor();
  await page.getByRole('button', { name: 'Correct the address mistyped@example.com' }).click();
  const field = page.getByLabel('Their e-mail');
  expect(await field.inputValue()).toBe('mistyped@example.com');
  await field.fill('right@example.com');
  await page.keyboard.press('Enter');
  await page.getByText('A link is on its way to right@example.com.').waitFor();
  await expect.poll(() => withdrawn).toEqual(['/api/v1/invitations/inv_lost']);
  expect(made).toEqual([{ email: 'right@example.com', role: 'viewer' }]);
  expect(complaints).toEqual([]);
  await page.context().close();
});
