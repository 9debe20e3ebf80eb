import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { toInstant } from '../../core/kernel/instant.ts';
import { Blocked, GiveUp, Refused, RetryLater } from '../../platform/http/http-problem.ts';
import { createOutboundClient, type OutboundClient } from '../../platform/http/outbound-client.ts';
import { parseOutboundAllowances } from '../../platform/http/outbound-policy.ts';
import { createPoliteClient } from '../../platform/http/polite-client.ts';
import { readCapture } from '../_kit/read-capture.ts';
import { pollGsaApi } from './poll.ts';
import { gsaApi } from './source.ts';

const now = () => toInstant('2026-01-07T12:00:00.000Z');
const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url));
const json = { 'content-type': 'application/json; charset=utf-8' };

let server: Server | undefined;
let outbound: OutboundClient | undefined;
afterEach(async () => {
  await outbound?.close();
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  server = undefined;
});

/** A server on this machine, and a client whose clock stands still but for its sleeps. */
async function start(listener: RequestListener) {
  const requests: IncomingMessage[] = [];
  const sleeps: number[] = [];
  let clockMs = Date.UTC(2026, 0, 7, 12);
  server = createServer((request, response) => {
    requests.push(request);
    listener(request, response);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  outbound = createOutboundClient({
    userAgent: 'DealerScope/test (+mailto:operator@example.com)',
    allow: parseOutboundAllowances(['127.0.0.1']),
  });
  const using = createPoliteClient({
    outbound,
    monotonicMs: () => clockMs,
    sleep: async (ms) => {
      sleeps.push(ms);
      clockMs += ms;
    },
  });
  const poll = () => pollGsaApi(using, { apiKey: 'secret-key', now }, `http://127.0.0.1:${port}/auctions`);
  return { poll, requests, sleeps, using, port };
}

const failure = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('polling GSA Auctions', () => {
  it.each([
    ['pascal-case-answer.json', ['31QSCI26110-51']],
    ['camel-case-answer.json', ['31QSCI26116-18', '31QSCI26117-3']],
  ])('stores %s as it came, and reads its lots', async (name, ids) => {
    const { poll, requests } = await start((_request, response) =>
      response.writeHead(200, json).end(fixture(name)),
    );
    const capture = await poll();
    expect(Buffer.from(capture.bytes)).toEqual(fixture(name));
    expect(capture.sha256).toMatch(/^[0-9a-f]{64}$/);
    const { listings, rejections } = await readCapture(gsaApi, capture.bytes, { ...capture, asOf: now() });
    expect(listings.map((each) => each.sourceListingId)).toEqual(ids);
    expect(rejections).toEqual([]);
    expect(requests[0]?.headers['user-agent']).toContain('DealerScope');
  });

  it('sends the key in a header and keeps it out of the address', async () => {
    const { poll, requests } = await start((_request, response) =>
      response.writeHead(200, json).end('{"Results":[]}'),
    );
    const capture = await poll();
    expect(requests[0]?.headers['x-api-key']).toBe('secret-key');
    expect(requests[0]?.url).not.toContain('secret-key');
    expect(capture.url).not.toContain('secret-key');
  });

  it('waits as long as a 429 asks, without asking again meanwhile', async () => {
    const { poll, requests } = await start((_request, response) =>
      response.writeHead(429, { 'retry-after': '120' }).end(),
    );
    const first = await failure(poll());
    expect(first).toBeInstanceOf(RetryLater);
    expect(first).toMatchObject({ code: 'asked_to_wait', retryAfterMs: 120_000, status: 429 });
    expect(await failure(poll())).toMatchObject({ code: 'host_resting', retryAfterMs: 120_000 });
    expect(requests).toHaveLength(1);
  });

  it('reads a Retry-After that is a date by the clock of the server that says it', async () => {
    const { poll } = await start((_request, response) =>
      response
        .writeHead(503, {
          date: 'Wed, 07 Jan 2026 12:00:00 GMT',
          'retry-after': 'Wed, 07 Jan 2026 12:05:00 GMT',
        })
        .end(),
    );
    expect(await failure(poll())).toMatchObject({ code: 'asked_to_wait', retryAfterMs: 300_000 });
  });

  it('tries a server error three times, with growing pauses, then later', async () => {
    const { poll, requests, sleeps } = await start((_request, response) =>
      response.writeHead(500).end('oops'),
    );
    const error = await failure(poll());
    expect(error).toBeInstanceOf(RetryLater);
    expect(error).toMatchObject({ code: 'server_error', status: 500 });
    expect(requests).toHaveLength(3);
    expect(sleeps).toEqual([500, 1000]);
  });

  it('succeeds when the second try does', async () => {
    let count = 0;
    const { poll } = await start((_request, response) =>
      ++count === 1 ? response.writeHead(502).end() : response.writeHead(200, json).end('{"Results":[]}'),
    );
    expect((await poll()).bytes.length).toBe(14);
  });

  it.each([401, 403])('is blocked by %i and does not try again', async (status) => {
    const { poll, requests } = await start((_request, response) =>
      response.writeHead(status, json).end('{}'),
    );
    const error = await failure(poll());
    expect(error).toBeInstanceOf(Blocked);
    expect(String(error)).not.toContain('secret-key');
    expect(requests).toHaveLength(1);
  });

  it.each([
    ['a page instead of data', 200, { 'content-type': 'text/html' }, '<html>', 'wrong_content_type'],
    ['no content type', 200, {}, '{}', 'wrong_content_type'],
    ['not found', 404, json, '{}', 'bad_status'],
    ['a redirect, which is not followed', 302, { location: 'http://127.0.0.1:1/' }, '', 'bad_status'],
    ['a body declared too large', 200, { ...json, 'content-length': '99999999999' }, '{', 'too_large'],
  ])('gives up on %s', async (_name, status, headers, body, code) => {
    const { poll, requests } = await start((_request, response) => {
      response.writeHead(status, headers);
      response.write(body || ' ');
      if (code !== 'too_large') response.end();
    });
    const error = await failure(poll());
    expect(error).toBeInstanceOf(GiveUp);
    expect(error).toMatchObject({ code });
    expect(requests).toHaveLength(1);
  });

  it('stops reading a body that never ends', async () => {
    const { using, port } = await start((_request, response) => {
      response.writeHead(200, json);
      const more = () => {
        while (response.write('x'.repeat(65_536)));
        response.once('drain', more);
      };
      more();
    });
    const error = await failure(
      using.get({
        url: `http://127.0.0.1:${port}/`,
        accept: ['application/json'],
        maxBytes: 1_000_000,
        timeoutMs: 10_000,
        rateLimit: { requests: 1, perMs: 1 },
      }),
    );
    expect(error).toMatchObject({ name: 'GiveUp', code: 'too_large' });
  });

  it('tries again when the line breaks inside an answer', async () => {
    const { poll, requests } = await start((_request, response) => {
      response.writeHead(200, { ...json, 'content-length': '1000' });
      response.write('{"Results":[');
      setImmediate(() => response.destroy());
    });
    expect(await failure(poll())).toMatchObject({ name: 'RetryLater', code: 'connection_failed' });
    expect(requests).toHaveLength(3);
  });

  it('gives an answer no more time than it has', async () => {
    const { using, port } = await start(() => {});
    const error = await failure(
      using.get({
        url: `http://127.0.0.1:${port}/`,
        accept: ['application/json'],
        maxBytes: 1000,
        timeoutMs: 50,
        rateLimit: { requests: 9, perMs: 1 },
      }),
    );
    expect(error).toMatchObject({ name: 'RetryLater', code: 'timeout' });
  });

  it('keeps the lots of a truncated answer and says that it breaks off', async () => {
    const whole = fixture('camel-case-answer.json');
    const { poll } = await start((_request, response) =>
      response.writeHead(200, json).end(whole.subarray(0, 800)),
    );
    const capture = await poll();
    const { listings, rejections } = await readCapture(gsaApi, capture.bytes, { ...capture, asOf: now() });
    expect(listings).toHaveLength(1);
    expect(rejections).toMatchObject([{ code: 'unreadable_line', line: 2 }]);
  });

  it('keeps to five requests in five seconds', async () => {
    const { poll, sleeps } = await start((_request, response) =>
      response.writeHead(200, json).end('{"Results":[]}'),
    );
    for (let count = 0; count < 11; count++) await poll();
    expect(sleeps).toEqual([5000, 5000]);
  });

  it('asks nothing but https, apart from what the operator allows', async () => {
    const { using } = await start(() => {});
    const request = { accept: [], maxBytes: 1, timeoutMs: 1, rateLimit: { requests: 1, perMs: 1 } };
    for (const url of ['http://example.com/', 'file:///etc/passwd', 'ftp://example.com/'])
      expect(await failure(using.get({ ...request, url }))).toBeInstanceOf(Refused);
  });
});
