import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type IdentityServer,
  origin,
  ours,
  password,
  startIdentityServer,
  theirs,
  toCookie,
} from '../support/identity-server.ts';
import { createSoftwarePasskey } from '../support/software-passkey.ts';

let running: IdentityServer;
let owner = '';
let stranger = '';

beforeAll(async () => {
  running = await startIdentityServer();
  owner = (await running.addPerson('owner@example.com', 'owner')).cookie;
  stranger = (await running.addPerson('them@example.com', 'owner', theirs)).cookie;
}, 120_000);
afterAll(() => running.close());

interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly additionalProperties?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
}
interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}
type Contract = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };

/** Every operation that the server publishes. A new route cannot be forgotten: it is in the document. */
async function readOperations() {
  const { paths } = (await running.ask('GET', '/api/openapi.json')).json<Contract>();
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
}

const make = async <T>(method: string, url: string, body?: unknown): Promise<T> => {
  const answer = await running.ask(method, url, { cookie: owner, ...(body !== undefined && { body }) });
  if (answer.statusCode > 299)
    throw new Error(`${method} ${url} answered ${answer.statusCode}: ${answer.body}`);
  return answer.json<T>();
};
const makeId = async (method: string, url: string, body?: unknown) =>
  (await make<{ id: string }>(method, url, body)).id;
let people = 0;
const makeMember = async () => {
  people += 1;
  const email = `member${people}@example.com`;
  await running.identity.operate.createPerson({ email, name: 'M', role: 'viewer', orgId: ours, password });
  const { members } = await make<{ members: { id: string; email: string }[] }>('GET', '/api/v1/members');
  return members.find((member) => member.email === email)?.id ?? '';
};
const makeInvitation = () =>
  makeId('POST', '/api/v1/invitations', { email: 'new@example.com', role: 'viewer' });

async function makePasskey() {
  const begun = await running.ask('POST', '/api/v1/account/passkeys/begin', {
    cookie: owner,
    body: { password },
  });
  const added = await running.ask('POST', '/api/v1/account/passkeys', {
    cookie: `${owner}; ${toCookie(begun)}`,
    body: { name: 'phone', response: createSoftwarePasskey(origin).register(begun.json()) },
  });
  return added.json<{ id: string }>().id;
}

interface Target {
  /** Makes one of ours and answers its id. */
  readonly make: () => Promise<string>;
  readonly body?: unknown;
  /** Whether it is still there, unchanged, for its own people. */
  readonly isThere: (id: string) => Promise<boolean>;
}
const isListed = (url: string) => async (id: string) =>
  (await running.ask('GET', url, { cookie: owner })).body.includes(id);

/** What each id route is about. One that is missing fails the first test below. */
const targets: Readonly<Record<string, Target>> = {
  'PATCH /api/v1/members/{id}': {
    make: makeMember,
    body: { role: 'owner' },
    isThere: async (id) =>
      (await make<{ members: { id: string; role: string }[] }>('GET', '/api/v1/members')).members.some(
        (member) => member.id === id && member.role === 'viewer',
      ),
  },
  'DELETE /api/v1/members/{id}': { make: makeMember, isThere: isListed('/api/v1/members') },
  'DELETE /api/v1/invitations/{id}': { make: makeInvitation, isThere: isListed('/api/v1/invitations') },
  'POST /api/v1/invitations/{id}/resend': { make: makeInvitation, isThere: isListed('/api/v1/invitations') },
  'DELETE /api/v1/api-keys/{id}': {
    make: () => makeId('POST', '/api/v1/api-keys', { name: 'k', role: 'viewer' }),
    isThere: isListed('/api/v1/api-keys'),
  },
  'DELETE /api/v1/account/sessions/{id}': {
    make: async () =>
      (await make<{ sessions: { id: string }[] }>('GET', '/api/v1/account/sessions')).sessions[0]?.id ?? '',
    isThere: isListed('/api/v1/account/sessions'),
  },
  'DELETE /api/v1/alert-channels/{id}': {
    make: () =>
      makeId('POST', '/api/v1/alert-channels', {
        kind: 'webhook',
        target: 'https://example.com/h',
        minSeverity: 'critical',
      }),
    isThere: isListed('/api/v1/alert-channels'),
  },
  'DELETE /api/v1/account/tokens/{id}': {
    make: async () => {
      await make('POST', '/api/v1/auth/token', { grantType: 'session', name: 'm' });
      return (await make<{ tokens: { id: string }[] }>('GET', '/api/v1/account/tokens')).tokens[0]?.id ?? '';
    },
    isThere: isListed('/api/v1/account/tokens'),
  },
  'DELETE /api/v1/account/passkeys/{id}': {
    make: makePasskey,
    isThere: isListed('/api/v1/account/passkeys'),
  },
  'PATCH /api/v1/account/passkeys/{id}': {
    make: makePasskey,
    body: { name: 'taken over' },
    isThere: async (id) => {
      const { body } = await running.ask('GET', '/api/v1/account/passkeys', { cookie: owner });
      return body.includes(id) && !body.includes('taken over');
    },
  },
  'DELETE /api/v1/account/devices/{id}': {
    make: async () => {
      const at = new Date().toISOString();
      const id = `dev_${randomBytes(16).toString('base64url')}`;
      const [row] = await running.store.db
        .selectFrom('auth.users')
        .select('id')
        .where('email', '=', 'owner@example.com')
        .execute();
      await running.store.db
        .insertInto('auth.trusted_devices')
        .values({
          id,
          user_id: row?.id ?? '',
          token_hash: id,
          created_at: at,
          last_used_at: at,
          expires_at: new Date(Date.now() + 86_400_000).toISOString(),
        })
        .execute();
      return id;
    },
    isThere: isListed('/api/v1/account/devices'),
  },
  'GET /api/v1/account/exports/{id}': {
    make: async () => {
      const id = await makeId('POST', '/api/v1/account/exports');
      await running.identity.privacy.gatherExport(id);
      return id;
    },
    isThere: async (id) =>
      (await running.ask('GET', `/api/v1/account/exports/${id}`, { cookie: owner })).statusCode === 200,
  },
};

/** Parameters that name what all dealerships share, or a number within the caller's own dealership. */
const shared: Readonly<Record<string, string>> = {
  'GET /api/v1/deals/{id}': 'lots are public facts; what they are worth is worked out for the caller',
  'POST /api/v1/deals/{id}/what-if': 'the same',
  'PUT /api/v1/fee-schedules/{source}': 'sources ship with the program; the schedule is the caller’s own',
  'POST /api/v1/profile/history/{version}/restore': 'a version of the caller’s own settings',
};

/** A field that names something in a body, in place of a path: the same promise. */
const named: readonly {
  readonly route: string;
  readonly make: () => Promise<string>;
  readonly body: (id: string) => unknown;
}[] = [
  {
    route: 'POST /api/v1/account/organisation',
    make: async () => ours,
    body: (organisationId) => ({ organisationId }),
  },
  {
    route: 'POST /api/v1/account/leave',
    make: async () => ours,
    body: (organisationId) => ({ organisationId }),
  },
  {
    route: 'POST /api/v1/organisation/transfer',
    make: makeMember,
    body: (memberId) => ({ memberId, password }),
  },
];

/** What a client can tell apart: status, headers and bytes, without what is different for every request. */
function whatIsSeen(answer: {
  statusCode: number;
  headers: Record<string, unknown>;
  body: string;
  json: () => unknown;
}) {
  const { correlationId } = answer.json() as { correlationId: string };
  const each = [
    'date',
    'ratelimit',
    'ratelimit-remaining',
    'ratelimit-reset',
    'content-security-policy',
    'x-correlation-id',
  ];
  return {
    status: answer.statusCode,
    headers: Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !each.includes(name))),
    body: answer.body.replaceAll(correlationId, 'id'),
  };
}

const absentLike = (id: string) => `${id.split('_', 1)[0]}_${'0'.repeat(id.length - id.indexOf('_') - 1)}`;

test('every published route with something in its path is looked at here', async () => {
  const withParameters = (await readOperations())
    .filter(({ path }) => path.includes('{'))
    .map(({ method, path }) => `${method} ${path}`);
  expect(withParameters.toSorted()).toEqual([...Object.keys(targets), ...Object.keys(shared)].toSorted());
});

test('every field of a body that names something is looked at here', async () => {
  const withIds = (await readOperations()).filter(({ operation }) =>
    Object.keys(operation.requestBody?.content['application/json']?.schema.properties ?? {}).some((name) =>
      /Id$/.test(name),
    ),
  );
  expect(withIds.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual(
    named.map(({ route }) => route).toSorted(),
  );
});

describe.each(Object.entries(targets))('%s', (route, target) => {
  const [method = '', path = ''] = route.split(' ', 2);
  const send = (id: string, cookie: string) =>
    running.ask(method, path.replace('{id}', id), {
      cookie,
      ...(target.body !== undefined && { body: target.body }),
    });

  test('of another dealership answers, byte for byte, as one that does not exist; and nothing happens to it', async () => {
    const id = await target.make();
    expect(id).toMatch(/^[a-z]{3}_.{10,}/);
    expect(await target.isThere(id)).toBe(true);
    const foreign = await send(id, stranger);
    expect(foreign.statusCode).toBe(404);
    expect(whatIsSeen(foreign)).toEqual(whatIsSeen(await send(absentLike(id), stranger)));
    expect(await target.isThere(id)).toBe(true);
  });
});

test.each(named)(
  '$route: what is another dealership’s answers as what does not exist',
  async ({ route, make: makeOne, body }) => {
    const [method = '', path = ''] = route.split(' ', 2);
    const id = await makeOne();
    const foreign = await running.ask(method, path, { cookie: stranger, body: body(id) });
    expect(foreign.statusCode).toBe(404);
    const absent = await running.ask(method, path, { cookie: stranger, body: body(absentLike(id)) });
    expect(whatIsSeen(foreign)).toEqual(whatIsSeen(absent));
  },
);

describe('mass assignment', () => {
  /** What an attacker would like to set. */
  const extras = {
    id: 'x',
    orgId: theirs,
    org_id: theirs,
    organisationId: theirs,
    userId: 'usr_x',
    user_id: 'usr_x',
    role: 'owner',
    permissions: ['organisation.own'],
    isAdmin: true,
    emailVerified: true,
    mustChangePassword: false,
    createdAt: '2020-01-01T00:00:00Z',
    seq: 1,
    hash: 'x',
  };

  const bodiesOf = async () =>
    (await readOperations()).flatMap(({ method, path, operation }) => {
      const schema = operation.requestBody?.content['application/json']?.schema;
      return schema ? [{ route: `${method} ${path}`, method, path, schema }] : [];
    });

  /** Objects in a schema that take fields which nobody named. */
  function findOpen(schema: Schema, at: string): string[] {
    const isMap = typeof schema.additionalProperties === 'object' && schema.properties === undefined;
    return [
      ...(schema.properties && schema.additionalProperties !== false ? [at] : []),
      ...(isMap ? [`${at} (a map)`] : []),
      ...Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => findOpen(inner, `${at}/${name}`)),
      ...(schema.items ? findOpen(schema.items, `${at}[]`) : []),
      ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((inner) => findOpen(inner, at)),
    ];
  }

  test('no body, at any depth, takes a field that the contract does not name', async () => {
    const bodies = await bodiesOf();
    expect(bodies.length).toBeGreaterThan(20);
    expect(bodies.flatMap(({ route, schema }) => findOpen(schema, route))).toEqual([]);
  });

  test('every body with fields too many is refused, and each of them is named', async () => {
    const missed: string[] = [];
    for (const { route, method, path, schema } of await bodiesOf()) {
      // of several forms the first, told by its constant
      const form = schema.oneOf?.[0] ?? schema.anyOf?.[0] ?? schema;
      const constants = Object.entries(form.properties ?? {}).flatMap(([name, field]) => {
        const [only, ...more] = field.const === undefined ? (field.enum ?? []) : [field.const];
        return only === undefined || more.length > 0 ? [] : [[name, only] as const];
      });
      const known = new Set(Object.keys(form.properties ?? {}));
      const unknown = Object.entries(extras).filter(([name]) => !known.has(name));
      const added = Object.fromEntries(unknown);
      const told = schema === form ? [] : constants;
      const url = path
        .replace('{source}', 'govdeals')
        .replace('{version}', '1')
        .replace(/\{\w+\}/, 'none_0000000000000000000000');
      const answer = await running.ask(method, url, {
        cookie: owner,
        body: { ...Object.fromEntries(told), ...added },
      });
      const { errors = [] } = answer.json<{ errors?: { pointer: string }[] }>();
      const namedHere = new Set(errors.map(({ pointer }) => pointer));
      const silent = Object.keys(added).filter((name) => !namedHere.has(`/${name}`));
      if (answer.statusCode !== 400 || silent.length > 0)
        missed.push(`${route}: ${answer.statusCode} ${silent}`);
    }
    expect(missed).toEqual([]);
  });

  test('a body that reaches for a prototype is refused before anything reads it', async () => {
    for (const body of [
      { name: 'x', constructor: { prototype: { isAdmin: true } } },
      JSON.parse('{"__proto__":{"isAdmin":true}}'),
    ]) {
      const answer = await running.ask('PATCH', '/api/v1/organisation', { cookie: owner, body });
      expect(answer.statusCode).toBe(400);
    }
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  test('a good body with one such field changes nothing', async () => {
    const answer = await running.ask('PATCH', '/api/v1/organisation', {
      cookie: owner,
      body: { name: 'Ours', orgId: theirs },
    });
    expect(answer.statusCode).toBe(400);
    expect((await make<{ name: string }>('GET', '/api/v1/organisation')).name).toBe('Ours');
  });
});

describe('people and roles', () => {
  const memberOf = async (email: string) =>
    (
      await make<{ members: { id: string; email: string; role: string }[] }>('GET', '/api/v1/members')
    ).members.find((member) => member.email === email);

  test('one person in two dealerships switches between them, and each shows what is its own', async () => {
    const email = 'both@example.com';
    let { cookie } = await running.addPerson(email, 'manager');
    await running.identity.operate.createPerson({ email, name: 'x', role: 'viewer', orgId: theirs });
    const session = async () =>
      (await running.ask('GET', '/api/v1/auth/session', { cookie })).json<{
        organisation: { id: string };
        organisations: { id: string }[];
        role: string;
      }>();
    expect(await session()).toMatchObject({ organisation: { id: ours }, role: 'manager' });
    expect((await session()).organisations).toHaveLength(2);
    const switched = await running.ask('POST', '/api/v1/account/organisation', {
      cookie,
      body: { organisationId: theirs },
    });
    expect(switched.statusCode).toBe(204);
    const before = cookie;
    cookie = toCookie(switched);
    // the session's old token opens nothing any more
    expect((await running.ask('GET', '/api/v1/auth/session', { cookie: before })).statusCode).toBe(401);
    expect(await session()).toMatchObject({ organisation: { id: theirs }, role: 'viewer' });
    const members = (await running.ask('GET', '/api/v1/members', { cookie })).body;
    expect(members).toContain('them@example.com');
    expect(members).not.toContain('owner@example.com');
    // a viewer over there, whatever they are over here
    const refused = await running.ask('POST', '/api/v1/invitations', {
      cookie,
      body: { email: 'a@example.com', role: 'viewer' },
    });
    expect(refused.statusCode).toBe(403);
    const left = await running.ask('POST', '/api/v1/account/leave', {
      cookie,
      body: { organisationId: theirs },
    });
    expect(left.statusCode).toBe(204);
    expect(await session()).toMatchObject({ organisation: { id: ours }, organisations: [{ id: ours }] });
  });

  test('the last owner cannot leave, be demoted or be removed, also not by two requests at once', async () => {
    const own = (await memberOf('owner@example.com'))?.id ?? '';
    const asks = [
      ['POST', '/api/v1/account/leave', { organisationId: ours }],
      ['PATCH', `/api/v1/members/${own}`, { role: 'manager' }],
      ['DELETE', `/api/v1/members/${own}`, undefined],
      ['POST', '/api/v1/account/deletion', { password }],
    ] as const;
    const answers = await Promise.all(
      asks.map(([method, url, body]) => running.ask(method, url, { cookie: owner, ...(body && { body }) })),
    );
    expect(answers.map((answer) => answer.json<{ code: string }>().code)).toEqual([
      'last_owner',
      'last_owner',
      'last_owner',
      'sole_owner',
    ]);
    // two owners who both leave in the same moment: one has to stay
    const second = await running.addPerson('second@example.com', 'owner');
    const both = await Promise.all(
      [owner, second.cookie].map((cookie) =>
        running.ask('POST', '/api/v1/account/leave', { cookie, body: { organisationId: ours } }),
      ),
    );
    expect(both.map(({ statusCode }) => statusCode).toSorted()).toEqual([204, 409]);
    if (both[0]?.statusCode === 204) {
      await running.identity.operate.createPerson({
        email: 'owner@example.com',
        name: 'x',
        role: 'owner',
        orgId: ours,
      });
    }
  });

  test('ownership is handed over with the password: both roles change, or neither', async () => {
    await running.addPerson('heir@example.com', 'buyer');
    const memberId = (await memberOf('heir@example.com'))?.id ?? '';
    const send = (given: string) =>
      running.ask('POST', '/api/v1/organisation/transfer', {
        cookie: owner,
        body: { memberId, password: given },
      });
    expect((await send('not the password')).statusCode).toBe(400);
    expect((await memberOf('heir@example.com'))?.role).toBe('buyer');
    expect((await send(password)).statusCode).toBe(204);
    expect((await memberOf('heir@example.com'))?.role).toBe('owner');
    expect((await memberOf('owner@example.com'))?.role).toBe('manager');
    // who was owner is none from the next request on
    expect((await send(password)).statusCode).toBe(403);
    const own = (await memberOf('owner@example.com'))?.id ?? '';
    const back = await running.ask('PATCH', `/api/v1/members/${own}`, {
      // whoever is raised signs in anew
      cookie: toCookie(await running.signIn('heir@example.com')),
      body: { role: 'owner' },
    });
    expect(back.statusCode).toBe(204);
    owner = toCookie(await running.signIn('owner@example.com'));
  });

  test('an invitation made anew opens with its new link alone; one taken back with none', async () => {
    const made = await make<{ id: string; url: string }>('POST', '/api/v1/invitations', {
      email: 'late@example.com',
      role: 'buyer',
    });
    const again = await make<{ url: string }>('POST', `/api/v1/invitations/${made.id}/resend`);
    const open = async (url: string) =>
      (await running.ask('POST', '/api/v1/auth/invitation', { body: { token: url.split('#')[1] } }))
        .statusCode;
    expect([await open(made.url), await open(again.url)]).toEqual([404, 200]);
    expect(
      (await running.ask('DELETE', `/api/v1/invitations/${made.id}`, { cookie: owner })).statusCode,
    ).toBe(204);
    expect(await open(again.url)).toBe(404);
    expect(
      (await running.ask('POST', `/api/v1/invitations/${made.id}/resend`, { cookie: owner })).statusCode,
    ).toBe(404);
  });

  test('a manager makes nobody owner, touches no owner, and resends no owner’s invitation', async () => {
    const { cookie } = await running.addPerson('middle@example.com', 'manager');
    const invited = await makeId('POST', '/api/v1/invitations', { email: 'boss@example.com', role: 'owner' });
    const own = (await memberOf('owner@example.com'))?.id ?? '';
    const middle = (await memberOf('middle@example.com'))?.id ?? '';
    const asks = [
      ['PATCH', `/api/v1/members/${middle}`, { role: 'owner' }],
      ['PATCH', `/api/v1/members/${own}`, { role: 'viewer' }],
      ['DELETE', `/api/v1/members/${own}`, undefined],
      ['POST', `/api/v1/invitations/${invited}/resend`, undefined],
      ['POST', '/api/v1/organisation/transfer', { memberId: middle, password }],
    ] as const;
    for (const [method, url, body] of asks) {
      const answer = await running.ask(method, url, { cookie, ...(body && { body }) });
      expect(answer.statusCode, `${method} ${url}`).toBe(403);
    }
  });
});
