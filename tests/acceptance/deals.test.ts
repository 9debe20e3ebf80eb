import { beforeAll, describe, expect, test } from 'vitest';
import { ask, type Json, send } from './client.ts';

const getPage = async (query = ''): Promise<Json> => {
  const { status, body, text } = await ask(`/api/v1/deals${query && `?${query}`}`);
  if (status !== 200) throw new Error(`deals answered ${status}: ${text.slice(0, 300)}`);
  return body;
};

/** Every lot of a query, page by page. */
async function getAll(query: string, limit = 100): Promise<Json[]> {
  const deals: Json[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Json = await getPage(`${query}&limit=${limit}${cursor && `&cursor=${cursor}`}`);
    deals.push(...page.deals);
    cursor = page.nextCursor;
  }
  return deals;
}

let everything: Json[];
beforeAll(async () => {
  everything = await getAll('kind=all&status=all');
});

test('says that the market is a sample, and of which days', async () => {
  const { market } = await getPage();
  expect(market.isSample).toBe(true);
  expect(market.sources.length).toBeGreaterThan(1);
  for (const source of market.sources) {
    expect(source.isSample).toBe(true);
    expect(Date.parse(source.observedTo)).toBeLessThanOrEqual(Date.parse(market.asOf));
  }
  expect(market.sources.reduce((sum: number, source: Json) => sum + source.lots, 0)).toBe(everything.length);
});

describe('filters', () => {
  const is = (name: string, value: unknown) => (deal: Json) => deal[name] === value;
  const cases: readonly (readonly [string, (deal: Json) => boolean])[] = [
    ['make=ford', (deal) => deal.make?.toLowerCase() === 'ford'],
    ['make=Ford&model=explorer', (deal) => deal.make === 'Ford' && deal.model === 'Explorer'],
    ['yearMin=2015', (deal) => deal.year >= 2015],
    ['yearMax=2010', (deal) => deal.year !== null && deal.year <= 2010],
    ['milesMax=60000', (deal) => deal.odometerMiles !== null && deal.odometerMiles <= 60_000],
    ['state=tx', is('state', 'TX')],
    ['source=copart', is('source', 'copart')],
    ['grade=bronze', is('grade', 'bronze')],
    ['minEdge=500', (deal) => deal.edgeCents !== null && deal.edgeCents >= 50_000],
    ['kind=not_a_vehicle', is('kind', 'not_a_vehicle')],
  ];
  test.each(cases)('%s gives exactly the lots that fit', async (query, fits) => {
    const kind = query.startsWith('kind=') ? '' : '&kind=all';
    const found = await getAll(`${query}${kind}&status=all`);
    const expected = everything.filter(fits);
    expect(expected.length, 'the sample has such lots').toBeGreaterThan(0);
    expect(found.map((deal) => deal.id).sort()).toEqual(expected.map((deal) => deal.id).sort());
  });

  test('open and ended lots are all lots, and none is both', async () => {
    const open = await getAll('kind=all&status=open');
    const ended = await getAll('kind=all&status=ended');
    expect(open.length + ended.length).toBe(everything.length);
    expect(new Set([...open, ...ended].map((deal) => deal.id)).size).toBe(everything.length);
    // a sample lot's "now" is the moment it was seen
    for (const deal of open)
      if (deal.endsAt) expect(Date.parse(deal.endsAt)).toBeGreaterThan(Date.parse(deal.observedAt));
  });

  test('finds by words, beginnings included, in any order', async () => {
    const found = await getAll('q=explor+FORD&kind=all&status=all');
    expect(found.length).toBeGreaterThan(0);
    for (const deal of found) {
      const words = `${deal.title} ${deal.make} ${deal.model}`.toLowerCase();
      expect(words).toContain('explor');
      expect(words).toContain('ford');
    }
    const byFields = everything.filter((deal) => deal.make === 'Ford' && deal.model === 'Explorer');
    expect(found.map((deal) => deal.id)).toEqual(expect.arrayContaining(byFields.map((deal) => deal.id)));
  });

  test('words that look like a query language are words', async () => {
    for (const q of ["' or 1=1 --", 'a & | ! <-> b:*', '\\', '%', 'x:*&']) {
      const { deals } = await getPage(`q=${encodeURIComponent(q)}&kind=all&status=all`);
      expect(deals.length).toBeLessThan(everything.length + 1);
    }
  });

  test('counts facets that add up to the list', async () => {
    const { body } = await ask('/api/v1/deals/facets?kind=all&status=all');
    const sum = (facet: Json[]) => facet.reduce((total, { count }) => total + count, 0);
    expect(sum(body.kinds)).toBe(everything.length);
    expect(sum(body.sources)).toBe(everything.length);
    expect(body.sources.map((source: Json) => source.name)).toContain('Copart');
  });
});

describe('order', () => {
  const sorts = [
    ['score', 'score', -1],
    ['maxBid', 'maxBidCents', -1],
    ['roi', 'roi', -1],
    ['year', 'year', -1],
    ['endsAt', 'endsAt', 1],
    ['currentBid', 'currentBidCents', 1],
    ['miles', 'odometerMiles', 1],
  ] as const;
  const naturally = (a: Json, b: Json) => (a < b ? -1 : a > b ? 1 : 0);

  test.each(sorts)('sort=%s orders by %s, what is unknown last', async (sort, field, sign) => {
    for (const [order, direction] of [
      ['', sign],
      ['&order=asc', 1],
      ['&order=desc', -1],
    ] as const) {
      const values = (await getAll(`sort=${sort}${order}&status=all`)).map((deal) => deal[field]);
      const known = values.filter((value) => value !== null);
      expect(known.length).toBeGreaterThan(10);
      expect(values.slice(0, known.length)).toEqual(known);
      expect(known).toEqual([...known].sort((a, b) => direction * naturally(a, b)));
    }
  });

  test('the best expected edge comes first, and a lot without a score after every lot with one', async () => {
    const deals = await getAll('status=all');
    const scored = deals.filter((deal) => deal.score !== null);
    expect(scored.length).toBeGreaterThan(10);
    const edges = scored.map((deal) => deal.edgeCents);
    expect(edges).toEqual([...edges].sort((a, b) => b - a));
    const firstWithout = deals.findIndex((deal) => deal.score === null);
    expect(firstWithout === -1 || firstWithout >= scored.length).toBe(true);
  });
});

describe('pages', () => {
  test.each(['edge', 'score', 'roi', 'endsAt', 'miles'])(
    'pages of 7 by %s hold every lot once, in the order of one long page',
    async (sort) => {
      const short = await getAll(`sort=${sort}&kind=all&status=all`, 7);
      const long = await getAll(`sort=${sort}&kind=all&status=all`, 100);
      expect(short.map((deal) => deal.id)).toEqual(long.map((deal) => deal.id));
      expect(new Set(short.map((deal) => deal.id)).size).toBe(everything.length);
    },
  );

  test.each([
    ['gibberish', 'sort=edge', 'x'],
    ['a half cent', 'sort=edge', '[1.5,"lst_x"]'],
    ['more than a column holds', 'sort=edge', '[1e30,"lst_x"]'],
    ['a year that is none', 'sort=year', '[100000,"lst_x"]'],
    ['a moment that is none', 'sort=endsAt', '["1","lst_x"]'],
    ['another kind of id', 'sort=edge', '[1,"org_default"]'],
  ])('a cursor with %s is a 400 with its own code', async (_name, query, cursor) => {
    const encoded = Buffer.from(cursor).toString('base64url');
    const { status, body } = await ask(`/api/v1/deals?${query}&cursor=${encoded}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'bad_cursor', errors: [{ pointer: '/cursor' }] });
  });
});

test('answers 304 without a body while nothing changed, and 200 for another question', async () => {
  const first = await ask('/api/v1/deals?limit=5');
  const etag = first.headers.get('etag') ?? '';
  expect(etag).toMatch(/^(W\/)?"\S+"$/);
  const again = await ask('/api/v1/deals?limit=5', { headers: { 'if-none-match': etag } });
  expect(again.status).toBe(304);
  expect(again.text).toBe('');
  const other = await ask('/api/v1/deals?limit=6', { headers: { 'if-none-match': etag } });
  expect(other.status).toBe(200);
});

describe('one lot', () => {
  test('tells facts with their provenance, observations and every stage', async () => {
    const { deals } = await getPage('limit=1');
    const { status, body } = await ask(`/api/v1/deals/${deals[0].id}`);
    expect(status).toBe(200);
    expect(body.deal).toEqual(deals[0]);
    expect(body.facts.length).toBeGreaterThan(3);
    for (const fact of body.facts) expect(fact.from, fact.name).toMatch(/\S/);
    expect(body.observations.length).toBeGreaterThan(0);
    expect(body.capture.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(body.appraisal.costs.totalCents).toBeGreaterThan(0);
    expect(body.appraisal.assessment.maxBidCents).toBe(deals[0].maxBidCents);
    expect(body.appraisal.assessment.score).toBe(deals[0].score);
  });

  test('is not valued when it is no vehicle', async () => {
    const found = everything.find((deal) => deal.kind === 'not_a_vehicle');
    const { body } = await ask(`/api/v1/deals/${found.id}`);
    expect(body.appraisal).toBeNull();
    expect(body.kind.reasons.length).toBeGreaterThan(0);
    expect(found.maxBidCents).toBeNull();
  });

  test('that does not exist answers the same whatever its id looks like', async () => {
    const ids = ['lst_AAAAAAAAAAAAAAAAAAAAAA', 'lst_nobody', 'org_default', '1', '%27%20or%201%3D1'];
    const answers = await Promise.all(ids.map((id) => ask(`/api/v1/deals/${id}`)));
    const shapes = answers.map(({ status, body: { correlationId: _id, ...rest } }) => ({ status, ...rest }));
    expect(shapes[0]).toMatchObject({ status: 404, code: 'not_found' });
    for (const shape of shapes) expect(shape).toEqual(shapes[0]);
    const whatIf = await send('POST', '/api/v1/deals/lst_nobody/what-if', { profile: {} });
    expect(whatIf.status).toBe(404);
  });

  test('under other settings: more margin never raises the max bid, and nothing is stored', async () => {
    const { deals } = await getPage('limit=1');
    const path = `/api/v1/deals/${deals[0].id}`;
    const before = await ask(path);
    const same = await send('POST', `${path}/what-if`, { profile: {} });
    expect(same.body.assessment.maxBidCents).toBe(deals[0].maxBidCents);
    const more = { targetMarginCents: before.body.profile.targetMarginCents + 100_000 };
    const greedy = await send('POST', `${path}/what-if`, { profile: more });
    expect(greedy.body.assessment.maxBidCents).toBeLessThan(deals[0].maxBidCents);
    // when the market was last read is the one thing that goes on
    const bare = ({ body: { market: _market, ...rest } }: typeof before) => rest;
    expect(bare(await ask(path))).toEqual(bare(before));
  });
});

test('records that could not be read can be looked through, page by page', async () => {
  const codes: string[] = [];
  for (let cursor = ''; ; ) {
    const { body } = await ask(`/api/v1/rejections?limit=5${cursor && `&cursor=${cursor}`}`);
    for (const rejection of body.rejections) {
      expect(rejection.reason).toMatch(/\w{3}/);
      codes.push(rejection.code);
    }
    if (body.nextCursor === null) break;
    cursor = body.nextCursor;
  }
  // lots in Canadian dollars are never read as US dollars
  expect(codes).toContain('currency_not_usd');
});
