import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sendMail } from '../../src/identity/mail/send-mail.ts';
import { openSecrets } from '../../src/identity/open-secrets.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { dropOtherHomeSecrets, makeHomeSecret, rotateHomeSecret } from '../../src/platform/home-secret.ts';
import { createSealer, fingerprintOf } from '../../src/platform/seal.ts';
import { createAuthStore } from '../../src/store/auth-connection.ts';
import { openStore, type Store } from '../../src/store/connection.ts';
import { type IdentityServer, startIdentityServer, toCookie } from '../support/identity-server.ts';
import { addPersonWithSecondFactor } from '../support/second-factor.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const ours = 'the secret of this installation, long enough';
const next = 'the secret that comes after it, long enough';
const strange = 'a secret of somebody else, long enough too';

let database: TestDatabase;
let store: Store;
let home: string;
beforeEach(async () => {
  database = await createTestDatabase();
  store = openStore(database.connectionString);
  home = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-secret-'));
});
afterEach(async () => {
  await store.close();
  await database.drop();
  rmSync(home, { recursive: true, force: true });
});

type Use = 'as-given' | 'in-use';
const open = (use: Use, current?: string, ...others: string[]) =>
  openSecrets(store.db, { home, given: current === undefined ? undefined : { current, others }, use });
const readFingerprint = async () =>
  (await store.db.selectFrom('secret_in_use').select('fingerprint').execute())[0]?.fingerprint;
const file = () => path.join(home, 'secret');

describe('the secret that a database is used with', () => {
  test('is known by a fingerprint alone, which is not the secret', async () => {
    await open('as-given', ours);
    const kept = await readFingerprint();
    expect(kept).toBe(fingerprintOf(ours));
    expect(kept).not.toContain(ours);
    expect(fingerprintOf(next)).not.toBe(kept);
  });

  test.each(['as-given', 'in-use'] as const)('refuses a program (%s) that has another', async (use) => {
    await open('as-given', ours);
    await expect(open(use, strange)).rejects.toMatchObject({
      code: 'secret_unknown',
      message: expect.stringMatching(/DEALERSCOPE_SECRET_PREVIOUS.*start-anew/),
    });
    await expect(open(use, strange, next)).rejects.toMatchObject({ code: 'secret_unknown' });
    expect(await readFingerprint()).toBe(fingerprintOf(ours));
    expect(await open(use, ours)).toMatchObject({ current: ours });
  });

  test('lets a server use a new one beside it, and has commands go on with the old one until then', async () => {
    await open('as-given', ours);
    expect(await open('as-given', next, ours)).toEqual({ current: next, others: [ours] });
    expect(await open('in-use', next, ours)).toEqual({ current: ours, others: [next] });
  });

  test('is the new one once all is sealed anew; then a program that knows only the old one is refused', async () => {
    await open('as-given', ours);
    const now = new Date().toISOString();
    const server = await startIdentityServer({
      database,
      clock: { now: () => now as never },
      secrets: { current: next, others: [ours] },
    });
    expect(await server.identity.usesCurrentSecret()).toBe(false);
    await server.identity.reseal({ isDryRun: true });
    expect(await readFingerprint()).toBe(fingerprintOf(ours));
    await server.identity.reseal({ isDryRun: false });
    expect(await server.identity.usesCurrentSecret()).toBe(true);
    await server.close();
    await expect(open('as-given', ours)).rejects.toMatchObject({ code: 'secret_unknown' });
    expect(await open('as-given', next)).toMatchObject({ current: next });
  });
});

describe('a secret kept in the home', () => {
  test('is made once, by whoever comes first, whole and for its owner alone', async () => {
    const { current } = await open('as-given');
    expect(readFileSync(file(), 'utf8')).toBe(current);
    expect(makeHomeSecret(home)).toEqual({ current, others: [] });
    expect(readdirSync(home)).toEqual(['secret']);
    expect(await open('in-use')).toEqual({ current, others: [] });
  });

  test('is not made anew when it has gone: the sentence says what to do', async () => {
    await open('as-given');
    rmSync(file());
    for (const use of ['as-given', 'in-use'] as const)
      await expect(open(use)).rejects.toMatchObject({
        code: 'secret_missing',
        message: expect.stringMatching(/secret is missing.*backup.*start-anew/),
      });
    for (const change of [rotateHomeSecret, dropOtherHomeSecrets])
      expect(() => change(home)).toThrow(/put it back from a backup/);
    expect(existsSync(file())).toBe(false);
  });

  test('is not made anew either beside a database of people from before fingerprints were kept', async () => {
    await sql`insert into auth.users (id, name, email) values ('usr_1', 'x', 'a@example.com')`.execute(
      store.db,
    );
    await expect(open('as-given')).rejects.toMatchObject({ code: 'secret_missing' });
    expect(existsSync(file())).toBe(false);
    expect(await open('as-given', ours)).toMatchObject({ current: ours });
  });

  test.each(['', 'short', `${ours}\nshort`])('is damaged as %j, and says so in a sentence', async (text) => {
    writeFileSync(file(), text);
    await expect(open('as-given')).rejects.toMatchObject({
      code: 'secret_damaged',
      message: expect.stringMatching(/secret is damaged/),
    });
  });
});

describe('a secret that is lost for good', () => {
  const email = 'person@example.com';
  const now = new Date().toISOString();
  const startWith = (current: string, ...others: string[]): Promise<IdentityServer> =>
    startIdentityServer({ database, clock: { now: () => now as never }, secrets: { current, others } });

  test('is left behind by an explicit command: it says what ends, ends that, and keeps passwords and keys', async () => {
    const before = await startWith(ours);
    await before.identity.reseal({ isDryRun: false });
    const { cookie } = await addPersonWithSecondFactor(before, email, 'owner');
    await before.ask('POST', '/api/v1/auth/token', { cookie, body: { grantType: 'session' } });
    const hook = { kind: 'webhook', target: 'https://hooks.example.com/x', minSeverity: 'critical' };
    await before.ask('POST', '/api/v1/alert-channels', { cookie, body: hook });
    const made = await before.ask('POST', '/api/v1/api-keys', { cookie, body: { name: 'k', role: 'owner' } });
    const { key } = made.json<{ key: string }>();
    const sealed = createSealer({ current: ours, others: [] }).seal('mail', '{}');
    await sql`insert into auth.mails (id, template, to_email, sealed) values ('mai_lost', 'notice', 'a@example.com', ${sealed})`.execute(
      store.db,
    );
    await expect(before.identity.startAnew({ isDryRun: false })).rejects.toMatchObject({
      code: 'secret_known',
    });
    await before.close();

    const after = await startWith(next);
    const told = await after.identity.startAnew({ isDryRun: true });
    expect(told).toMatchObject({ secondFactors: 1, signingKeys: 1, mails: 1, webhooks: 1 });
    expect(told.sessions).toBeGreaterThan(0);
    expect(await readFingerprint()).toBe(fingerprintOf(ours));
    expect(await after.identity.startAnew({ isDryRun: false })).toEqual(told);
    expect(await readFingerprint()).toBe(fingerprintOf(next));
    expect(await after.identity.reseal({ isDryRun: true })).toMatchObject({
      secondFactors: { unreadable: 0 },
      signingKeys: { unreadable: 0 },
      mails: { unreadable: 0 },
      webhooks: { unreadable: 0 },
    });

    expect((await after.ask('GET', '/api/v1/auth/session', { cookie })).statusCode).toBe(401);
    const signedIn = await after.signIn(email);
    expect(signedIn.statusCode).toBe(200);
    expect((await after.ask('GET', '/api/v1/auth/session', { cookie: toCookie(signedIn) })).statusCode).toBe(
      200,
    );
    expect((await after.ask('GET', '/api/v1/auth/session', { key })).statusCode).toBe(200);
    const log = await store.db
      .selectFrom('audit_events')
      .select('after')
      .where('action', '=', 'secrets.begun_anew')
      .execute();
    expect(log.length).toBeGreaterThan(0);
    expect(log[0]?.after).toEqual(told);
    await after.close();
    await expect(open('as-given', ours)).rejects.toMatchObject({ code: 'secret_unknown' });
  });
});

test('a mail sealed with a secret that a program does not know waits for one that does, and is not dropped', async () => {
  const sealed = createSealer({ current: next, others: [] }).seal(
    'mail',
    JSON.stringify({
      template: 'notice',
      kind: 'password_changed',
      at: new Date().toISOString(),
      ipAddress: null,
      userAgent: 'x',
    }),
  );
  await sql`insert into auth.mails (id, template, to_email, sealed) values ('mai_1', 'notice', 'a@example.com', ${sealed})`.execute(
    store.db,
  );
  const sent: unknown[] = [];
  const deps = {
    store: createAuthStore(store.db),
    clock: systemClock,
    steadyClock: systemClock,
    counts: new Map(),
    mailer: { send: async (letter: unknown) => void sent.push(letter), close: () => undefined },
  };
  const sealers = [ours, next].map((current) => createSealer({ current, others: [] }));
  const [strangers, right] = sealers as [(typeof sealers)[0], (typeof sealers)[0]];
  await expect(sendMail('mai_1', { ...deps, sealer: strangers })).rejects.toThrow(/not known here/);
  expect(await sql`select outcome from auth.mails`.execute(store.db)).toMatchObject({
    rows: [{ outcome: null }],
  });
  expect(sent).toEqual([]);
  expect(await sendMail('mai_1', { ...deps, sealer: right })).toMatchObject({ outcome: 'sent' });
  expect(sent).toHaveLength(1);
});
