import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'csv-parse/sync';
import { runOnce, Logger as WorkerLogger } from 'graphile-worker';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Mail } from '../../src/identity/security/alerts.ts';
import {
  type IdentityServer,
  ours,
  password,
  startIdentityServer,
  theirs,
} from '../support/identity-server.ts';

interface Told {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}
const told: Told[] = [];
const mails: Mail[] = [];
let answerWith = 204;
const listener = createServer((request, response) => {
  let body = '';
  request.on('data', (piece) => (body += piece));
  request.on('end', () => {
    told.push({ headers: request.headers, body });
    response.writeHead(answerWith).end();
  });
});

let now = new Date('2026-11-25T12:00:00Z');
let running: IdentityServer;
let cookie = '';
let webhook = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;
  webhook = `http://127.0.0.1:${port}/hook/with-a-key`;
  running = await startIdentityServer({
    // no two moments are the same, so that the order of events is known
    clock: {
      now: () => {
        later(1);
        return now.toISOString() as never;
      },
    },
    outboundAllow: [`127.0.0.1:${port}`],
    sendMail: async (mail) => void mails.push(mail),
  });
  cookie = (await running.addPerson('owner@example.com', 'owner')).cookie;
}, 120_000);
afterAll(async () => {
  await running.close();
  listener.close();
});

interface Event {
  readonly id: string;
  readonly kind: string;
  readonly severity: string;
  readonly who: string | null;
  readonly detail: Record<string, unknown>;
}
const list = async (query = '', as = cookie) =>
  (await running.ask('GET', `/api/v1/security-events?limit=100${query}`, { cookie: as })).json<{
    events: Event[];
    nextCursor: string | null;
  }>();
const kinds = async () => (await list()).events.map(({ kind }) => kind);
const later = (ms: number) => {
  now = new Date(now.getTime() + ms);
};

/** Runs every waiting job as the worker would, whenever it is due. */
async function runJobs() {
  const pgPool = new pg.Pool({ connectionString: running.connectionString, max: 2 });
  for (const event of ['error', 'connect'] as const) pgPool.on(event, () => undefined);
  await pgPool.query(`update graphile_worker._private_jobs set run_at = now() - interval '1 s'`);
  await runOnce({
    pgPool,
    noHandleSignals: true,
    logger: new WorkerLogger(() => () => undefined),
    taskList: {
      'alert.deliver': (job) =>
        running.identity.security.deliver(job as { orgId: string; deliveryId: string }),
    },
  });
  await pgPool.end();
}
const addChannel = async (body: unknown) => {
  const answer = await running.ask('POST', '/api/v1/alert-channels', { cookie, body });
  if (answer.statusCode !== 201) throw new Error(answer.body);
  return answer.json<{ id: string; secret: string | null }>();
};
const readChannels = async () =>
  (await running.ask('GET', '/api/v1/alert-channels', { cookie })).json<{
    channels: { id: string; lastState: string | null; lastError: string | null }[];
  }>().channels;

test('failed sign-ins are events of the person’s dealership; the fifth within 15 minutes is a warning', async () => {
  await running.addPerson('target@example.com', 'viewer');
  for (let at = 0; at < 5; at++)
    await running.signIn('target@example.com', 'a wrong guess', { remoteAddress: `198.51.100.${at + 1}` });
  const { events } = await list();
  const ofTarget = events
    .filter(({ who }) => who === 'target@example.com')
    .map(({ kind, severity }) => `${kind} ${severity}`);
  expect(ofTarget.toSorted()).toEqual([
    ...Array(5).fill('sign_in.failed info'),
    'sign_in.failed_often warning',
  ]);
  expect(JSON.stringify(events)).not.toContain('a wrong guess');
});

test('what strangers type is not kept: a failure of nobody we know is the operator’s, without the address typed', async () => {
  const before = (await running.identity.security.listForOperator(100)).length;
  await running.signIn('stranger@example.org', 'hunter2hunter2', { remoteAddress: '203.0.113.4' });
  const events = await running.identity.security.listForOperator(100);
  expect(events).toHaveLength(before + 1);
  expect(events[0]).toMatchObject({ kind: 'sign_in.failed', who: null, ipAddress: '203.0.113.4' });
  expect(JSON.stringify(events)).not.toMatch(/stranger|hunter2/);
});

test('a sign-in from another browser or network is told, the first ever and an update of the browser are not', async () => {
  const email = 'traveller@example.com';
  await running.addPerson(email, 'viewer');
  const from = (remoteAddress: string, userAgent: string) =>
    running.signIn(email, password, { remoteAddress, headers: { 'user-agent': userAgent } });
  const count = async () =>
    (await list()).events.filter(({ kind, who }) => kind === 'device.new' && who === email).length;
  expect(await count()).toBe(0);
  await from('192.0.2.10', 'Firefox/140.0');
  expect(await count()).toBe(1);
  await from('192.0.2.99', 'Firefox/141.2');
  expect(await count()).toBe(1);
  await from('198.18.0.1', 'Firefox/141.2');
  expect(await count()).toBe(2);
});

test('roles, keys and what an attacker would do with them are events', async () => {
  const { userId } = await running.addPerson('riser@example.com', 'viewer');
  const { members } = (await running.ask('GET', '/api/v1/members', { cookie })).json<{
    members: { id: string; email: string }[];
  }>();
  const id = members.find(({ email }) => email === 'riser@example.com')?.id;
  await running.ask('PATCH', `/api/v1/members/${id}`, { cookie, body: { role: 'manager' } });
  await running.ask('POST', '/api/v1/api-keys', { cookie, body: { name: 'k' } });
  await running.ask('DELETE', `/api/v1/members/${id}`, { cookie });
  expect((await kinds()).slice(0, 3)).toEqual(['privilege.lowered', 'key.made', 'privilege.raised']);
  expect(userId).toMatch(/^usr_/);
});

test('token, refresh and recovery code used twice can be told by whoever notices, in each dealership of the person', async () => {
  const { userId } = await running.addPerson('both@example.com', 'viewer');
  await running.identity.operate.createPerson({
    email: 'both@example.com',
    name: 'x',
    role: 'viewer',
    orgId: theirs,
  });
  const stranger = (await running.addPerson('them@example.com', 'owner', theirs)).cookie;
  const from = { ipAddress: '203.0.113.9', userAgent: 'x', correlationId: 'c' };
  for (const kind of ['token.reused', 'refresh_token.reused', 'backup_code.reused'] as const)
    await running.identity.security.recordForPerson({ kind, userId, label: 'both@example.com' }, from);
  for (const as of [cookie, stranger])
    expect((await list('&minSeverity=critical', as)).events.slice(0, 3).map(({ kind }) => kind)).toEqual([
      'backup_code.reused',
      'refresh_token.reused',
      'token.reused',
    ]);
});

test('an access that the database denies answers 404, is an event and is counted', async () => {
  // a route whose use case is broken: it reaches for what the program’s role may not have
  await sql`revoke select on own_fee_schedules from dealerscope_app`.execute(running.store.db);
  try {
    const answer = await running.ask('GET', '/api/v1/fee-schedules', { cookie });
    expect(answer.statusCode).toBe(404);
    expect(answer.body).not.toMatch(/permission|own_fee_schedules/);
    const [event] = (await list('&kind=rls.denied')).events;
    expect(event).toMatchObject({
      severity: 'critical',
      who: 'owner@example.com',
      detail: { route: 'GET /api/v1/fee-schedules' },
    });
    const metrics = (await running.ask('GET', '/metrics')).body;
    expect(metrics).toMatch(/security_events_total\{kind="rls\.denied"\} 1/);
  } finally {
    await sql`grant select on own_fee_schedules to dealerscope_app`.execute(running.store.db);
  }
});

test('twenty refusals for speed are one event, not twenty', async () => {
  const count = async () => (await kinds()).filter((kind) => kind === 'rate_limit.burst').length;
  const before = await count();
  let refused = 0;
  for (let at = 0; at < 50; at++) {
    const { statusCode } = await running.ask('GET', '/api/v1/audit-events/export', { cookie });
    if (statusCode === 429) refused += 1;
  }
  // a new minute may have begun in between, which lets ten more through
  expect(refused).toBeGreaterThanOrEqual(30);
  // written after the answer has gone out
  await expect.poll(async () => (await count()) - before).toBe(Math.floor(refused / 20));
  later(120_000);
});

describe('alerts', () => {
  const trigger = (kind: 'device.new' | 'token.reused') =>
    running.identity.security.recordFor(ours, { kind, label: 'x@example.com' }, null);

  test('a webhook is told once, signed, through the guarded way out; only of what is grave enough', async () => {
    const { id, secret } = await addChannel({ kind: 'webhook', target: webhook, minSeverity: 'critical' });
    await trigger('device.new');
    await trigger('token.reused');
    await runJobs();
    expect(told).toHaveLength(1);
    const [{ headers, body } = { headers: {}, body: '' }] = told.splice(0);
    expect(JSON.parse(body)).toMatchObject({
      kind: 'token.reused',
      severity: 'critical',
      organisation: 'Ours',
    });
    const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['dealerscope-signature'])) ?? [];
    expect(v1).toBe(
      createHmac('sha256', secret ?? '')
        .update(`${t}.${body}`)
        .digest('hex'),
    );
    expect((await readChannels()).find((channel) => channel.id === id)).toMatchObject({ lastState: 'sent' });
    await runJobs();
    expect(told).toHaveLength(0);
  });

  test('a receiver that fails is tried again until it answers; nothing is told twice', async () => {
    answerWith = 503;
    await trigger('token.reused');
    await runJobs();
    expect(told.splice(0)).toHaveLength(1);
    expect((await readChannels())[0]).toMatchObject({
      lastState: 'waiting',
      lastError: 'the server answered 503',
    });
    answerWith = 204;
    await runJobs();
    expect(told.splice(0)).toHaveLength(1);
    expect((await readChannels())[0]).toMatchObject({ lastState: 'sent' });
    await runJobs();
    expect(told).toHaveLength(0);
  });

  test('what cannot be delivered is given up after eight tries and is an event that tells no channel', async () => {
    answerWith = 500;
    await trigger('token.reused');
    for (let at = 0; at < 10; at++) await runJobs();
    expect(told.splice(0)).toHaveLength(8);
    expect((await readChannels())[0]).toMatchObject({ lastState: 'failed' });
    expect((await kinds())[0]).toBe('alert.undeliverable');
    answerWith = 204;
  });

  test('mail is sent in words, and no name of a person makes a header', async () => {
    await addChannel({ kind: 'mail', target: 'boss@example.com', minSeverity: 'critical' });
    await running.identity.security.recordFor(
      ours,
      { kind: 'token.reused', label: 'a\r\nBcc: all@example.com' },
      null,
    );
    await runJobs();
    told.splice(0);
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({ to: 'boss@example.com' });
    expect(mails[0]?.subject).not.toMatch(/[\r\n]/);
    expect(mails[0]?.text).toContain('was used again');
  });

  test.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://example.com/plain',
    'file:///etc/passwd',
    'https://user:secret@example.com/',
    'https://example.com:22/',
    'not an address',
  ])('%s is no place to tell', async (target) => {
    const answer = await running.ask('POST', '/api/v1/alert-channels', {
      cookie,
      body: { kind: 'webhook', target },
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.json<{ errors: { pointer: string }[] }>().errors[0]?.pointer).toBe('/target');
  });

  test('a name that turns out to lie inside the network is refused when it is told, and not tried again', async () => {
    const { id } = await addChannel({
      kind: 'webhook',
      target: 'https://localhost/hook',
      minSeverity: 'critical',
    });
    await trigger('token.reused');
    await runJobs();
    expect((await readChannels()).find((channel) => channel.id === id)).toMatchObject({
      lastState: 'failed',
    });
    told.splice(0);
  });

  test('one channel is told at most 30 times an hour; the log has all of it', async () => {
    for (let at = 0; at < 40; at++) await trigger('token.reused');
    await runJobs();
    expect(told.splice(0).length).toBeLessThanOrEqual(30);
    expect((await list('&kind=token.reused')).events.length).toBeGreaterThanOrEqual(40);
  });

  test('one’s own alerts stay one’s own', async () => {
    const stranger = (await running.addPerson('other@example.com', 'owner', theirs)).cookie;
    const seen = (await running.ask('GET', '/api/v1/alert-channels', { cookie: stranger })).json();
    expect(seen).toMatchObject({ channels: [] });
  });
});

describe('reading and taking out', () => {
  test('pages of events join without a gap or a double, and filters hold', async () => {
    const whole = (await list()).events.map(({ id }) => id);
    const paged: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { events: Event[]; nextCursor: string | null } = (
        await running.ask(
          'GET',
          `/api/v1/security-events?limit=7${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
          { cookie },
        )
      ).json();
      paged.push(...page.events.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(paged.slice(0, whole.length)).toEqual(whole);
    expect(new Set(paged).size).toBe(paged.length);
    const critical = await list('&minSeverity=critical');
    expect(new Set(critical.events.map(({ severity }) => severity))).toEqual(new Set(['critical']));
    const none = await list(`&from=${encodeURIComponent('2030-01-01T00:00:00Z')}`);
    expect(none.events).toEqual([]);
    expect((await running.ask('GET', '/api/v1/security-events?cursor=made-up', { cookie })).statusCode).toBe(
      400,
    );
  });

  test('the line at the top counts warnings until one has looked', async () => {
    const unseen = async () =>
      (await running.ask('GET', '/api/v1/security-events/unseen', { cookie })).json<{
        count: number;
        worst: string | null;
      }>();
    expect((await unseen()).count).toBeGreaterThan(0);
    expect((await unseen()).worst).toBe('critical');
    later(1_000);
    await running.ask('POST', '/api/v1/security-events/seen', { cookie });
    expect(await unseen()).toEqual({ count: 0, worst: null });
    later(1_000);
    await running.identity.security.recordFor(ours, { kind: 'device.new' }, null);
    expect(await unseen()).toEqual({ count: 1, worst: 'warning' });
  });

  test('an export holds every event, no cell of it begins as a formula, and is itself in the log', async () => {
    await running.identity.security.recordFor(
      ours,
      { kind: 'device.new', label: '=HYPERLINK("http://evil")' },
      null,
    );
    later(60_000);
    const total = Number(
      (
        await sql<{ n: number }>`select count(*) as n from security_events where org_id = ${ours}`.execute(
          running.store.db,
        )
      ).rows[0]?.n,
    );
    expect(total).toBeGreaterThan(60);
    for (const [format, read] of [
      ['csv', (text: string) => parse(text, { bom: true, columns: true }) as Record<string, string>[]],
      [
        'jsonl',
        (text: string) =>
          text
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line) as Record<string, string>),
      ],
    ] as const) {
      const answer = await running.ask('GET', `/api/v1/security-events/export?format=${format}`, { cookie });
      expect(answer.headers['content-disposition']).toContain(`.${format}`);
      const rows = read(answer.body);
      expect(rows).toHaveLength(total);
      expect(rows[0]?.who).toBe(
        format === 'csv' ? `'=HYPERLINK("http://evil")` : '=HYPERLINK("http://evil")',
      );
    }
    const log = (await running.ask('GET', '/api/v1/audit-events?action=security.exported', { cookie })).json<{
      events: unknown[];
    }>();
    expect(log.events).toHaveLength(2);
  });

  test('the log of what people did is filtered by action, person and time, and taken out whole', async () => {
    const ask = async (query: string) =>
      (await running.ask('GET', `/api/v1/audit-events?limit=100&${query}`, { cookie })).json<{
        events: { action: string; actor: string }[];
      }>().events;
    expect((await ask('action=member.')).map(({ action }) => action)).toEqual(
      expect.arrayContaining(['member.removed', 'member.role_changed']),
    );
    expect((await ask('action=member.')).every(({ action }) => action.startsWith('member.'))).toBe(true);
    expect((await ask('action=%25')).length).toBe(0);
    expect(new Set((await ask('actor=traveller')).map(({ actor }) => actor))).toEqual(
      new Set(['traveller@example.com']),
    );
    expect(await ask(`from=${encodeURIComponent('2100-01-01T00:00:00Z')}`)).toEqual([]);
    const file = (await running.ask('GET', '/api/v1/audit-events/export?format=jsonl', { cookie })).body;
    const seqs = file
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { seq: number }).seq);
    expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, at) => seqs.length - at));
  });
});

test('a head that was noted shows a log whose end, head included, was cut off', async () => {
  const noted = (await running.identity.listAuditHeads()).filter(({ orgId }) => orgId === ours);
  expect((await running.identity.verifyAudit(noted)).every(({ brokenAt }) => brokenAt === null)).toBe(true);
  const { db } = running.store;
  await sql`alter table audit_events disable trigger all`.execute(db);
  await sql`delete from audit_events where org_id = ${ours} and seq > 3`.execute(db);
  await sql`update audit_heads set seq = 3, hash = (select hash from audit_events where org_id = ${ours} and seq = 3) where org_id = ${ours}`.execute(
    db,
  );
  await sql`alter table audit_events enable trigger all`.execute(db);
  // by itself the chain looks whole
  expect((await running.identity.verifyAudit()).find(({ orgId }) => orgId === ours)?.brokenAt).toBeNull();
  expect((await running.identity.verifyAudit(noted)).find(({ orgId }) => orgId === ours)).toMatchObject({
    brokenAt: noted[0]?.seq,
    reason: expect.stringContaining('cut off or replaced') as string,
  });
});
