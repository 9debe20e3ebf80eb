import { base32 } from '@better-auth/utils/base32';
import { createOTP } from '@better-auth/utils/otp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { owner } from '../support/start-program.ts';
import { type OwnPostgres, startOwnPostgres } from './kit/own-postgres.ts';
import { type Program, runProgram } from './kit/program.ts';
import { dayMs, makeShiftedClock, type ShiftedClock } from './kit/shifted-clock.ts';
import { until } from './kit/until.ts';

let database: OwnPostgres;
let clock: ShiftedClock;
let program: Program;
let url: string;
const person = { email: 'person@example.com', name: 'Person', password: 'walnut-harbor-thimble-92' };

beforeAll(async () => {
  database = await startOwnPostgres();
  clock = makeShiftedClock();
  program = runProgram({
    preloads: clock.preloads,
    env: { ...clock.env, DATABASE_URL: database.connectionString, DEALERSCOPE_SAMPLE: 'off' },
  });
  url = await program.ready;
});
afterAll(async () => {
  await program?.close();
  clock?.close();
  await database?.close();
});

let offsetMs = 0;
/** Sets the clock that far off, and waits until the program has noticed. */
async function setClock(ms: number): Promise<void> {
  offsetMs = ms;
  clock.shift(ms);
  await new Promise((resolve) => setTimeout(resolve, 100));
}

interface Answer {
  readonly status: number;
  readonly cookie: string;
  readonly body: Record<string, unknown>;
}
async function ask(
  path: string,
  { body, cookie, key }: { body?: unknown; cookie?: string; key?: string } = {},
): Promise<Answer> {
  const response = await fetch(`${url}/api/v1${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      origin: url,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(cookie && { cookie }),
      ...(key && { authorization: `Bearer ${key}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    cookie: response.headers
      .getSetCookie()
      .map((set) => set.split(';', 1)[0])
      .join('; '),
    body: text.startsWith('{') ? JSON.parse(text) : {},
  };
}

const signIn = ({ email, password }: { email: string; password: string }) =>
  ask('/auth/sign-in', { body: { email, password } });
/** What the phone shows at that moment. */
const codeAt = (secret: string, atMs: number) =>
  createOTP(new TextDecoder().decode(base32.decode(secret))).hotp(Math.floor(atMs / 30_000));
const programNow = () => Date.now() + offsetMs;

async function runJob(name: string): Promise<void> {
  await database.query('select graphile_worker.add_job($1)', [name]);
  const left = () => database.query('select 1 from graphile_worker.jobs where task_identifier = $1', [name]);
  await until(`${name} has run`, async () => (await left()).length === 0, { withinMs: 60_000 });
}

let ownerCookie: string;
let secret: string;
test('before: the owner, a key, and a person with a second factor', async () => {
  ownerCookie = (await signIn(owner)).cookie;
  const invited = await ask('/invitations', {
    body: { email: person.email, role: 'buyer' },
    cookie: ownerCookie,
  });
  const token = String(invited.body.url).split('#')[1];
  await ask('/auth/accept-invitation', { body: { token, name: person.name, password: person.password } });
  const { cookie } = await signIn(person);
  const begun = await ask('/account/second-factor/begin', { body: { password: person.password }, cookie });
  secret = String(begun.body.secret);
  const confirmed = await ask('/account/second-factor/confirm', {
    body: { code: await codeAt(secret, programNow()) },
    cookie,
  });
  expect(confirmed.status).toBe(204);
  // who may think better of it for another day
  await database.query(
    `insert into auth.users (id, name, email, deletion_requested_at, deletion_due_at, deletion_reason)
     values ('usr_leaving', 'Leaving', 'leaving@example.com', now() - interval '29 days', now() + interval '1 day', 'asked')`,
  );
});

const countLeaving = async () =>
  (await database.query(`select 1 from auth.users where id = 'usr_leaving'`)).length;

test('a clock set two days back, forth, ahead and back again shuts nobody out and loses nothing', async () => {
  let wasAhead = false;
  for (const days of [0, -2, 0, 2, 0, -2, 2, 0]) {
    const at = `clock off by ${days} days`;
    await setClock(days * dayMs);
    // somebody mistypes, then not
    expect((await signIn({ ...owner, password: 'wrong-password-here' })).status, at).toBe(401);
    const signedIn = await signIn(owner);
    expect(signedIn.status, at).toBe(200);
    const { cookie } = signedIn;
    for (let times = 0; times < 20; times++)
      expect((await ask('/auth/session', { cookie })).status, at).toBe(200);
    // a clock two days ahead ends what nobody has used for a day; until then the first session is good
    wasAhead ||= days > 0;
    if (!wasAhead) expect((await ask('/auth/session', { cookie: ownerCookie })).status, at).toBe(200);
    const { body } = await ask('/auth/token', { body: { grantType: 'session' }, cookie });
    expect((await ask('/deals', { key: String(body.accessToken) })).status, at).toBe(200);
    await runJob('privacy.tidy');
    expect(await countLeaving(), at).toBe(1);
    await runJob('mails.resume');
    expect((await fetch(`${url}/readyz`)).status, at).toBe(200);
  }
  expect(program.output()).toMatch(/the clock was set back; schedules begin anew/);
}, 300_000);

test('a code of the second factor is good once, also when the clock is set back to its minute', async () => {
  const enter = async (code: string) => {
    const { cookie } = await signIn(person);
    return (await ask('/auth/second-factor', { body: { method: 'totp', code }, cookie })).status;
  };
  // a minute that no code was used in yet
  const trueAt = Date.now();
  await setClock(10 * 60_000);
  const atMs = programNow();
  const code = await codeAt(secret, atMs);
  expect(await enter(code)).toBe(200);
  for (const days of [2, -2, 0]) {
    // another is used by the other clock, so that what is kept of codes is tidied by it
    await setClock(days * dayMs);
    expect(await enter(await codeAt(secret, programNow()))).toBe(200);
    await setClock(atMs - trueAt - (Date.now() - trueAt));
    expect(await codeAt(secret, programNow())).toBe(code);
    expect(await enter(code)).toBe(401);
  }
}, 180_000);
