import { expect, test } from 'vitest';
import { ask, baseUrl, type Json } from './client.ts';

const readContract = async (): Promise<Json> => (await ask('/api/openapi.json')).body;

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly operation: Json;
}
const operationsOf = (contract: Json): Operation[] =>
  Object.entries<Json>(contract.paths).flatMap(([path, methods]) =>
    Object.entries<Json>(methods).map(([method, operation]) => ({ method, path, operation })),
  );

/** Every `$ref` of the document, wherever it stands. */
function refsIn(value: Json): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries<Json>(value).flatMap(([name, inner]) =>
    name === '$ref' && typeof inner === 'string' ? [inner] : refsIn(inner),
  );
}

test('publishes an OpenAPI 3.1 document', async () => {
  const { status, headers, body } = await ask('/api/openapi.json');
  expect(status).toBe(200);
  expect(headers.get('content-type')).toMatch(/^application\/json/);
  expect(body.openapi).toMatch(/^3\.1\.\d+$/);
  expect(body.info).toMatchObject({ title: expect.any(String), version: expect.any(String) });
  expect(operationsOf(body).length).toBeGreaterThan(5);
});

test('gives every operation answers, and every placeholder in a path its parameter', async () => {
  for (const { method, path, operation } of operationsOf(await readContract())) {
    const where = `${method} ${path}`;
    expect(method, where).toMatch(/^(get|put|post|delete|patch|head|options)$/);
    expect(Object.keys(operation.responses ?? {}).length, where).toBeGreaterThan(0);
    for (const [status, response] of Object.entries<Json>(operation.responses)) {
      expect(status, where).toMatch(/^([1-5]\d\d|default)$/);
      expect(typeof response.description, where).toBe('string');
    }
    const placeholders = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name);
    const parameters = (operation.parameters ?? []) as Json[];
    const inPath = parameters.filter((parameter) => parameter.in === 'path');
    expect(inPath.map((parameter) => parameter.name).sort(), where).toEqual(placeholders.sort());
    expect(
      inPath.every((parameter) => parameter.required === true),
      where,
    ).toBe(true);
    expect(new Set(parameters.map(({ in: at, name }) => `${at} ${name}`)).size, where).toBe(
      parameters.length,
    );
  }
});

test('refers to nothing that the document does not hold', async () => {
  const contract = await readContract();
  for (const ref of refsIn(contract)) {
    const found = ref
      .replace(/^#\//, '')
      .split('/')
      .reduce<Json>((at, part) => at?.[part.replaceAll('~1', '/').replaceAll('~0', '~')], contract);
    expect(found, ref).toBeDefined();
  }
});

test('names every route that the product promises', async () => {
  const named = operationsOf(await readContract()).map(({ method, path }) => `${method} ${path}`);
  expect(named).toEqual(
    expect.arrayContaining([
      'get /healthz',
      'get /readyz',
      'post /api/v1/appraise',
      'get /api/v1/deals',
      'get /api/v1/deals/facets',
      'get /api/v1/deals/{id}',
      'post /api/v1/deals/{id}/what-if',
      'get /api/v1/profile',
      'put /api/v1/profile',
      'get /api/v1/rejections',
    ]),
  );
});

test('answers each documented GET route with one of its documented statuses', async () => {
  for (const { method, path, operation } of operationsOf(await readContract())) {
    if (method !== 'get') continue;
    const { status } = await ask(path.replaceAll(/\{[^}]+\}/g, 'lst_nobody'));
    expect(Object.keys(operation.responses), `${method} ${path}`).toContain(String(status));
  }
});

test('says how to sign in, and asks it of every route but health, signing in itself and the public keys', async () => {
  const contract = await readContract();
  expect(contract.components.securitySchemes).toMatchObject({
    session: { type: 'apiKey', in: 'cookie' },
    key: { type: 'http', scheme: 'bearer' },
  });
  const operations = operationsOf(contract);
  const open = operations.filter(({ operation }) => operation.security === undefined);
  expect(
    open
      .map(({ path }) => path)
      .filter((path) => !/^\/(healthz|readyz|api\/v1\/auth\/|\.well-known\/jwks\.json$)/.test(path)),
  ).toEqual([]);
  for (const { method, path, operation } of operations) {
    if (!operation.security) continue;
    const answer = await fetch(`${baseUrl()}${path.replaceAll(/\{[^}]+\}/g, 'lst_nobody')}`, {
      method: method.toUpperCase(),
      headers: { 'content-type': 'application/json' },
      ...(method !== 'get' && { body: '{}' }),
    });
    expect(answer.status, `${method} ${path}`).toBe(401);
    expect(operation.responses['401'], `${method} ${path}`).toBeDefined();
  }
});

test('documents the fields of an appraisal request and nothing else is taken', async () => {
  const contract = await readContract();
  const schema = contract.paths['/api/v1/appraise'].post.requestBody.content['application/json'].schema;
  expect(Object.keys(schema.properties)).toEqual(
    expect.arrayContaining(['vin', 'year', 'make', 'model', 'asOf', 'source', 'book', 'profile']),
  );
  expect(schema.additionalProperties).toBe(false);
});

test('shows the contract as a page that a browser can read', async () => {
  const { status, headers, text } = await ask('/api/docs/');
  expect(status).toBe(200);
  expect(headers.get('content-type')).toMatch(/^text\/html/);
  expect(text).toContain('swagger');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
});
