import type { LookupAddress } from 'node:dns';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { guardGlobalFetch } from '../../src/platform/http/guard-global-fetch.ts';
import type { Resolve } from '../../src/platform/http/guarded-connect.ts';
import { createOutboundClient, type OutboundClient } from '../../src/platform/http/outbound-client.ts';
import { isPublicAddress, parseOutboundAllowances } from '../../src/platform/http/outbound-policy.ts';

const open: { close: () => unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

async function listen(listener: RequestListener, host = '127.0.0.1') {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    listener(request, response);
  });
  // a connection is too much already
  server.on('connection', () => asked.push('connected'));
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  open.push({
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  });
  return { port: (server.address() as AddressInfo).port, asked };
}

async function listenRaw(onConnection: Parameters<typeof createTcpServer>[1]) {
  const sockets = new Set<{ destroy(): unknown }>();
  const server: TcpServer = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    onConnection?.(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(resolve));
    },
  });
  return (server.address() as AddressInfo).port;
}

function build(allow: readonly string[], resolve?: Resolve): OutboundClient {
  const client = createOutboundClient({
    userAgent: 'test',
    allow: parseOutboundAllowances(allow),
    ...(resolve && { resolve }),
  });
  open.push(client);
  return client;
}

const limits = { maxBytes: 100_000, timeoutMs: 3_000 };
const outcome = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'answered',
    (error: unknown) => (error as { code?: string }).code ?? error,
  );

describe('addresses', () => {
  test.each([
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '100.100.100.200',
    '192.0.0.192',
    '192.0.2.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '168.63.129.16',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::127.0.0.1',
    '::ffff:0:10.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b::169.254.169.254',
    '64:ff9b:1::a00:1',
    '2002:7f00:1::1',
    '2001::1',
    '2001:db8::1',
    '3fff::1',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    '100::1',
    '5f00::1',
    '4000::1',
    'not an address',
    '',
  ])('%s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each([
    '1.1.1.1',
    '8.8.8.8',
    '172.32.0.1',
    '2606:4700:4700::1111',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
  ])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  test('what the operator allows is read as host, address or network, with its port', () => {
    expect(
      parseOutboundAllowances(['Mirror.lan', 'mirror.lan:8080', '10.1.0.0/16', '[::1]:9']),
    ).toMatchObject([
      { hostname: 'mirror.lan' },
      { hostname: 'mirror.lan', port: 8080 },
      { network: [expect.anything(), 16] },
      { network: [expect.anything(), 128], port: 9 },
    ]);
    for (const wrong of ['', 'http://x/', 'a b', '10.0.0.0/99', 'x/8', 'user@x', 'x:99999', 'x:0'])
      expect(() => parseOutboundAllowances([wrong]), wrong).toThrow(TypeError);
  });
});

describe('a server on this machine', () => {
  test('is reached under none of its spellings, and is asked nothing', async () => {
    const { port, asked } = await listen((_request, response) => response.end('secret'));
    const v6 = await listen((_request, response) => response.end('secret'), '::1');
    const client = build([]);
    for (const host of [
      '127.0.0.1',
      '127.1',
      '2130706433',
      '0x7f000001',
      '0x7f.0.0.1',
      '017700000001',
      '0177.0.0.01',
      '127.0.0.1.',
      '0',
      '0.0.0.0',
      'localhost',
      'LOCALHOST.',
      'a.localhost',
      '１２７.０.０.１',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '[0:0:0:0:0:ffff:7f00:0001]',
      '[64:ff9b::7f00:1]',
    ]) {
      const code = await outcome(client.request({ url: `https://${host}:${port}/`, ...limits }));
      // some resolvers know neither a.localhost nor localhost.
      expect(['forbidden_address', 'connection_failed'], host).toContain(code);
      if (!/localhost\.$|^a\./i.test(host)) expect(code, host).toBe('forbidden_address');
    }
    expect(await outcome(client.request({ url: `https://[::1]:${v6.port}/`, ...limits }))).toBe(
      'forbidden_address',
    );
    expect([...asked, ...v6.asked]).toEqual([]);
  });

  test('is reached where the operator allows its host and port, and no other port', async () => {
    const { port } = await listen((_request, response) => response.end('hello'));
    const other = await listen((_request, response) => response.end('other'));
    const client = build([`127.0.0.1:${port}`]);
    const answer = await client.request({ url: `http://127.0.0.1:${port}/`, ...limits });
    expect(Buffer.from(answer.bytes).toString()).toBe('hello');
    expect(await outcome(client.request({ url: `http://127.0.0.1:${other.port}/`, ...limits }))).toBe(
      'forbidden_scheme',
    );
    expect(await outcome(client.request({ url: `https://127.0.0.1:${other.port}/`, ...limits }))).toBe(
      'forbidden_address',
    );
  });
});

describe('schemes, ports and names in the address', () => {
  test.each([
    ['http://example.com/', 'forbidden_scheme'],
    ['file:///etc/passwd', 'forbidden_scheme'],
    ['ftp://example.com/', 'forbidden_scheme'],
    ['gopher://example.com/', 'forbidden_scheme'],
    ['data:text/plain,x', 'forbidden_scheme'],
    ['https://example.com:22/', 'forbidden_port'],
    ['https://example.com:25/', 'forbidden_port'],
    ['https://good.example@127.0.0.1/', 'userinfo'],
    ['https://127.0.0.1:80\\@good.example/', 'forbidden_address'],
    ['https://user:secret@example.com/', 'userinfo'],
    ['https://127.0.0.1#@good.example/', 'forbidden_address'],
    ['https://127.0.0.1?@good.example/', 'forbidden_address'],
    ['//example.com', 'bad_url'],
    ['', 'bad_url'],
  ])('%s is refused as %s', async (url, code) => {
    expect(await outcome(build([]).request({ url, ...limits }))).toBe(code);
  });

  test('no refusal repeats a password of the address', async () => {
    const error = await build([])
      .request({ url: 'https://user:hunter2@example.com/', ...limits })
      .catch(String);
    expect(error).not.toContain('hunter2');
  });
});

describe('names', () => {
  const answers =
    (list: readonly (readonly string[])[], count = { asked: 0 }): Resolve =>
    (_name, _options, done) => {
      const at = Math.min(count.asked++, list.length - 1);
      const addresses: LookupAddress[] = (list[at] ?? []).map((address) => ({
        address,
        family: address.includes(':') ? 6 : 4,
      }));
      done(null, addresses);
    };

  test.each([
    [['127.0.0.1']],
    [['169.254.169.254']],
    [['::1']],
    [['::ffff:10.0.0.1']],
    // the bad one hides behind a good one, whichever family would be tried first
    [['8.8.8.8', '127.0.0.1']],
    [['2606:4700::1', '10.0.0.1']],
  ])('a name that leads to %s is refused', async (addresses) => {
    const client = build([], answers([addresses]));
    expect(await outcome(client.request({ url: 'https://rebind.example/', ...limits }))).toBe(
      'forbidden_address',
    );
  });

  test('a name whose answer changes is connected to where it was checked (rebinding)', async () => {
    const victim = await listen((_request, response) => response.end('secret'));
    const count = { asked: 0 };
    // 240.0.0.1 leads nowhere; were the name asked again, it would lead to the victim
    const client = build(['240.0.0.1'], answers([['240.0.0.1'], ['127.0.0.1']], count));
    const url = `https://rebind.example:${victim.port}/`;
    expect(await outcome(client.request({ url, maxBytes: 1000, timeoutMs: 400 }))).not.toBe('answered');
    expect(count.asked).toBe(1);
    // asked anew for a new connection, the new answer is checked anew
    expect(await outcome(client.request({ url, maxBytes: 1000, timeoutMs: 400 }))).toBe('forbidden_address');
    expect(victim.asked).toEqual([]);
  });

  test('a name that the operator allows may lead into the own network', async () => {
    const { port } = await listen((_request, response) => response.end('mirror'));
    const client = build([`mirror.lan:${port}`], answers([['127.0.0.1']]));
    const answer = await client.request({ url: `http://mirror.lan:${port}/`, ...limits });
    expect(Buffer.from(answer.bytes).toString()).toBe('mirror');
  });
});

describe('redirects', () => {
  test('each hop is checked as the first was', async () => {
    const inner = await listen((_request, response) => response.end('secret'));
    let to = '';
    const { port } = await listen((_request, response) => response.writeHead(302, { location: to }).end());
    const client = build([`127.0.0.1:${port}`]);
    for (const [location, code] of [
      [`https://127.0.0.1:${inner.port}/`, 'forbidden_address'],
      [`http://127.0.0.1:${inner.port}/`, 'forbidden_scheme'],
      ['https://[::1]:1024/', 'forbidden_address'],
      ['https://0x7f.1:1024/', 'forbidden_address'],
      ['http://169.254.169.254/latest/meta-data/', 'forbidden_scheme'],
      ['file:///etc/passwd', 'forbidden_scheme'],
      ['https://a:b@example.com/', 'userinfo'],
      ['https://[', 'bad_url'],
      ['/again', 'too_many_redirects'],
    ] as const) {
      to = location;
      const asking = client.request({ url: `http://127.0.0.1:${port}/`, ...limits, maxRedirects: 3 });
      expect(await outcome(asking), location).toBe(code);
    }
    expect(inner.asked).toEqual([]);
  });

  test('keys stay with the server that they were given for', async () => {
    const seen: (string | undefined)[] = [];
    const second = await listen((request, response) => {
      seen.push(request.headers.authorization, request.headers['x-api-key'] as string | undefined);
      response.end('done');
    });
    const first = await listen((request, response) => {
      if (request.url === '/start') response.writeHead(301, { location: '/own' }).end();
      else {
        seen.push(request.headers.authorization);
        response.writeHead(302, { location: `http://127.0.0.1:${second.port}/` }).end();
      }
    });
    const answer = await build(['127.0.0.1']).request({
      url: `http://127.0.0.1:${first.port}/start`,
      headers: { authorization: 'Bearer k', 'x-api-key': 'k' },
      ...limits,
      maxRedirects: 3,
    });
    expect(answer).toMatchObject({ status: 200, url: `http://127.0.0.1:${second.port}/` });
    expect(seen).toEqual(['Bearer k', undefined, undefined]);
  });

  test('a body is not carried to another server, and none is followed unless asked for', async () => {
    const second = await listen((_request, response) => response.end());
    const { port } = await listen((_request, response) =>
      response.writeHead(307, { location: `http://127.0.0.1:${second.port}/` }).end(),
    );
    const client = build(['127.0.0.1']);
    const post = { url: `http://127.0.0.1:${port}/`, method: 'POST', body: 'secret', ...limits } as const;
    expect(await outcome(client.request({ ...post, maxRedirects: 2 }))).toBe('body_to_other_server');
    expect((await client.request(post)).status).toBe(307);
    expect(second.asked).toEqual([]);
  });
});

describe('size and time', () => {
  const zeros = Buffer.alloc(200_000_000);

  test.each([
    ['gzip', () => gzipSync(zeros)],
    ['br', () => brotliCompressSync(zeros.subarray(0, 50_000_000))],
  ])('a %s bomb is given up where the limit is passed', async (encoding, make) => {
    const bomb = make();
    expect(bomb.length).toBeLessThan(1_000_000);
    const { port } = await listen((_request, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(bomb),
    );
    const client = build(['127.0.0.1']);
    const before = process.memoryUsage().rss;
    const asking = client.request({
      url: `http://127.0.0.1:${port}/`,
      maxBytes: 1_000_000,
      timeoutMs: 5_000,
    });
    expect(await outcome(asking)).toBe('too_large');
    expect(process.memoryUsage().rss - before).toBeLessThan(60_000_000);
  });

  test('what is compressed within the limit is read; what is broken or unknown is given up', async () => {
    const text = 'lot '.repeat(20_000);
    const good = gzipSync(text);
    const answers: Record<string, [string, Uint8Array]> = {
      '/good': ['gzip', good],
      '/torn': ['gzip', good.subarray(0, 40)],
      '/false': ['br', Buffer.from('this is not brotli')],
      '/odd': ['zstd, gzip', good],
    };
    const { port } = await listen((request, response) => {
      const [encoding, bytes] = answers[request.url ?? ''] ?? ['identity', Buffer.alloc(0)];
      response.writeHead(200, { 'content-encoding': encoding }).end(bytes);
    });
    const client = build(['127.0.0.1']);
    const at = (path: string) => client.request({ url: `http://127.0.0.1:${port}${path}`, ...limits });
    expect(Buffer.from((await at('/good')).bytes).toString()).toBe(text);
    for (const path of ['/torn', '/false', '/odd'])
      expect(await outcome(at(path)), path).toBe('bad_encoding');
  });

  test('a body without an end is given up at the limit', async () => {
    const { port } = await listen((_request, response) => {
      const more = () => {
        while (response.write('x'.repeat(65_536)));
        response.once('drain', more);
      };
      more();
    });
    expect(await outcome(build(['127.0.0.1']).request({ url: `http://127.0.0.1:${port}/`, ...limits }))).toBe(
      'too_large',
    );
  });

  test('a body that drips is given up when its time is over, however often it drips', async () => {
    const { port } = await listen((_request, response) => {
      const drip = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(drip));
    });
    const beganAt = performance.now();
    const asking = build(['127.0.0.1']).request({
      url: `http://127.0.0.1:${port}/`,
      maxBytes: 1000,
      timeoutMs: 300,
    });
    expect(await outcome(asking)).toBe('timeout');
    expect(performance.now() - beganAt).toBeLessThan(1_500);
  });

  test('headers that drip or never end are given up', async () => {
    const slow = await listenRaw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      const drip = setInterval(() => socket.write('x-a: b\r\n'), 20);
      socket.on('close', () => clearInterval(drip));
    });
    const endless = await listenRaw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      for (let at = 0; at < 2_000; at++) socket.write(`x-${at}: ${'y'.repeat(100)}\r\n`);
    });
    const client = build(['127.0.0.1']);
    const ask = (port: number) =>
      outcome(client.request({ url: `http://127.0.0.1:${port}/`, maxBytes: 1000, timeoutMs: 300 }));
    expect(await ask(slow)).toBe('timeout');
    expect(await ask(endless)).toBe('connection_failed');
  });

  test('redirects share one time', async () => {
    const { port } = await listen((_request, response) => {
      setTimeout(() => response.writeHead(302, { location: '/' }).end(), 120);
    });
    const asking = build(['127.0.0.1']).request({
      url: `http://127.0.0.1:${port}/`,
      maxBytes: 1000,
      timeoutMs: 300,
      maxRedirects: 20,
    });
    expect(await outcome(asking)).toBe('timeout');
  });
});

test('the fetch that a library might use is guarded as well', async () => {
  const { port, asked } = await listen((_request, response) => response.end('hello'));
  const url = `http://127.0.0.1:${port}/`;
  const restore = guardGlobalFetch([]);
  try {
    const error: unknown = await fetch(url).catch((reason: unknown) => reason);
    expect((error as Error).cause).toMatchObject({ code: 'forbidden_address' });
    expect(asked).toEqual([]);
  } finally {
    await restore();
  }
  const opened = guardGlobalFetch(parseOutboundAllowances([`127.0.0.1:${port}`]));
  try {
    expect(await (await fetch(url)).text()).toBe('hello');
  } finally {
    await opened();
  }
});
