import { AxeBuilder } from '@axe-core/playwright';
import { base32 } from '@better-auth/utils/base32';
import { createOTP } from '@better-auth/utils/otp';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { baseUrl, launchBrowser, openPage, readText } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const newPassword = 'walnut-harbor-thimble-92';
const codeOf = (secret: string) => createOTP(new TextDecoder().decode(base32.decode(secret))).totp();

async function signIn(page: Page, email: string, password: string) {
  await page.getByLabel('E-mail', { exact: true }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

test('who is not signed in sees the sign-in screen at every address, and no figure is asked for', async () => {
  const { page, complaints } = await openPage(browser, { viewport: { width: 360, height: 740 } }, false);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  for (const path of ['/', '/rejects', '/members']) {
    await page.goto(path);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  }
  expect(
    asked.filter((path) => path.startsWith('/api/') && !/^\/api\/v1\/auth\/(session|options)$/.test(path)),
  ).toEqual([]);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
  await signIn(page, 'nobody@example.com', 'not the password');
  expect(await readText(page.getByRole('alert'))).toContain('E-mail or password is not right');
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('an invited person joins, turns the second factor on, comes back with a code and with a recovery code', async () => {
  const owner = await openPage(browser);
  await owner.page.goto('/members');
  await owner.page.getByLabel('Their e-mail').fill('invited@example.com');
  await owner.page.getByRole('button', { name: 'Invite', exact: true }).click();
  const link = await readText(owner.page.getByRole('status').locator('code'));
  expect(link).toContain(`${baseUrl()}/join#`);

  const { page, complaints } = await openPage(browser, {}, false);
  await page.goto(link);
  await page.getByLabel('Your name').fill('Ivy Invited');
  await page.getByLabel('Choose a password').fill('password1234');
  await page.getByRole('button', { name: 'Join' }).click();
  expect(await readText(page.getByRole('alert'))).toContain('too easy to guess');
  await page.getByLabel('Choose a password').fill(newPassword);
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByRole('link', { name: 'Ivy Invited' }).click();
  // a buyer neither invites nor reads the log
  await page.getByRole('link', { name: 'People and keys' }).waitFor();
  expect(await page.getByRole('link', { name: 'Log', exact: true }).count()).toBe(0);

  await page.getByLabel('Your password', { exact: true }).fill(newPassword);
  await page.getByRole('button', { name: 'Set up' }).click();
  const picture = page.getByAltText('QR code of the secret');
  await picture.waitFor();
  await expect
    .poll(() => page.evaluate(`document.querySelector('img[alt^="QR"]').naturalWidth`))
    .toBeGreaterThan(0);
  const secret = await readText(page.locator('main code').first());
  const recoveryCodes = await page
    .getByRole('list', { name: 'Recovery codes' })
    .locator('li')
    .allInnerTexts();
  expect(recoveryCodes).toHaveLength(10);
  await page.getByLabel('Code that the app shows').fill(await codeOf(secret));
  await page.getByRole('button', { name: 'Turn on' }).click();
  await page.getByRole('button', { name: 'Turn off' }).waitFor();

  await page.getByRole('button', { name: 'Sign out' }).click();
  await signIn(page, 'invited@example.com', newPassword);
  await page.getByRole('heading', { name: 'Second step' }).waitFor();
  await page.getByRole('button', { name: 'Use a recovery code' }).click();
  await page.getByLabel('Recovery code').fill(recoveryCodes[0] ?? '');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('link', { name: 'Ivy Invited' }).waitFor();
  expect(complaints).toEqual([]);

  await owner.page.reload();
  const changed = owner.page.waitForResponse((response) => response.request().method() === 'PATCH');
  await owner.page.getByLabel('Role of Ivy Invited').selectOption('viewer');
  await changed;
  await owner.page.goto('/audit');
  expect(await readText(owner.page.locator('main ol'))).toContain('member.role_changed');
  await page.context().close();
  await owner.page.context().close();
});

test('a key is made, shown once, opens the API, and is worth nothing once revoked', async () => {
  const { page } = await openPage(browser);
  await page.goto('/members');
  await page.getByLabel('What it is for').fill('nightly export');
  await page.getByRole('button', { name: 'Make a key' }).click();
  const key = await readText(page.getByRole('status').locator('code'));
  const ask = () =>
    fetch(`${baseUrl()}/api/v1/deals?limit=1`, { headers: { authorization: `Bearer ${key}` } });
  expect((await ask()).status).toBe(200);
  await page.reload();
  expect(await readText(page.locator('main'))).not.toContain(key);
  await page.getByRole('button', { name: 'Revoke nightly export' }).click();
  await expect.poll(async () => (await ask()).status).toBe(401);
  await page.context().close();
});

test('a session that ends elsewhere brings the sign-in screen back', async () => {
  const first = await openPage(browser, {}, false);
  const second = await openPage(browser, {}, false);
  const owner = JSON.parse(process.env.DEALERSCOPE_OWNER ?? '{}') as { email: string; password: string };
  for (const { page } of [first, second]) {
    await page.goto('/account');
    await signIn(page, owner.email, owner.password);
    await page.getByRole('heading', { name: 'Your account' }).waitFor();
  }
  // not "all others": the tests have a session of their own
  await second.page.goto('/account/sessions');
  await second.page
    .getByRole('list', { name: 'Sessions' })
    .getByRole('button', { name: /^End Chrome/ })
    .first()
    .click();
  await expect
    .poll(async () => {
      await first.page.goto('/rejects');
      return readText(first.page.locator('h1'));
    })
    .toBe('Sign in');
  await first.page.context().close();
  await second.page.context().close();
});
