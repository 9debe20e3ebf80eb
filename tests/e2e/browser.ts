import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';

const launchArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
];

/** Where the program listens. Throws when the test was started without one. */
export function baseUrl(): string {
  const url = process.env.DEALERSCOPE_URL;
  if (!url) throw new Error('DEALERSCOPE_URL is not set: these tests need a running DealerScope');
  return url.replace(/\/$/, '');
}

/** The owner’s session, which the start of the program under test left in the environment. */
export const sessionCookie = (): string => process.env.DEALERSCOPE_COOKIE ?? '';

const sessionCookies = () =>
  sessionCookie()
    .split('; ')
    .filter(Boolean)
    .map((pair) => {
      const [name = '', value = ''] = pair.split(/=(.*)/s, 2);
      return { name, value, url: baseUrl() };
    });

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: launchArguments,
  });

export interface OpenPage {
  readonly page: Page;
  /** What the browser complained of: errors on the console, exceptions, blocked styles and scripts. */
  readonly complaints: string[];
  /** Addresses outside the program that the page asked for, photos included. */
  readonly outsideRequests: { readonly url: string; readonly kind: string }[];
}

/**
 * A fresh page of its own context, wide unless told otherwise, with every request to the outside answered by
 * nothing; signed in as the owner unless `isSignedIn` is false.
 */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
  isSignedIn = true,
): Promise<OpenPage> {
  const context = await browser.newContext({
    baseURL: baseUrl(),
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    ...options,
  });
  if (isSignedIn) await context.addCookies(sessionCookies());
  const page = await context.newPage();
  const complaints: string[] = [];
  const outsideRequests: { url: string; kind: string }[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('Failed to load resource'))
      complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.route(
    (url) => url.origin !== new URL(baseUrl()).origin,
    (route) => {
      outsideRequests.push({ url: route.request().url(), kind: route.request().resourceType() });
      return route.abort();
    },
  );
  return { page, complaints, outsideRequests };
}

/** The words of an element as they are seen, once it is there. */
export async function readText(element: Locator): Promise<string> {
  await element.waitFor();
  return (await element.allInnerTexts()).join(' ');
}
