import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { readSalesFile } from '../../src/app/training/read-sales-file.ts';
import { toInstant } from '../../src/core/kernel/instant.ts';
import { readCapture } from '../../src/sources/_kit/read-capture.ts';
import { sources } from '../../src/sources/registry.ts';
import { type IdentityServer, startIdentityServer } from '../support/identity-server.ts';

const seen = toInstant('2026-04-08T20:00:00Z');
const capture = { fileName: 'upload', observedAt: seen, asOf: seen };
const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'polluted'];
const before = Object.getOwnPropertyNames(Object.prototype).toSorted();
afterEach(() => {
  expect(Object.getOwnPropertyNames(Object.prototype).toSorted()).toEqual(before);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  expect(([] as unknown as Record<string, unknown>).polluted).toBeUndefined();
});

const attacks = [
  '{"__proto__":{"polluted":1,"title":"2013 Ford F-150","assetId":"7","accountId":"7","lotNumberStr":"7"}}',
  '{"constructor":{"prototype":{"polluted":1}}}',
  '{"a":{"__proto__":{"polluted":1}},"__proto__":null}',
  '{"assetId":"1","accountId":"9","title":{"__proto__":{"polluted":1}},"currentBid":{"constructor":{"prototype":{"polluted":1}}}}',
  '{"\\u005f_proto__":{"polluted":1}}',
];

test.each(sources.map((source) => [source.describe().id, source] as const))(
  'a capture for %s changes no prototype and inherits no field',
  async (_id, source) => {
    const headers = names.join(',');
    const files = [
      ...attacks.map((attack) => `${attack}\n`),
      `[${attacks.join(',')}]`,
      `{"Results":[${attacks.join(',')}],"__proto__":{"polluted":1}}`,
      `{"data":{"results":{"content":[${attacks.join(',')}]}}}`,
      `${headers}\n${names.map(() => '1').join(',')}\n`,
      `Lot number,Year,Make,${headers}\n1,2013,FORD,${names.map(() => '{"polluted":1}').join(',')}\n`,
      `<table id="auctionTableView"><tr id="__proto__"><td class="constructor">${headers}</td></tr></table>`,
    ];
    for (const file of files) {
      const { listings } = await readCapture(source, Buffer.from(file), capture);
      for (const listing of listings) {
        expect(String(listing.sourceListingId), file).not.toContain('7');
        expect(Object.getPrototypeOf(listing.facts), file).toBe(Object.prototype);
      }
    }
  },
);

test('a file of sales for training changes no prototype, and a column named so is no field of a row', () => {
  const [row] = readSalesFile(
    Buffer.from('year,make,__proto__,constructor\n2013,Ford,"{""polluted"":1}",x\n'),
  );
  expect(row).toMatchObject({ year: '2013', make: 'Ford' });
  expect((row as Record<string, unknown>).polluted).toBeUndefined();
});

let running: IdentityServer;
let cookie: string;
beforeAll(async () => {
  running = await startIdentityServer();
  cookie = (await running.addPerson('owner@example.com', 'owner')).cookie;
}, 120_000);
afterAll(() => running.close());

const post = (method: 'POST' | 'PUT', url: string, payload: string) =>
  running.server.inject({
    method,
    url,
    payload,
    headers: {
      host: 'localhost:8300',
      origin: 'http://localhost:8300',
      cookie,
      'content-type': 'application/json',
    },
  });

test('a body with the names of prototypes is refused by every route that reads one', async () => {
  for (const { method, url } of running.server.accessOfRoutes()) {
    // signing out reads no body, and would end what the others need
    if ((method !== 'POST' && method !== 'PUT') || url.endsWith('/sign-out')) continue;
    for (const attack of attacks) {
      const answer = await post(method, url.replaceAll(/:\w+/g, 'none_1'), attack);
      expect(answer.statusCode, `${method} ${url} ${attack}`).toBeGreaterThanOrEqual(400);
      expect(answer.statusCode, `${method} ${url} ${attack}`).toBeLessThan(500);
    }
  }
});

test('a saved profile takes over nothing but its own fields', async () => {
  const saved = await post('PUT', '/api/v1/profile', '{"homeZip":"90001"}');
  expect(saved.statusCode).toBe(200);
  for (const attack of [
    '{"homeZip":"10001","__proto__":{"targetMarginCents":1}}',
    '{"constructor":{"prototype":{"homeZip":"10001"}}}',
  ])
    expect((await post('PUT', '/api/v1/profile', attack)).statusCode).toBe(400);
  expect((await running.ask('GET', '/api/v1/profile', { cookie })).json()).toEqual(saved.json());
});

test('names of prototypes in a query are fields like any other: refused or without effect', async () => {
  for (const query of [
    '__proto__[polluted]=1',
    '__proto__.polluted=1',
    'constructor[prototype][polluted]=1',
    'constructor.prototype.polluted=1',
    '__proto__=1&toString=1&hasOwnProperty=1',
  ]) {
    const answer = await running.ask('GET', `/api/v1/deals?${query}`, { cookie });
    expect(answer.statusCode, query).toBeLessThan(500);
  }
});
