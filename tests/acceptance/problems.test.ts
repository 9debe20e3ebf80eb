import { describe, expect, test } from 'vitest';
import { type Answer, ask, send } from './client.ts';
import { exampleRequest } from './requests.ts';

const json = { 'content-type': 'application/json' };
const post = (body: string, headers: Record<string, string> = json) =>
  ask('/api/v1/appraise', { method: 'POST', headers, body });

function expectProblem(answer: Answer, status: number, code: string): void {
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.body).toMatchObject({
    type: expect.stringContaining(code),
    title: expect.stringMatching(/\w/),
    status,
    code,
    correlationId: answer.headers.get('x-correlation-id'),
  });
}

const pointersOf = (answer: Answer): string[] =>
  answer.body.errors.map((error: { pointer: string }) => error.pointer).sort();

describe('a body that cannot be read', () => {
  test.each([
    ['cut short', '{"year":'],
    ['empty', ''],
    ['not JSON', 'year=2013'],
    ['a prototype', '{"year":2013,"make":"Ford","model":"F-150","__proto__":{"admin":true}}'],
  ])('is a 400 when it is %s', async (_name, body) => {
    expectProblem(await post(body), 400, 'bad_request');
  });

  test.each([
    ['a list', '[]'],
    ['null', 'null'],
    ['a number', '7'],
    ['a text', '"Ford"'],
  ])('is a 400 that points at the whole when it is %s', async (_name, body) => {
    const answer = await post(body);
    expectProblem(answer, 400, 'invalid_request');
    expect(pointersOf(answer)).toEqual(['']);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/xml'])(
    'is a 415 when it comes as %s, as a page of another site could send it',
    async (type) => {
      expectProblem(
        await post(JSON.stringify(exampleRequest), { 'content-type': type }),
        415,
        'unsupported_media_type',
      );
    },
  );

  test('is a 413 when it is 600 kB', async () => {
    const body = JSON.stringify({ ...exampleRequest, description: 'rust '.repeat(120_000) });
    expect(body.length).toBeGreaterThan(600_000);
    expectProblem(await post(body), 413, 'too_large');
  });
});

describe('fields that are wrong', () => {
  test('are all named at once, each by its JSON pointer', async () => {
    const answer = await send('POST', '/api/v1/appraise', {
      year: '2013',
      make: 5,
      model: 'F-150',
      odometerMiles: -1,
      conditionGrade: 7,
      titleBrand: 'shiny',
      currentBidCents: 10.5,
      endsAt: 'tomorrow',
      book: { name: 'mmr' },
      profile: { homeZip: '9000', targetMarginCents: '2500' },
    });
    expectProblem(answer, 400, 'invalid_request');
    expect(pointersOf(answer)).toEqual(
      [
        '/year',
        '/make',
        '/odometerMiles',
        '/conditionGrade',
        '/titleBrand',
        '/currentBidCents',
        '/endsAt',
        '/book/cents',
        '/profile/homeZip',
        '/profile/targetMarginCents',
      ].sort(),
    );
    for (const error of answer.body.errors) expect(error.message).toMatch(/\w{3}/);
  });

  test('are refused when nobody knows them, wherever they stand', async () => {
    const answer = await send('POST', '/api/v1/appraise', {
      ...exampleRequest,
      milage: 5,
      'a/b~c': 1,
      profile: { ...exampleRequest.profile, marginCents: 1 },
    });
    expectProblem(answer, 400, 'invalid_request');
    expect(pointersOf(answer)).toEqual(['/a~1b~0c', '/milage', '/profile/marginCents']);
  });

  test('name the VIN when neither it nor year, make and model are given', async () => {
    const answer = await send('POST', '/api/v1/appraise', { year: 2013, make: 'Ford' });
    expectProblem(answer, 400, 'invalid_request');
    expect(pointersOf(answer)).toEqual(['/vin']);
  });

  test.each(['1800-01-01T00:00:00Z', '9999-01-01T00:00:00Z', '2026-02-30T00:00:00Z', '2026-11-23'])(
    'are refused for a valuation date of %s',
    async (asOf) => {
      const answer = await send('POST', '/api/v1/appraise', { ...exampleRequest, asOf });
      expectProblem(answer, 400, 'invalid_request');
      expect(pointersOf(answer)).toEqual(['/asOf']);
    },
  );

  test('are named in a query too', async () => {
    const answer = await ask('/api/v1/deals?limit=101&yearMin=old&nope=1&state=Texas&make=%00');
    expectProblem(answer, 400, 'invalid_request');
    expect(pointersOf(answer)).toEqual(['/limit', '/make', '/nope', '/state', '/yearMin']);
  });
});

describe('addresses', () => {
  test('that lead nowhere are a 404', async () => {
    expectProblem(await ask('/api/v1/nothing'), 404, 'not_found');
    expectProblem(await send('DELETE', '/api/v1/deals', {}), 404, 'not_found');
  });

  test('that are no address are a 400, and too long ones a 414', async () => {
    expectProblem(await ask('/api/v1/deals/%zz'), 400, 'bad_request');
    expectProblem(await ask(`/api/v1/deals/${'a'.repeat(400)}`), 414, 'address_too_long');
    expectProblem(await ask('/api/v1/deals/%00'), 400, 'invalid_request');
  });

  test('of the files of the machine are not served', async () => {
    for (const path of ['/../package.json', '/%2e%2e/package.json', '/assets/..%2f..%2f..%2fpackage.json']) {
      const { status, text } = await ask(path);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(text).not.toContain('"dependencies"');
    }
  });
});

test('an error tells nothing of the inside', async () => {
  for (const answer of [await post('{'), await ask('/api/v1/deals?cursor=x'), await ask('/api/v1/%zz')]) {
    expect(answer.text).not.toMatch(/\bat .+:\d+:\d+|node_modules|\.ts\b|stack|select .+ from/);
  }
});
