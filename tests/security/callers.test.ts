import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type IdentityServer,
  lapse,
  ours,
  password,
  startIdentityServer,
  toCookie,
} from '../support/identity-server.ts';
import { addPersonWithSecondFactor } from '../support/second-factor.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

/**
 * Three processes on one database: one that changes things, one that hears of it and whose second never ends, and one
 * that hears nothing and whose seconds pass when a test says so.
 */
let database: TestDatabase;
let changing: IdentityServer;
let hearing: IdentityServer;
let deaf: IdentityServer;
let owner: string;
beforeAll(async () => {
  database = await createTestDatabase();
  changing = await startIdentityServer({ database });
  hearing = await startIdentityServer({ database, listens: true, nowMs: () => 0 });
  deaf = await startIdentityServer({ database });
  owner = (await changing.addPerson('owner@example.com', 'owner')).cookie;
}, 60_000);
afterAll(async () => {
  for (const server of [changing, hearing, deaf]) await server?.close();
  await database.drop();
});

const patient = { timeout: 20_000, interval: 10 };
type As = { readonly cookie?: string; readonly key?: string };

/** Who this is to a process: 401, or the role and dealership that it has there. */
async function whoIs(server: IdentityServer, as: As): Promise<unknown> {
  const answer = await server.ask('GET', '/api/v1/auth/session', as);
  if (answer.statusCode !== 200) return answer.statusCode;
  const { role, organisation } = answer.json<{ role: string; organisation: { name: string } }>();
  return `${role} of ${organisation.name}`;
}

const memberIdOf = async (email: string): Promise<string> => {
  const { members } = (await changing.ask('GET', '/api/v1/members', { cookie: owner })).json<{
    members: { id: string; email: string }[];
  }>();
  return members.find((member) => member.email === email)?.id ?? '';
};
const asOwner = (method: string, url: string, body?: unknown) =>
  changing.ask(method, url, { cookie: owner, ...(body !== undefined && { body }) });

interface Case {
  readonly as: As;
  readonly before: unknown;
  change(): Promise<{ statusCode: number } | unknown>;
  readonly after: unknown;
}

let people = 0;
async function addBuyer() {
  people += 1;
  const email = `person${people}@example.com`;
  const { cookie, userId } = await changing.addPerson(email, 'buyer');
  return { email, cookie, userId };
}
async function addKey() {
  const made = await asOwner('POST', '/api/v1/api-keys', { name: 'k', role: 'viewer' });
  return made.json<{ id: string; key: string }>();
}
const makeToken = async (cookie: string, name?: string) => {
  const made = await changing.ask('POST', '/api/v1/auth/token', {
    cookie,
    body: { grantType: 'session', ...(name && { name }) },
  });
  return made.json<{ accessToken: string; familyId?: string }>();
};
const changeOwnPassword = (cookie: string) =>
  changing.ask('POST', '/api/v1/account/password', {
    cookie,
    body: { currentPassword: password, newPassword: 'walnut-harbor-thimble-92' },
  });

const cases: Readonly<Record<string, () => Promise<Case>>> = {
  'a role that was lowered': async () => {
    const { email, cookie } = await addBuyer();
    const url = `/api/v1/members/${await memberIdOf(email)}`;
    const change = () => asOwner('PATCH', url, { role: 'viewer' });
    return { as: { cookie }, before: 'buyer of Ours', change, after: 'viewer of Ours' };
  },
  'a member who was removed': async () => {
    const { email, cookie } = await addBuyer();
    const url = `/api/v1/members/${await memberIdOf(email)}`;
    return { as: { cookie }, before: 'buyer of Ours', change: () => asOwner('DELETE', url), after: 401 };
  },
  'a key that was revoked': async () => {
    const { id, key } = await addKey();
    const change = () => asOwner('DELETE', `/api/v1/api-keys/${id}`);
    return { as: { key }, before: 'viewer of Ours', change, after: 401 };
  },
  'a session that was signed out': async () => {
    const { cookie } = await addBuyer();
    const change = () => changing.ask('POST', '/api/v1/auth/sign-out', { cookie });
    return { as: { cookie }, before: 'buyer of Ours', change, after: 401 };
  },
  'a session that was ended from another': async () => {
    const { email, cookie } = await addBuyer();
    const other = toCookie(await changing.signIn(email));
    const change = () => changing.ask('POST', '/api/v1/account/sessions/end-others', { cookie: other });
    return { as: { cookie }, before: 'buyer of Ours', change, after: 401 };
  },
  'another session after the password was changed': async () => {
    const { email, cookie } = await addBuyer();
    const other = toCookie(await changing.signIn(email));
    return {
      as: { cookie: other },
      before: 'buyer of Ours',
      change: () => changeOwnPassword(cookie),
      after: 401,
    };
  },
  'a session whose token was replaced': async () => {
    const { cookie } = await addBuyer();
    return { as: { cookie }, before: 'buyer of Ours', change: () => changeOwnPassword(cookie), after: 401 };
  },
  'a token of a session that has ended': async () => {
    const { cookie } = await addBuyer();
    const { accessToken } = await makeToken(cookie);
    const change = () => changing.ask('POST', '/api/v1/auth/sign-out', { cookie });
    return { as: { key: accessToken }, before: 'buyer of Ours', change, after: 401 };
  },
  'a token of a family that was ended': async () => {
    const { cookie } = await addBuyer();
    const { accessToken } = await makeToken(cookie, 'robot');
    const change = () => changeOwnPassword(cookie);
    return { as: { key: accessToken }, before: 'buyer of Ours', change, after: 401 };
  },
  'a token signed by a key that leaked': async () => {
    const { cookie } = await addBuyer();
    const { accessToken } = await makeToken(cookie);
    const change = () => changing.identity.rotateSigningKeys({ atOnce: true });
    return { as: { key: accessToken }, before: 'buyer of Ours', change, after: 401 };
  },
  'a person whose password the operator replaced': async () => {
    const { email, cookie } = await addBuyer();
    const change = () => changing.identity.operate.resetPassword(email, { forgetSecondFactor: false });
    return { as: { cookie }, before: 'buyer of Ours', change, after: 401 };
  },
  'a dealership that was renamed': async () => {
    const { cookie } = await addBuyer();
    const change = () =>
      sql`update organisations set name = 'Renamed' where id = ${ours}`.execute(changing.store.db);
    return { as: { cookie }, before: 'buyer of Ours', change, after: 'buyer of Renamed' };
  },
};

describe('what another process has changed', () => {
  test.each(Object.keys(cases))('%s', async (name) => {
    const { as, before, change, after } = await (cases[name] as () => Promise<Case>)();
    for (const server of [hearing, deaf]) expect(await whoIs(server, as)).toBe(before);
    await change();
    // in the process that did it, at once
    if (name !== 'a dealership that was renamed') expect(await whoIs(changing, as)).toBe(after);
    // kept for no longer than a second where nothing is heard: this is what the second is for
    lapse();
    expect(await whoIs(deaf, as)).toBe(after);
    // no second passes there, so it can only have heard
    await expect.poll(() => whoIs(hearing, as), patient).toBe(after);
    await sql`update organisations set name = 'Ours' where id = ${ours}`.execute(changing.store.db);
    lapse();
  });

  test('is not seen before anything is heard or a second has passed: nobody is looked up each time', async () => {
    const still = await startIdentityServer({ database, nowMs: () => 0 });
    try {
      const { id, key } = await addKey();
      expect(await whoIs(still, { key })).toBe('viewer of Ours');
      await asOwner('DELETE', `/api/v1/api-keys/${id}`);
      expect(await whoIs(still, { key })).toBe('viewer of Ours');
    } finally {
      await still.close();
    }
  });
});

test('a second factor that was turned on is known to the session that another process holds', async () => {
  const { cookie } = await addPersonWithSecondFactor(changing, 'factor@example.com');
  const session = async (server: IdentityServer) =>
    (await server.ask('GET', '/api/v1/auth/session', { cookie })).json<{ hasSecondFactor: boolean }>();
  expect(await session(deaf)).toMatchObject({ hasSecondFactor: true });
});

test('with the database away nobody is taken for who they were more than a second ago', async () => {
  const own = await createTestDatabase();
  let nowMs = 0;
  const server = await startIdentityServer({ database: own, nowMs: () => nowMs });
  const { cookie } = await server.addPerson('away@example.com', 'buyer');
  const ask = async () => (await server.ask('GET', '/api/v1/roles', { cookie })).statusCode;
  expect(await ask()).toBe(200);
  await own.drop();
  nowMs = 1_000;
  expect(await ask()).toBe(200);
  nowMs = 1_001;
  expect(await ask()).toBeGreaterThanOrEqual(500);
  await server.close();
});

test('idle time moves on with use, and its cookie, without anybody waiting for it', async () => {
  const { cookie, userId } = await changing.addPerson('sliding@example.com', 'buyer');
  const { db } = changing.store;
  const read = () =>
    db
      .selectFrom('auth.sessions')
      .select(['updated_at', 'expires_at'])
      .where('user_id', '=', userId)
      .executeTakeFirstOrThrow();
  const anHourAgo = new Date(Date.now() - 3_600_000).toISOString();
  await db
    .updateTable('auth.sessions')
    .set({ updated_at: anHourAgo })
    .where('user_id', '=', userId)
    .execute();
  lapse();
  const renewed = await deaf.ask('GET', '/api/v1/roles', { cookie });
  expect(String(renewed.headers['set-cookie'])).toMatch(
    /^dealerscope\.session_token=.+; Max-Age=86400; HttpOnly; SameSite=Lax$/,
  );
  await expect.poll(async () => (await read()).updated_at > anHourAgo, patient).toBe(true);
  expect(toCookie(renewed)).toBe(cookie.split('; ').find((part) => part.includes('session_token')));
  // once: the next request finds nothing to do
  expect((await deaf.ask('GET', '/api/v1/roles', { cookie })).headers['set-cookie']).toBeUndefined();
});
