import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type IdentityServer, startIdentityServer, theirs } from '../support/identity-server.ts';
import { ingestLines, marketNow, vehicleLines } from '../support/small-market.ts';

let running: IdentityServer;
let ours = '';
let others = '';
beforeAll(async () => {
  // an answer says when it was made; both are to be made at once
  const now = new Date().toISOString();
  running = await startIdentityServer({ clock: { now: () => now as never } });
  ours = (await running.addPerson('ours@example.com', 'owner')).cookie;
  others = (await running.addPerson('theirs@example.com', 'owner', theirs)).cookie;
}, 120_000);
afterAll(() => running.close());

/** What anybody may keep: published keys and the contract. */
const shared = new Set(['/.well-known/jwks.json']);

const readable = () =>
  running.server
    .accessOfRoutes()
    .filter(({ method, url }) => method === 'GET' && url.startsWith('/') && !/[:*]/.test(url))
    .map(({ url }) => url);

describe('a cache between two dealerships and the program', () => {
  test('may keep nothing that depends on who asks', async () => {
    const urls = readable();
    expect(urls.length).toBeGreaterThan(30);
    const kept: string[] = [];
    for (const url of urls.filter((each) => each.startsWith('/api/v1/'))) {
      const answer = await running.ask('GET', url, { cookie: ours });
      const policy = String(answer.headers['cache-control'] ?? '');
      if (!/\b(no-store|private)\b/.test(policy) || /\bpublic\b|s-maxage/.test(policy))
        kept.push(`${url}: ${policy}`);
    }
    expect(kept).toEqual([]);
    for (const url of shared)
      expect((await running.ask('GET', url, { cookie: ours })).headers['cache-control']).toMatch(/^public/);
  });

  test('errors and refusals are not kept either', async () => {
    for (const url of ['/api/v1/deals', '/api/v1/members', '/api/v1/deals/lst_nothing', '/api/v1/nowhere']) {
      const answer = await running.ask('GET', url);
      expect(answer.statusCode).toBeGreaterThanOrEqual(400);
      expect(answer.headers['cache-control'], url).toMatch(/no-store/);
    }
  });

  test('a tag of one dealership’s page is not taken for another’s', async () => {
    await ingestLines(running.store.db, vehicleLines.slice(0, 20), marketNow);
    await running.market.desk.follower.refresh();
    const url = '/api/v1/deals?limit=5&status=all&kind=all';
    // the same lots are worth another bid to somebody with other settings
    const body = { targetMarginCents: 777_700 };
    expect((await running.ask('PUT', '/api/v1/profile', { cookie: others, body })).statusCode).toBe(200);
    const mine = await running.ask('GET', url, { cookie: ours });
    const tag = String(mine.headers.etag);
    expect(
      (await running.ask('GET', url, { cookie: ours, headers: { 'if-none-match': tag } })).statusCode,
    ).toBe(304);
    const foreign = await running.ask('GET', url, { cookie: others, headers: { 'if-none-match': tag } });
    expect(foreign.statusCode).toBe(200);
    expect(foreign.body).not.toBe(mine.body);
  });

  test('no header that a client makes up comes back in an answer that could be kept', async () => {
    const marker = 'evil-marker.example';
    const headers = {
      'x-forwarded-host': marker,
      'x-original-url': `/${marker}`,
      'x-rewrite-url': `/${marker}`,
      'x-forwarded-scheme': marker,
      'x-http-method-override': 'DELETE',
      forwarded: `host=${marker}`,
      'accept-language': marker,
    };
    for (const url of readable()) {
      const answer = await running.ask('GET', url, { cookie: ours, headers });
      expect(JSON.stringify(answer.headers), url).not.toContain(marker);
      // the list of sessions shows what browsers call themselves, to their own person
      expect(answer.body, url).not.toContain(marker);
      expect(answer.statusCode, url).toBeLessThan(500);
    }
  });
});
