import { AxeBuilder } from '@axe-core/playwright';
import { base32 } from '@better-auth/utils/base32';
import { createOTP } from '@better-auth/utils/otp';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { linkIn, type MailServer, startMailServer } from '../support/mail-server.ts';
import { owner, type RunningProgram, startProgram } from '../support/start-program.ts';
import { launchBrowser, readText } from './browser.ts';

const newPassword = 'walnut-harbor-thimble-92';
const phone = { viewport: { width: 360, height: 740 }, colorScheme: 'dark' as const };
let mail: MailServer;
let program: RunningProgram;
let browser: Browser;

beforeAll(async () => {
  mail = await startMailServer();
  [program, browser] = await Promise.all([
    startProgram({
      DEALERSCOPE_SMTP_URL: mail.url,
      DEALERSCOPE_MAIL_FROM: 'DealerScope <deals@example.com>',
      DEALERSCOPE_SIGN_UP: 'open',
      DEALERSCOPE_SAMPLE: 'off',
    }),
    launchBrowser(),
  ]);
});
afterAll(async () => {
  await browser.close();
  await program.stop();
  await mail.close();
});

async function open(path: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ baseURL: program.url, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('Failed to load resource'))
      complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(path);
  return { page, complaints, close: () => context.close() };
}

/** Nothing that axe finds wrong, and no scrolling sideways on a phone. */
async function expectGood(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  const width = page.viewportSize()?.width ?? 0;
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
}

async function signIn(page: Page, email: string, password: string) {
  await page.getByLabel('E-mail', { exact: true }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

const isIn = (page: Page) => page.getByRole('navigation', { name: 'Main' }).waitFor();

/** A phone with a fingerprint reader, as far as the browser can tell. */
async function addAuthenticator(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    setVerified: (isUserVerified: boolean) =>
      session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
    credentials: async () => (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
  };
}

describe('signing up', () => {
  test('a stranger confirms the address, makes a dealership, and is its owner', async () => {
    const { page, complaints, close } = await open('/', phone);
    await page.getByRole('link', { name: 'Sign up' }).click();
    await page.getByRole('heading', { name: 'Sign up' }).waitFor();
    await expectGood(page);
    await page.getByLabel('E-mail', { exact: true }).fill('fay@example.com');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
    await expectGood(page);
    const { url } = linkIn(await mail.next('fay@example.com', /Finish/));
    expect(url).toMatch(new RegExp(`^${program.url}/sign-up#`));
    await page.goto(url);
    await page.reload();
    await page.getByRole('heading', { name: 'Your dealership' }).waitFor();
    await expectGood(page);
    await page.getByLabel('Name of the dealership').fill('Fay’s Cars');
    await page.getByLabel('Your name').fill('Fay Founder');
    await page.getByLabel('Choose a password', { exact: true }).fill(newPassword);
    await page.getByRole('button', { name: 'Make the account' }).click();
    await isIn(page);
    await page.goto('/account');
    expect(await readText(page.locator('main'))).toContain('fay@example.com, owner of Fay’s Cars');
    expect(await readText(page.getByRole('region', { name: 'E-mail address' }))).toContain('Confirmed');
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('a forgotten password', () => {
  test('is replaced through the mail, and the other browser is signed out', async () => {
    const other = await open('/');
    await signIn(other.page, owner.email, owner.password);
    await isIn(other.page);
    const { page, complaints, close } = await open('/', phone);
    await page.getByRole('link', { name: 'Forgotten password' }).click();
    await page.getByRole('heading', { name: 'Forgotten password' }).waitFor();
    await page.getByLabel('E-mail', { exact: true }).fill(owner.email);
    await page.getByRole('button', { name: 'Send me a link' }).click();
    await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
    const { url } = linkIn(await mail.next(owner.email, /Reset/));
    await page.goto(url);
    await page.reload();
    await expectGood(page);
    await page.getByLabel('New password', { exact: true }).fill('password1234');
    await page.getByRole('button', { name: 'Change password' }).click();
    expect(await readText(page.getByRole('alert'))).toContain('too easy to guess');
    await page.getByLabel('New password', { exact: true }).fill(newPassword);
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByRole('heading', { name: 'The password is changed' }).waitFor();
    await expectGood(page);
    await page.getByRole('link', { name: 'To sign-in' }).click();
    await signIn(page, owner.email, newPassword);
    await isIn(page);
    await other.page.goto('/rejects');
    await other.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    // the link works once
    await page.goto(url);
    await page.reload();
    await page.getByLabel('New password', { exact: true }).fill('granite-candle-otter-18');
    await page.getByRole('button', { name: 'Change password' }).click();
    expect(await readText(page.getByRole('alert'))).toContain('works no more');
    expect(complaints).toEqual([]);
    await other.close();
    await close();
  });
});

describe('an e-mail address', () => {
  test('is confirmed by a button behind the link, and changed once the new one has confirmed it', async () => {
    const { page, close } = await open('/account');
    await signIn(page, owner.email, newPassword);
    await page.getByLabel('New address').fill('boss@example.com');
    await page.getByLabel('Your password, to change the address').fill(newPassword);
    await page.getByRole('button', { name: 'Change the address' }).click();
    await page.getByText('A link is on its way to boss@example.com').waitFor();
    const { url } = linkIn(await mail.next('boss@example.com', /new e-mail address/));
    const elsewhere = await open(url, phone);
    await expectGood(elsewhere.page);
    await elsewhere.page.getByRole('button', { name: 'Confirm' }).click();
    expect(await readText(elsewhere.page.getByRole('status'))).toContain('boss@example.com');
    await elsewhere.close();
    await page.goto('/account');
    expect(await readText(page.locator('main'))).toContain('boss@example.com, owner');
    await mail.next(owner.email, /was changed/);
    await close();
  });
});

describe('passkeys', () => {
  test('one is added, named, signs in without a password, cannot be replayed, and is removed', async () => {
    const { page, complaints, close } = await open('/account');
    const authenticator = await addAuthenticator(page);
    await signIn(page, 'boss@example.com', newPassword);
    const card = page.getByRole('region', { name: 'Passkeys' });
    await card.getByLabel('Name of the passkey').fill('Office phone');
    await card.getByLabel('Your password, to add a passkey').fill('not the password');
    await card.getByRole('button', { name: 'Add a passkey' }).click();
    expect(await readText(card.getByRole('alert'))).toContain('password is not right');
    await card.getByLabel('Your password, to add a passkey').fill(newPassword);
    await card.getByRole('button', { name: 'Add a passkey' }).click();
    await card.getByRole('button', { name: 'Remove Office phone' }).waitFor();
    await mail.next('boss@example.com', /passkey was added/);
    page.once('dialog', (dialog) => void dialog.accept('Front desk'));
    await card.getByRole('button', { name: 'Rename Office phone' }).click();
    await card.getByRole('button', { name: 'Remove Front desk' }).waitFor();
    await expectGood(page);
    expect(await authenticator.credentials()).toMatchObject([
      { isResidentCredential: true, rpId: 'localhost' },
    ]);

    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    // a device that does not check its person is refused
    await authenticator.setVerified(false);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    expect(await readText(page.getByRole('alert'))).toContain('No passkey was used');
    await authenticator.setVerified(true);
    const finishing = page.waitForRequest(/passkey\/finish/);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    const finish = await finishing;
    const headers = await finish.allHeaders();
    await isIn(page);

    const replay = await fetch(`${program.url}/api/v1/auth/passkey/finish`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: program.url,
        cookie: headers.cookie ?? '',
      },
      body: finish.postData(),
    });
    expect(headers.cookie).toContain('dealerscope.challenge=');
    expect(replay.status).toBe(401);

    await page.goto('/account');
    await page.getByRole('button', { name: 'Remove Front desk' }).click();
    await card.getByText('None yet').waitFor();
    await mail.next('boss@example.com', /passkey was removed/);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    expect(await readText(page.getByRole('alert'))).toContain('does not open this');
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('the second factor and devices', () => {
  test('codes are downloaded, a device is remembered, listed and forgotten, other sessions end', async () => {
    const { page, complaints, close } = await open('/account', { acceptDownloads: true });
    await signIn(page, 'fay@example.com', newPassword);
    const card = page.getByRole('region', { name: 'Second factor' });
    await card.getByLabel('Your password', { exact: true }).fill(newPassword);
    await card.getByRole('button', { name: 'Set up' }).click();
    await page.getByAltText('QR code of the secret').waitFor();
    const secret = await readText(card.locator('code').first());
    const codes = await page.getByRole('list', { name: 'Recovery codes' }).locator('li').allInnerTexts();
    const downloading = page.waitForEvent('download');
    await card.getByRole('button', { name: 'Download' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('dealerscope-recovery-codes.txt');
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    for (const code of codes) expect(text).toContain(code);
    await expectGood(page);
    // on paper there are the codes and nothing else
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('list', { name: 'Recovery codes' }).isVisible()).toBe(true);
    expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });
    const code = await createOTP(new TextDecoder().decode(base32.decode(secret))).totp();
    await card.getByLabel('Code that the app shows').fill(code);
    await card.getByRole('button', { name: 'Turn on' }).click();
    await card.getByRole('button', { name: 'Turn off' }).waitFor();
    await mail.next('fay@example.com', /second factor is on/);

    await page.getByRole('button', { name: 'Sign out' }).click();
    await signIn(page, 'fay@example.com', newPassword);
    await page.getByRole('button', { name: 'Use a recovery code' }).click();
    await page.getByLabel('Recovery code', { exact: true }).fill(codes[0] ?? '');
    await page.getByLabel('Remember this device for 30 days').check();
    await expectGood(page);
    await page.getByRole('button', { name: 'Continue' }).click();
    await isIn(page);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await signIn(page, 'fay@example.com', newPassword);
    await isIn(page);

    const second = await open('/', phone);
    await signIn(second.page, 'fay@example.com', newPassword);
    await second.page.getByRole('heading', { name: 'Second step' }).waitFor();
    await second.page.getByRole('button', { name: 'Use a recovery code' }).click();
    await second.page.getByLabel('Recovery code', { exact: true }).fill(codes[1] ?? '');
    await second.page.getByRole('button', { name: 'Continue' }).click();
    await isIn(second.page);

    await page.goto('/account/sessions');
    const devices = page.getByRole('list', { name: 'Remembered devices' });
    expect(await readText(devices)).toContain('Chrome on Linux (this one)');
    expect(await readText(page.getByRole('list', { name: 'Sessions' }))).toContain('(this one)');
    await page.getByLabel('Which program').fill('Nightly export');
    await page.getByRole('button', { name: 'Make a token' }).click();
    const refreshToken = await readText(page.getByRole('status').locator('code'));
    const traded = await fetch(`${program.url}/api/v1/auth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ grantType: 'refresh_token', refreshToken }),
    });
    expect(traded.status).toBe(200);
    await page.getByRole('button', { name: 'End Nightly export' }).waitFor();
    await expectGood(page);
    await page.getByRole('button', { name: 'End all others' }).click();
    await second.page.goto('/rejects');
    await second.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await devices.getByRole('button', { name: /^Forget/ }).click();
    await page.getByText('None. After a code you can ask').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await signIn(page, 'fay@example.com', newPassword);
    await page.getByRole('heading', { name: 'Second step' }).waitFor();
    expect(complaints).toEqual([]);
    await second.close();
    await close();
  });
});

describe('keys', () => {
  test('one is narrowed to a single permission and three days', async () => {
    const { page, close } = await open('/members');
    await signIn(page, 'boss@example.com', newPassword);
    await page.getByLabel('What it is for').fill('a display in the hall');
    await page.getByLabel('Days it is good').fill('3');
    await page.getByText('All that the role may').click();
    for (const box of await page
      .getByRole('group', { name: 'What this key may' })
      .getByRole('checkbox')
      .all())
      await box.uncheck();
    expect(await page.getByRole('button', { name: 'Make a key' }).isDisabled()).toBe(true);
    await page.getByLabel('deals.read').check();
    await expectGood(page);
    await page.getByRole('button', { name: 'Make a key' }).click();
    const key = await readText(page.getByRole('status').locator('code'));
    const ask = async (path: string) =>
      (await fetch(`${program.url}/api/v1${path}`, { headers: { authorization: `Bearer ${key}` } })).status;
    expect([await ask('/deals'), await ask('/profile')]).toEqual([200, 403]);
    expect(await readText(page.locator('main'))).toContain('only deals.read');
    await close();
  });
});

test('an address in the address bar sends nobody elsewhere after sign-in (open redirect)', async () => {
  for (const path of [
    '/?next=https://evil.example',
    '/forgot?callbackURL=//evil.example',
    '/join#//evil.example',
  ]) {
    const { page, close } = await open(path);
    await page.waitForLoadState('networkidle');
    expect(new URL(page.url()).origin).toBe(program.url);
    await close();
  }
});
