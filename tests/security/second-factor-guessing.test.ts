import { afterAll, beforeAll, expect, test } from 'vitest';
import { type IdentityServer, password, startIdentityServer, toCookie } from '../support/identity-server.ts';
import { addPersonWithSecondFactor, codeOf, forgetUsedCodes, wrongCode } from '../support/second-factor.ts';

let running: IdentityServer;
let now = new Date();
beforeAll(async () => {
  running = await startIdentityServer({ clock: { now: () => now.toISOString() as never } });
}, 120_000);
afterAll(() => running.close());

const later = (ms: number) => {
  now = new Date(now.getTime() + ms);
};

interface From {
  readonly remoteAddress: string;
  readonly cookie?: string;
}

/** The password, then one code. */
async function enter(email: string, code: string, { remoteAddress, cookie = '' }: From) {
  const begun = await running.signIn(email, password, { remoteAddress, cookie });
  if (begun.statusCode !== 200) throw new Error(`the password: ${begun.body}`);
  return running.ask('POST', '/api/v1/auth/second-factor', {
    remoteAddress,
    cookie: [cookie, toCookie(begun)].filter(Boolean).join('; '),
    body: { code },
  });
}

const deviceOf = (cookie: string) =>
  cookie
    .split('; ')
    .filter((pair) => pair.startsWith('dealerscope.device='))
    .join('; ');

test('who has the password guesses codes ever more slowly, however often they begin anew, and is told of', async () => {
  const email = 'guessed@example.com';
  const { secret } = await addPersonWithSecondFactor(running, email);
  const wrong = wrongCode(await codeOf(secret));
  const waits: number[] = [];
  let guesses = 0;
  while (waits.length < 5) {
    const answer = await enter(email, wrong, { remoteAddress: '203.0.113.20' });
    if (answer.statusCode === 429) {
      waits.push(Number(answer.headers['retry-after']));
      later((waits.at(-1) ?? 0) * 1000);
    } else {
      expect(answer.statusCode).toBe(401);
      guesses += 1;
    }
  }
  expect(waits).toEqual([1, 2, 4, 8, 16]);
  expect(guesses).toBe(10);
  const owner = (await running.addPerson('owner@example.com', 'owner')).cookie;
  const { events } = (
    await running.ask('GET', '/api/v1/security-events?limit=100&kind=code.failed_often', { cookie: owner })
  ).json<{ events: { who: string; severity: string; ipAddress: string }[] }>();
  expect(events).toHaveLength(2);
  expect(events[0]).toMatchObject({ who: email, severity: 'critical', ipAddress: '203.0.113.20' });
});

test('the right code does not help an attacker who has to wait, and the person on a known device is not held up', async () => {
  const email = 'victim@example.com';
  const { secret } = await addPersonWithSecondFactor(running, email);
  await forgetUsedCodes(running);
  const home = { remoteAddress: '198.51.100.7' };
  const first = await enter(email, await codeOf(secret), home);
  expect(first.statusCode).toBe(200);
  const known = deviceOf(toCookie(first));
  expect(known).not.toBe('');
  // from everywhere at once, until a stranger has to wait wherever they are
  let refused = 0;
  for (let at = 0; at < 40; at++) {
    const { statusCode } = await enter(email, wrongCode(await codeOf(secret)), {
      remoteAddress: `192.0.2.${at}`,
    });
    if (statusCode === 429) refused += 1;
  }
  expect(refused).toBeGreaterThan(10);
  await forgetUsedCodes(running);
  const stranger = await enter(email, await codeOf(secret), { remoteAddress: '192.0.2.200' });
  expect(stranger.statusCode).toBe(429);
  expect(Number(stranger.headers['retry-after'])).toBeLessThanOrEqual(5 * 60);
  const victim = await enter(email, await codeOf(secret), { ...home, cookie: known });
  expect(victim.statusCode).toBe(200);
});

test('a code that is right forgets the person’s own slips', async () => {
  const email = 'clumsy@example.com';
  const { secret } = await addPersonWithSecondFactor(running, email);
  const from = { remoteAddress: '198.51.100.30' };
  for (let round = 0; round < 3; round++) {
    await forgetUsedCodes(running);
    for (let at = 0; at < 4; at++)
      expect((await enter(email, wrongCode(await codeOf(secret)), from)).statusCode).toBe(401);
    expect((await enter(email, await codeOf(secret), from)).statusCode).toBe(200);
  }
});

test('without a challenge, or with one that was made up, there is nothing to guess', async () => {
  for (const cookie of ['', 'dealerscope.two_factor=2fa-made-up.c2lnbmF0dXJl', 'dealerscope.two_factor=%'])
    expect(
      (await running.ask('POST', '/api/v1/auth/second-factor', { cookie, body: { code: '123456' } }))
        .statusCode,
    ).toBe(401);
});
