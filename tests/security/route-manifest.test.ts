import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '../../src/contracts/identity.ts';
import { may, type Permission, permissions } from '../../src/identity/permissions.ts';
import { openLimiter } from '../../src/platform/limiter/open-limiter.ts';
import { type IdentityServer, ours, startIdentityServer, theirs } from '../support/identity-server.ts';

type Who = Role | 'other dealership' | 'viewer key' | 'owner key';

let running: IdentityServer;
const cookies = new Map<Who, string>();
const keys = new Map<Who | 'revoked' | 'expired' | 'of one who left', string>();
/** One thing of ours for each id route. */
const ids = new Map<string, string>();

beforeAll(async () => {
  running = await startIdentityServer();
  const { operate } = running.identity;
  for (const role of ['viewer', 'buyer', 'manager', 'owner'] as const)
    cookies.set(role, (await running.addPerson(`${role}@example.com`, role)).cookie);
  cookies.set('other dealership', (await running.addPerson('them@example.com', 'owner', theirs)).cookie);
  const makeKey = (email: string, role: Role) =>
    operate.issueKeyFor(email, { name: 'test', role, validDays: 1 });
  keys.set('viewer key', (await makeKey('owner@example.com', 'viewer')).key);
  keys.set('owner key', (await makeKey('owner@example.com', 'owner')).key);
  const owner = cookies.get('owner') ?? '';

  const revoked = await makeKey('owner@example.com', 'owner');
  keys.set('revoked', revoked.key);
  const gone = await running.ask('DELETE', `/api/v1/api-keys/${revoked.id}`, { cookie: owner });
  expect(gone.statusCode).toBe(204);
  const expired = await makeKey('owner@example.com', 'owner');
  keys.set('expired', expired.key);
  await running.store.db
    .updateTable('api_keys')
    .set({ expires_at: new Date(Date.now() - 1000).toISOString() })
    .where('id', '=', expired.id)
    .execute();
  await running.addPerson('leaver@example.com', 'manager');
  keys.set('of one who left', (await makeKey('leaver@example.com', 'manager')).key);

  const { members } = (await running.ask('GET', '/api/v1/members', { cookie: owner })).json<{
    members: { id: string; email: string }[];
  }>();
  const idOf = (email: string) => members.find((member) => member.email === email)?.id ?? '';
  await running.ask('DELETE', `/api/v1/members/${idOf('leaver@example.com')}`, { cookie: owner });
  await running.addPerson('target@example.com', 'viewer');
  const after = (await running.ask('GET', '/api/v1/members', { cookie: owner })).json<{
    members: { id: string; email: string }[];
  }>();
  ids.set('/api/v1/members/:id', after.members.find(({ email }) => email === 'target@example.com')?.id ?? '');
  const invited = await running.ask('POST', '/api/v1/invitations', {
    cookie: owner,
    body: { email: 'new@example.com', role: 'viewer' },
  });
  ids.set('/api/v1/invitations/:id', invited.json<{ id: string }>().id);
  ids.set('/api/v1/api-keys/:id', (await makeKey('owner@example.com', 'viewer')).id);
  const { sessions } = (await running.ask('GET', '/api/v1/account/sessions', { cookie: owner })).json<{
    sessions: { id: string }[];
  }>();
  ids.set('/api/v1/account/sessions/:id', sessions[0]?.id ?? '');
  const session = (await running.ask('GET', '/api/v1/auth/session', { cookie: owner })).json<{
    user: { id: string };
  }>();
  const now = new Date().toISOString();
  const device = {
    id: 'dev_0000000000000000000001',
    user_id: session.user.id,
    token_hash: 'hash',
    created_at: now,
    last_used_at: now,
    expires_at: new Date(Date.now() + 86_400_000).toISOString(),
  };
  await running.store.db.insertInto('auth.trusted_devices').values(device).execute();
  ids.set('/api/v1/account/devices/:id', device.id);
  const passkey = {
    id: 'pas_0000000000000000000001',
    user_id: session.user.id,
    name: 'phone',
    credential_id: 'credential',
    public_key: Buffer.from('key'),
    counter: 0,
    is_backed_up: false,
    created_at: now,
  };
  await running.store.db.insertInto('auth.passkeys').values(passkey).execute();
  ids.set('/api/v1/account/passkeys/:id', passkey.id);
  const made = await running.ask('POST', '/api/v1/auth/token', {
    cookie: owner,
    body: { grantType: 'session', name: 'robot' },
  });
  expect(made.statusCode).toBe(200);
  const { tokens } = (await running.ask('GET', '/api/v1/account/tokens', { cookie: owner })).json<{
    tokens: { id: string }[];
  }>();
  ids.set('/api/v1/account/tokens/:id', tokens[0]?.id ?? '');
}, 120_000);
afterAll(() => running.close());

/** Every route of ours and who may call it. A route that is missing here fails the first test. */
const manifest: readonly (readonly [string, 'public' | 'local' | Permission])[] = [
  ['GET /healthz', 'public'],
  ['GET /readyz', 'public'],
  ['GET /metrics', 'local'],
  ['GET /api/openapi.json', 'public'],
  ['POST /api/v1/auth/sign-in', 'public'],
  ['POST /api/v1/auth/second-factor', 'public'],
  ['POST /api/v1/auth/sign-out', 'public'],
  ['POST /api/v1/auth/invitation', 'public'],
  ['POST /api/v1/auth/accept-invitation', 'public'],
  ['GET /.well-known/jwks.json', 'public'],
  ['GET /api/v1/auth/options', 'public'],
  ['POST /api/v1/auth/password-reset/request', 'public'],
  ['POST /api/v1/auth/password-reset', 'public'],
  ['POST /api/v1/auth/confirm-email', 'public'],
  ['POST /api/v1/auth/sign-up/request', 'public'],
  ['POST /api/v1/auth/sign-up/link', 'public'],
  ['POST /api/v1/auth/sign-up', 'public'],
  ['POST /api/v1/auth/passkey/begin', 'public'],
  ['POST /api/v1/auth/passkey/finish', 'public'],
  ['POST /api/v1/auth/token', 'public'],
  ['GET /api/v1/auth/session', 'session.read'],
  ['GET /api/v1/deals', 'deals.read'],
  ['GET /api/v1/deals/facets', 'deals.read'],
  ['POST /api/v1/deals/what-if', 'deals.read'],
  ['GET /api/v1/deals/:id', 'deals.read'],
  ['POST /api/v1/deals/:id/what-if', 'deals.read'],
  ['POST /api/v1/appraise', 'appraisals.make'],
  ['GET /api/v1/profile', 'profile.read'],
  ['GET /api/v1/profile/cost-figures', 'profile.read'],
  ['PUT /api/v1/profile', 'profile.change'],
  ['GET /api/v1/profile/history', 'profile.read'],
  ['POST /api/v1/profile/history/:version/restore', 'profile.change'],
  ['GET /api/v1/fee-schedules', 'fees.read'],
  ['PUT /api/v1/fee-schedules/:source', 'fees.change'],
  ['GET /api/v1/rejections', 'rejections.read'],
  ['POST /api/v1/account/password', 'account.own'],
  ['POST /api/v1/account/organisation', 'account.own'],
  ['GET /api/v1/account/sessions', 'account.own'],
  ['DELETE /api/v1/account/sessions/:id', 'account.own'],
  ['POST /api/v1/account/sessions/end-others', 'account.own'],
  ['POST /api/v1/account/second-factor/begin', 'account.own'],
  ['POST /api/v1/account/second-factor/confirm', 'account.own'],
  ['POST /api/v1/account/second-factor/disable', 'account.own'],
  ['POST /api/v1/account/second-factor/recovery-codes', 'account.own'],
  ['POST /api/v1/account/email', 'account.own'],
  ['POST /api/v1/account/email/verify', 'account.own'],
  ['GET /api/v1/account/devices', 'account.own'],
  ['DELETE /api/v1/account/devices/:id', 'account.own'],
  ['GET /api/v1/account/passkeys', 'account.own'],
  ['POST /api/v1/account/passkeys/begin', 'account.own'],
  ['POST /api/v1/account/passkeys', 'account.own'],
  ['PATCH /api/v1/account/passkeys/:id', 'account.own'],
  ['DELETE /api/v1/account/passkeys/:id', 'account.own'],
  ['GET /api/v1/account/tokens', 'account.own'],
  ['DELETE /api/v1/account/tokens/:id', 'account.own'],
  ['GET /api/v1/members', 'members.read'],
  ['PATCH /api/v1/members/:id', 'members.change'],
  ['DELETE /api/v1/members/:id', 'members.change'],
  ['GET /api/v1/invitations', 'members.change'],
  ['POST /api/v1/invitations', 'members.change'],
  ['DELETE /api/v1/invitations/:id', 'members.change'],
  ['GET /api/v1/api-keys', 'keys.read'],
  ['POST /api/v1/api-keys', 'keys.change'],
  ['DELETE /api/v1/api-keys/:id', 'keys.change'],
  ['GET /api/v1/audit-events', 'audit.read'],
  ['GET /api/v1/audit-events/export', 'audit.read'],
  ['GET /api/v1/security-events', 'security.read'],
  ['GET /api/v1/security-events/export', 'security.read'],
  ['GET /api/v1/security-events/unseen', 'security.read'],
  ['POST /api/v1/security-events/seen', 'security.read'],
  ['GET /api/v1/alert-channels', 'alerts.read'],
  ['POST /api/v1/alert-channels', 'alerts.change'],
  ['DELETE /api/v1/alert-channels/:id', 'alerts.change'],
  ['POST /api/v1/invitations/:id/resend', 'members.change'],
  ['GET /api/v1/roles', 'members.read'],
  ['GET /api/v1/organisation', 'organisation.read'],
  ['PATCH /api/v1/organisation', 'organisation.own'],
  ['POST /api/v1/organisation/transfer', 'organisation.own'],
  ['POST /api/v1/organisation/closure', 'organisation.own'],
  ['DELETE /api/v1/organisation/closure', 'organisation.own'],
  ['POST /api/v1/account/leave', 'account.own'],
  ['GET /api/v1/account/privacy', 'account.own'],
  ['PUT /api/v1/account/consent', 'account.own'],
  ['POST /api/v1/account/exports', 'account.own'],
  ['GET /api/v1/account/exports/:id', 'account.own'],
  ['POST /api/v1/account/deletion', 'account.own'],
  ['DELETE /api/v1/account/deletion', 'account.own'],
  ['GET /api/v1/retention', 'retention.read'],
  ['PUT /api/v1/retention', 'retention.change'],
];

const split = (route: string) => {
  const [method = '', url = ''] = route.split(' ', 2);
  return { method, url };
};
/** An address that names nothing, so that a caller who is let in changes nothing. */
const toAddress = (url: string) => url.replace(':id', 'none_0000000000000000000000');
const guarded = manifest.filter((entry): entry is readonly [string, Permission] =>
  Object.hasOwn(permissions, entry[1]),
);

test('the manifest names every route that the server has', () => {
  const registered = running.server
    .accessOfRoutes()
    .filter(({ method, url }) => method !== 'HEAD' && !url.startsWith('/api/docs'))
    .map(({ method, url, access }) => `${method} ${url} ${access}`);
  expect(registered.toSorted()).toEqual(manifest.map(([route, access]) => `${route} ${access}`).toSorted());
});

test('a route that does not say who may call it keeps the server from starting', async () => {
  const { createServer } = await import('../../src/api/create-server.ts');
  const { createLogger } = await import('../../src/platform/logger.ts');
  const server = await createServer({
    identity: running.identity,
    appFor: () => {
      throw new Error('not asked');
    },
    publicUrl: undefined,
    trustedProxies: [],
    corsOrigins: [],
    limiter: await openLimiter({
      redis: undefined,
      monotonicMs: () => performance.now(),
      logger: { warn: () => undefined },
    }),
    isLocal: true,
    requestsPerMinute: 100,
    logger: createLogger('silent'),
    webFolder: '/nonexistent',
    findMissing: async () => [],
    marketShare: () => 1,
    noteLost: () => undefined,
  });
  server.get('/api/v1/forgotten', async () => 'open');
  await expect(server.ready()).rejects.toThrow('GET /api/v1/forgotten');
});

describe.each(guarded)('%s (%s)', (route, permission) => {
  const { method, url } = split(route);
  const body = method === 'GET' || method === 'DELETE' ? {} : { body: {} };

  test('answers 401 to the anonymous and to keys that are unknown, expired, revoked or of one who left', async () => {
    const answers = [
      await running.ask(method, toAddress(url), body),
      await running.ask(method, toAddress(url), { ...body, cookie: 'dealerscope.session_token=made.up' }),
      await running.ask(method, toAddress(url), { ...body, key: `dsk_${'A'.repeat(43)}` }),
      await running.ask(method, toAddress(url), { ...body, key: keys.get('expired') ?? '' }),
      await running.ask(method, toAddress(url), { ...body, key: keys.get('revoked') ?? '' }),
      await running.ask(method, toAddress(url), { ...body, key: keys.get('of one who left') ?? '' }),
    ];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([401, 401, 401, 401, 401, 401]);
    for (const answer of answers) expect(answer.json()).toMatchObject({ code: 'not_signed_in' });
  });

  test('lets in exactly the roles of the permission table', async () => {
    const asks: [Who, Role, 'session' | 'key'][] = [
      ['viewer', 'viewer', 'session'],
      ['buyer', 'buyer', 'session'],
      ['manager', 'manager', 'session'],
      ['owner', 'owner', 'session'],
      ['other dealership', 'owner', 'session'],
      ['viewer key', 'viewer', 'key'],
      ['owner key', 'owner', 'key'],
    ];
    for (const [who, role, kind] of asks) {
      // a session that ends its own others would end those of the tests
      const answer = await running.ask(method, toAddress(url), {
        ...body,
        ...(kind === 'session' ? { cookie: cookies.get(who) ?? '' } : { key: keys.get(who) ?? '' }),
      });
      if (may(role, kind, permission)) {
        expect([200, 201, 202, 204, 400, 404, 409], `${who}: ${answer.body}`).toContain(answer.statusCode);
      } else {
        expect(answer.statusCode, who).toBe(403);
        expect(answer.json()).toMatchObject({ code: 'forbidden' });
      }
    }
  });
});

test('metrics answer this machine alone, and not through a proxy’s word', async () => {
  expect((await running.ask('GET', '/metrics')).statusCode).toBe(200);
  expect((await running.ask('GET', '/metrics', { remoteAddress: '192.0.2.7' })).statusCode).toBe(404);
  const forwarded = { headers: { 'x-forwarded-for': '127.0.0.1' }, remoteAddress: '192.0.2.7' };
  expect((await running.ask('GET', '/metrics', forwarded)).statusCode).toBe(404);
});

test('each dealership sees its own members', async () => {
  const mine = await running.ask('GET', '/api/v1/members', { cookie: cookies.get('viewer') ?? '' });
  const other = await running.ask('GET', '/api/v1/members', {
    cookie: cookies.get('other dealership') ?? '',
  });
  expect(mine.body).not.toContain('them@example.com');
  expect(other.json<{ members: { email: string }[] }>().members.map(({ email }) => email)).toEqual([
    'them@example.com',
  ]);
  expect(ours).not.toBe(theirs);
});
