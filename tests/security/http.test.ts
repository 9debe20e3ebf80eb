import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { requestLimits } from '../../src/api/plugins/request-shape.ts';
import { type IdentityServer, startIdentityServer, toCookie } from '../support/identity-server.ts';

let running: IdentityServer;
let port: number;
let cookie: string;
const sockets: Socket[] = [];
beforeAll(async () => {
  running = await startIdentityServer({
    webFolder: path.join(import.meta.dirname, '../../web/dist'),
  });
  cookie = (await running.addPerson('owner@example.com', 'owner')).cookie;
  await running.server.listen({ host: '127.0.0.1', port: 0 });
  const address = running.server.server.address();
  port = typeof address === 'object' && address ? address.port : 0;
}, 120_000);
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});
afterAll(() => running.close());

function open(): { socket: Socket; received: () => string; closed: Promise<number> } {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  const beganAt = performance.now();
  let text = '';
  socket.on('data', (piece) => {
    text += piece.toString();
  });
  socket.on('error', () => undefined);
  const closed = new Promise<number>((resolve) =>
    socket.once('close', () => resolve(performance.now() - beganAt)),
  );
  return { socket, received: () => text, closed };
}

const raw = async (text: string): Promise<string> => {
  const { socket, received, closed } = open();
  socket.write(text);
  await closed;
  return received();
};
const statusOf = (text: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1]);

describe('headers of every answer', () => {
  const get = (url: string, headers: Record<string, string> = {}) => running.ask('GET', url, { headers });

  test('say what a browser must not do with it, errors and pages alike', async () => {
    for (const url of ['/healthz', '/api/v1/deals', '/nowhere', '/api/docs/', '/%zz', '/api/openapi.json']) {
      const { headers } = await get(url);
      expect(headers, url).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
      expect(headers['permissions-policy'], url).toContain('camera=()');
      const policy = String(headers['content-security-policy']);
      expect(policy, url).toContain("default-src 'none'");
      expect(policy, url).toContain("frame-ancestors 'none'");
      expect(policy, url).not.toMatch(/unsafe|\*/);
      expect(headers['x-powered-by'], url).toBeUndefined();
      expect(headers.server, url).toBeUndefined();
    }
  });

  test('data can be no page: nothing in it would run', async () => {
    expect((await get('/healthz')).headers['content-security-policy']).toContain('sandbox');
  });

  test('a page has a nonce of its own each time, on every script and nowhere else', async () => {
    const nonces = new Set<string>();
    for (let at = 0; at < 20; at++) {
      const { headers, body } = await get('/api/docs/');
      const nonce = /'nonce-([\w-]{24})'/.exec(String(headers['content-security-policy']))?.[1] ?? '';
      nonces.add(nonce);
      const scripts = body.match(/<script[^>]*>/g) ?? [];
      expect(scripts.length).toBeGreaterThan(0);
      for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
      expect(body.replace(/<script[^>]*>/g, '')).not.toContain(nonce);
    }
    expect(nonces.size).toBe(20);
  });

  test('strict transport is told behind TLS only, and a stranger cannot make it be told', async () => {
    expect((await get('/healthz')).headers['strict-transport-security']).toBeUndefined();
    const spoofed = await get('/healthz', { 'x-forwarded-proto': 'https' });
    expect(spoofed.headers['strict-transport-security']).toBeUndefined();
    const behind = await startIdentityServer({ trustedProxies: ['127.0.0.0/8'] });
    try {
      const answer = await behind.ask('GET', '/healthz', { headers: { 'x-forwarded-proto': 'https' } });
      expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
    } finally {
      await behind.close();
    }
  });
});

describe('proxies', () => {
  test('X-Forwarded-For of a stranger changes nothing: the limit follows the connection', async () => {
    const small = await startIdentityServer({ requestsPerMinute: 5, trustedProxies: ['10.0.0.0/8'] });
    try {
      const statuses = [];
      for (let at = 0; at < 7; at++)
        statuses.push(
          (
            await small.ask('GET', '/api/v1/deals', {
              remoteAddress: '192.0.2.1',
              headers: { 'x-forwarded-for': `198.51.100.${at}`, forwarded: `for=198.51.100.${at}` },
            })
          ).statusCode,
        );
      expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
    } finally {
      await small.close();
    }
  });

  test('through a trusted proxy each client is counted by itself, and what a client prepends is ignored', async () => {
    const small = await startIdentityServer({ requestsPerMinute: 2, trustedProxies: ['10.0.0.0/8'] });
    const ask = async (forwarded: string) =>
      (
        await small.ask('GET', '/api/v1/deals', {
          remoteAddress: '10.0.0.1',
          headers: { 'x-forwarded-for': forwarded },
        })
      ).statusCode;
    try {
      expect([await ask('198.51.100.1'), await ask('198.51.100.1'), await ask('198.51.100.1')]).toEqual([
        401, 401, 429,
      ]);
      expect(await ask('198.51.100.2')).toBe(401);
      // the right-most address that is no proxy is whom the proxy saw
      expect(await ask('203.0.113.9, 198.51.100.1')).toBe(429);
      expect(await ask('203.0.113.9, 198.51.100.1, 10.3.4.5')).toBe(429);
    } finally {
      await small.close();
    }
  });
});

describe('limits', () => {
  test('all addresses of one IPv6 line share one, and the answer says what is left in both forms', async () => {
    const small = await startIdentityServer({ requestsPerMinute: 3 });
    const ask = (remoteAddress: string) => small.ask('GET', '/api/v1/deals', { remoteAddress });
    try {
      const first = await ask('2001:db8:1:2::1');
      expect(first.headers).toMatchObject({
        'ratelimit-policy': '"network";q=3;w=60',
        ratelimit: '"network";r=2;t=20',
        'ratelimit-limit': '3',
        'ratelimit-remaining': '2',
        'ratelimit-reset': '20',
      });
      await ask('2001:db8:1:2::2');
      await ask('2001:db8:1:2:ffff::3');
      const refused = await ask('2001:db8:1:2:abcd::4');
      expect(refused.statusCode).toBe(429);
      expect(refused.headers['retry-after']).toBe('20');
      expect(refused.json()).toMatchObject({ code: 'too_many_requests' });
      expect((await ask('2001:db8:1:3::1')).statusCode).toBe(401);
    } finally {
      await small.close();
    }
  });

  test('an account has one from everywhere, a key one of its own, a route its own', async () => {
    const small = await startIdentityServer({ requestsPerMinute: 10 });
    try {
      const person = await small.addPerson('a@example.com', 'owner');
      let at = 1;
      const ask = (url = '/api/v1/profile', headers = {}) =>
        small.ask('GET', url, { cookie: person.cookie, remoteAddress: `192.0.2.${at++}`, headers });
      const statuses = [];
      for (let count = 0; count < 12; count++) statuses.push((await ask()).statusCode);
      expect(statuses.filter((status) => status === 200)).toHaveLength(10);
      const refused = await ask();
      expect(refused.statusCode).toBe(429);
      expect(refused.headers['ratelimit-policy']).toBe('"network";q=10;w=60, "account";q=10;w=60');
    } finally {
      await small.close();
    }
  });
});

describe('other origins', () => {
  const preflight = {
    origin: 'https://tools.example.com',
    'access-control-request-method': 'GET',
    'access-control-request-headers': 'authorization',
  };

  test('are told nothing unless one is named', async () => {
    for (const method of ['OPTIONS', 'GET']) {
      const { headers } = await running.ask(method, '/api/v1/deals', { headers: preflight });
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  test('one that is named may ask with a key, never with cookies; all others may not', async () => {
    const opened = await startIdentityServer({ corsOrigins: ['https://tools.example.com'] });
    try {
      const person = await opened.addPerson('a@example.com', 'owner');
      const asked = await opened.ask('OPTIONS', '/api/v1/deals', { headers: preflight });
      expect(asked.statusCode).toBe(204);
      expect(asked.headers['access-control-allow-origin']).toBe('https://tools.example.com');
      expect(asked.headers['access-control-allow-credentials']).toBeUndefined();
      for (const origin of [
        'https://evil.example',
        'null',
        'https://tools.example.com.evil.example',
        'http://tools.example.com',
        'https://xtools.example.com',
      ]) {
        const { headers } = await opened.ask('GET', '/api/v1/deals', { headers: { origin } });
        expect(headers['access-control-allow-origin'], origin).not.toBe(origin);
        expect(headers['access-control-allow-origin'], origin).not.toBe('*');
      }
      const posted = await opened.ask('PUT', '/api/v1/profile', {
        cookie: person.cookie,
        headers: { origin: 'https://tools.example.com' },
        body: { homeZip: '90001' },
      });
      expect(posted.statusCode).toBe(403);
      const { key } = (
        await opened.ask('POST', '/api/v1/api-keys', { cookie: person.cookie, body: { name: 'k' } })
      ).json<{ key: string }>();
      const withKey = await opened.ask('GET', '/api/v1/deals', {
        key,
        headers: { origin: 'https://tools.example.com' },
      });
      expect(withKey.statusCode).toBe(200);
      expect(withKey.headers['access-control-allow-origin']).toBe('https://tools.example.com');
    } finally {
      await opened.close();
    }
  });
});

describe('the size and shape of a request', () => {
  const put = (body: unknown) => running.ask('PUT', '/api/v1/profile', { cookie, body });
  const code = async (answer: ReturnType<typeof running.ask>) => {
    const { statusCode, body } = await answer;
    return `${statusCode} ${(JSON.parse(body) as { code?: string }).code}`;
  };

  test('a body over the limit, nested too deep or of too many values is refused', async () => {
    expect(await code(put({ x: 'x'.repeat(requestLimits.bodyBytes) }))).toBe('413 too_large');
    expect(await code(put(Array.from({ length: 30_000 }, () => 0)))).toBe('413 too_many_fields');
    let deep: unknown = {};
    for (let at = 0; at < 100; at++) deep = [deep];
    expect(await code(put({ x: deep }))).toBe('400 too_deep');
  });

  test('a hundred thousand brackets are answered at once', async () => {
    const beganAt = performance.now();
    const answer = await running.server.inject({
      method: 'PUT',
      url: '/api/v1/profile',
      headers: {
        host: 'localhost:8300',
        origin: 'http://localhost:8300',
        cookie,
        'content-type': 'application/json',
      },
      payload: `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
    });
    expect(answer.statusCode).toBe(400);
    expect(performance.now() - beganAt).toBeLessThan(3_000);
  });

  test('an address or a query over the limit is refused', async () => {
    const get = (url: string) => running.ask('GET', url, { cookie });
    expect(await code(get(`/api/v1/deals?q=${'a'.repeat(5_000)}`))).toBe('414 address_too_long');
    const fields = Array.from({ length: 150 }, (_, at) => `f${at}=1`).join('&');
    expect(await code(get(`/api/v1/deals?${fields}`))).toBe('400 too_many_fields');
  });

  test('too many headers, or too long ones, are refused on the wire', async () => {
    const head = 'GET /healthz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n';
    const many = Array.from({ length: 150 }, (_, at) => `x-${at}: 1\r\n`).join('');
    expect(statusOf(await raw(`${head}${many}\r\n`))).toBe(431);
    expect(statusOf(await raw(`${head}x: ${'y'.repeat(20_000)}\r\n\r\n`))).toBe(431);
    expect(statusOf(await raw(`${head}\r\n`))).toBe(200);
  });

  test('what could be read in two ways is refused (request smuggling)', async () => {
    const head = 'POST /api/v1/appraise HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n';
    for (const text of [
      `${head}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
      `${head}content-length: 5\r\ncontent-length: 6\r\n\r\nabcde`,
      `${head}content-length: +5\r\n\r\nabcde`,
      `${head}transfer-encoding: xchunked\r\n\r\n0\r\n\r\n`,
      `${head}transfer-encoding : chunked\r\n\r\n0\r\n\r\n`,
      'GET /healthz HTTP/1.1\nhost: localhost\n\n',
      `GET /healthz HTTP/1.1\r\nhost: localhost\r\nx: a\rb\r\n\r\n`,
      'GET /healthz HTTP/1.1\r\nconnection: close\r\n\r\n',
    ])
      expect(statusOf(await raw(text)), JSON.stringify(text)).toBe(400);
  });
});

describe('slow senders', () => {
  /** A request that everybody else sends meanwhile. */
  const others = async () => {
    const beganAt = performance.now();
    const response = await fetch(`http://localhost:${port}/healthz`);
    expect(response.status).toBe(200);
    return performance.now() - beganAt;
  };

  test('a hundred that drip their heads are dropped in time, and hold up nobody', async () => {
    const dripping = Array.from({ length: 100 }, () => {
      const connection = open();
      connection.socket.write('GET /healthz HTTP/1.1\r\nhost: localhost\r\n');
      const drip = setInterval(() => connection.socket.write('x-a: b\r\n'), 500);
      void connection.closed.then(() => clearInterval(drip));
      return connection;
    });
    for (let at = 0; at < 20; at++) {
      expect(await others()).toBeLessThan(3_000);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const lifetimesMs = await Promise.all(dripping.map(({ closed }) => closed));
    expect(Math.min(...lifetimesMs)).toBeGreaterThan(5_000);
    expect(Math.max(...lifetimesMs)).toBeLessThan(requestLimits.headTimeoutMs + 4_000);
    for (const { received } of dripping) expect(statusOf(received())).toBe(408);
    expect(await others()).toBeLessThan(3_000);
  }, 40_000);

  test('one that drips its body is dropped when its time is over', async () => {
    const { socket, received, closed } = open();
    socket.write(
      `PUT /api/v1/profile HTTP/1.1\r\nhost: localhost:${port}\r\norigin: http://localhost:${port}\r\ncookie: ${cookie}\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n{`,
    );
    const drip = setInterval(() => socket.write(' '), 500);
    void closed.then(() => clearInterval(drip));
    expect(await others()).toBeLessThan(3_000);
    expect(await closed).toBeLessThan(requestLimits.requestTimeoutMs + 4_000);
    expect(statusOf(received())).toBe(408);
  }, 60_000);
});

test('a path that climbs leads nowhere, however it is written', async () => {
  for (const path of [
    '/../../../../etc/passwd',
    '/assets/../../../../etc/passwd',
    '/..%2f..%2f..%2fetc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/assets/..%5c..%5cetc/passwd',
    '/assets/....//....//etc/passwd',
    '/assets/%00/../index.html',
    '/assets/..%c0%af..%c0%afetc/passwd',
    '/.built-from',
    '/assets/.%2e/.built-from',
    '//etc/passwd',
    '/api/docs/static/../../../package.json',
    '/api/docs/static/..%2f..%2f..%2fpackage.json',
  ]) {
    const text = await raw(`GET ${path} HTTP/1.1\r\nhost: localhost:${port}\r\nconnection: close\r\n\r\n`);
    expect(statusOf(text), path).toBeGreaterThanOrEqual(400);
    expect(statusOf(text), path).toBeLessThan(500);
    expect(text, path).not.toMatch(/root:|"dependencies"|[0-9a-f]{64}/);
  }
});

test('a session cookie is for this site alone and not for scripts', async () => {
  const answer = await running.signIn('owner@example.com');
  expect(toCookie(answer)).not.toBe('');
  for (const set of [answer.headers['set-cookie'] ?? []].flat()) {
    expect(set).toContain('HttpOnly');
    expect(set).toMatch(/SameSite=(Lax|Strict)/);
    expect(set).not.toContain('Domain=');
  }
});
