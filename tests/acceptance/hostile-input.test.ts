import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Answer, ask, baseUrl, type Json, send } from './client.ts';
import { exampleRequest } from './requests.ts';

const runs = { numRuns: 60 };

/** Texts that have broken programs before. */
const nastyTexts = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u202e\u200b\ufeff',
  "'; drop table listings; --",
  '<script>alert(1)</script>',
  '../../../../etc/passwd',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an attack on templates
  '${7*7}{{7*7}}',
  '%00%0d%0aset-cookie:a=b',
  '__proto__',
  'constructor',
  'toString',
  '-0',
  '1e999',
  'NaN',
  'no '.repeat(400),
  '('.repeat(500),
  'a'.repeat(5_000),
  '🚗'.repeat(100),
  '١٢٣٤',
  '\n\r\t\v',
];
const nastyNumbers = [0, -0, -1, 0.1, 1e21, -1e21, 2 ** 53, 2 ** 31, 1e-300, 99_999_999_999];

const anything = fc.oneof(
  fc.constantFrom<unknown>(...nastyTexts, ...nastyNumbers, null, true, false),
  fc.jsonValue({ maxDepth: 3 }),
);

/** It answered, in time (`ask` gives up), in its own words, and not with a fault of its own. */
function expectCalm(answer: Answer, question: unknown): void {
  const said = `${JSON.stringify(question)?.slice(0, 300)} → ${answer.text.slice(0, 200)}`;
  expect(answer.status, said).toBeLessThan(500);
  if (answer.status < 400) return;
  expect(answer.headers.get('content-type'), said).toMatch(/^application\/problem\+json/);
  expect(answer.body.code, said).toMatch(/^[a-z_]+$/);
}

interface Route {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly bodyFields: readonly string[];
}

async function readRoutes(): Promise<Route[]> {
  const contract = (await ask('/api/openapi.json')).body;
  return Object.entries<Json>(contract.paths).flatMap(([path, methods]) =>
    Object.entries<Json>(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      parameters: operation.parameters ?? [],
      bodyFields: Object.keys(operation.requestBody?.content?.['application/json']?.schema?.properties ?? {}),
    })),
  );
}

/** Well-formed text only: a lone surrogate cannot stand in an address. */
const asText = (value: unknown): string =>
  String(typeof value === 'object' ? JSON.stringify(value) : value)
    .slice(0, 3_000)
    .toWellFormed();

describe('every published route', () => {
  test('stays calm whatever stands in its path and query', async () => {
    for (const { method, path, parameters } of await readRoutes()) {
      if (method !== 'GET') continue;
      const names = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
      const queries = fc.dictionary(
        fc.oneof(fc.constantFrom('x', ...names), fc.string({ maxLength: 8 })),
        anything,
        { maxKeys: 4 },
      );
      await fc.assert(
        fc.asyncProperty(anything, queries, async (inPath, query) => {
          const filled = path.replaceAll(
            /\{[^}]+\}/g,
            encodeURIComponent(asText(inPath).slice(0, 150)) || 'x',
          );
          const search = new URLSearchParams(
            Object.entries(query).map(([name, value]): [string, string] => [
              name.toWellFormed(),
              asText(value),
            ]),
          );
          const address = `${filled}?${search}`;
          expectCalm(await ask(address), address);
        }),
        { ...runs, numRuns: names.length > 3 ? 60 : 15 },
      );
    }
  });

  test('stays calm whatever stands in its body', async () => {
    for (const { method, path, bodyFields } of await readRoutes()) {
      if (method === 'GET') continue;
      const bodies = fc.oneof(
        anything,
        fc.dictionary(fc.constantFrom('x', ...bodyFields), anything, { maxKeys: 6 }),
      );
      const saved = (await ask('/api/v1/profile')).body;
      await fc.assert(
        fc.asyncProperty(bodies, async (body) => {
          const filled = path.replaceAll(/\{[^}]+\}/g, 'lst_nobody');
          expectCalm(await send(method, filled, body), body);
        }),
        runs,
      );
      if (path === '/api/v1/profile') await send('PUT', path, saved);
    }
  });
});

describe('an appraisal', () => {
  test('of the example with any one field replaced is an answer or a problem', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(exampleRequest), 'drive', 'engine', 'category', 'book', 'city'),
        anything,
        async (field, value) => {
          const request = { ...exampleRequest, [field]: value };
          expectCalm(await send('POST', '/api/v1/appraise', request), { [field]: value });
        },
      ),
      { ...runs, numRuns: 250 },
    ));

  test('of words that repeat up to the greatest length is answered within two seconds', async () => {
    const bits = [
      'no ',
      'not ',
      'may have ',
      'rust, ',
      '((',
      'AC ',
      '1FTFW1ET5DFC10312 ',
      '12,345 miles ',
      '\n',
    ];
    for (const bit of bits) {
      const description = bit.repeat(Math.floor(100_000 / bit.length));
      const started = Date.now();
      const answer = await send('POST', '/api/v1/appraise', { ...exampleRequest, description });
      expect(answer.status, bit).toBe(200);
      expect(Date.now() - started, bit).toBeLessThan(2_000);
    }
  });

  test('of numbers at their limits keeps every cent whole', async () => {
    for (const extreme of [
      { currentBidCents: 100_000_000_000 },
      { currentBidCents: 1_000_000_000 },
      { currentBidCents: 0 },
      { odometerMiles: 2_000_000 },
      { odometerMiles: 0 },
      { year: 1900, vin: undefined },
      { year: 2100, vin: undefined },
      { book: { name: 'mmr', cents: 1_000_000_000 } },
      { profile: { targetMarginCents: 10_000_000, holdingCentsPerDay: 100_000 } },
      { buyerPremiumRatio: 1 },
    ]) {
      const answer = await send('POST', '/api/v1/appraise', { ...exampleRequest, ...extreme });
      expectCalm(answer, extreme);
      for (const line of answer.body.costs?.lines ?? [])
        expect(Number.isSafeInteger(line.amountCents), JSON.stringify(extreme)).toBe(true);
    }
  });
});

test('text that the database cannot hold is refused wherever it would be stored', async () => {
  const fee = {
    line: 'buyer_premium',
    label: 'premium\u0000',
    taxable: true,
    rule: { kind: 'percent', ratio: 0.1 },
  };
  const schedule = { effectiveFrom: '2099-01-01', citation: 'a page\u0000', fees: [fee] };
  for (const [path, body] of [
    ['/api/v1/fee-schedules/govdeals', schedule],
    ['/api/v1/profile', { homeZip: '9000\u0000' }],
  ] as const) {
    const answer = await send('PUT', path, body);
    expectCalm(answer, body);
    expect(answer.status, path).toBeGreaterThanOrEqual(400);
  }
});

test('a hundred requests at once are all answered, each with its own id', async () => {
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, at) =>
      send('POST', '/api/v1/appraise', { ...exampleRequest, odometerMiles: 50_000 + at }),
    ),
  );
  expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 100 }, () => 200));
  expect(new Set(answers.map((answer) => answer.headers.get('x-correlation-id'))).size).toBe(100);
});

test('a page of another site can neither read nor post through a browser', async () => {
  // what a browser sends by itself is the cookie; a key it does not know
  const posted = await fetch(`${baseUrl()}/api/v1/appraise`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin: 'https://evil.example',
      cookie: 'dealerscope.session_token=somebody.signed-in',
    },
    body: JSON.stringify(exampleRequest),
  });
  expect(posted.status).toBe(403);
  expect(await posted.json()).toMatchObject({ code: 'foreign_origin' });
  const read = await ask('/api/v1/deals', { headers: { origin: 'https://evil.example' } });
  expect(read.headers.get('access-control-allow-origin')).toBeNull();
});

test('after all of this it is still ready', async () => {
  expect((await ask('/readyz')).status).toBe(200);
});
