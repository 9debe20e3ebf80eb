import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Mailer } from '../../src/providers/mail/mailer.ts';
import { type IdentityServer, startIdentityServer } from '../support/identity-server.ts';

/** Nothing is sent in these tests: no job runs. */
const mailer: Mailer = {
  send: () => Promise.reject(new Error('no job runs here')),
  close: () => undefined,
};

let running: IdentityServer;
beforeAll(async () => {
  running = await startIdentityServer({ mailer, isSignUpOpen: true, bcryptCost: 12 });
  await running.addPerson('known@example.com', 'viewer');
});
afterAll(() => running.close());

let asked = 0;
const fromAnywhere = () => {
  asked += 1;
  return `10.9.${asked >> 8}.${asked & 255}`;
};

/**
 * How often an answer of the first kind came later than one of the second: a half when the clock tells nothing, nought or
 * one when it tells everything (Mann and Whitney's U over the number of pairs).
 */
function shareOfLater(first: readonly number[], second: readonly number[]): number {
  let later = 0;
  for (const a of first) for (const b of second) later += a > b ? 1 : a === b ? 0.5 : 0;
  return later / (first.length * second.length);
}

async function measure(url: string, rounds: number, rest: Record<string, unknown> = {}) {
  const times = { known: [] as number[], unknown: [] as number[] };
  const bodies = new Set<string>();
  for (let round = -2; round < rounds; round++) {
    // in turns and in both orders, so that a machine that becomes busy troubles both alike
    const kinds = round % 2 === 0 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const);
    for (const kind of kinds) {
      const began = performance.now();
      const answer = await running.ask('POST', url, {
        body: { email: kind === 'known' ? 'known@example.com' : 'someone@example.com', ...rest },
        remoteAddress: fromAnywhere(),
      });
      const tookMs = performance.now() - began;
      // the first rounds warm up
      if (round >= 0) times[kind].push(tookMs);
      const { correlationId, ...body } = answer.json<Record<string, unknown>>();
      expect(answer.statusCode === 401 ? typeof correlationId : 'string').toBe('string');
      bodies.add(`${answer.statusCode} ${JSON.stringify(body)}`);
    }
  }
  expect([...bodies]).toHaveLength(1);
  return shareOfLater(times.known, times.unknown);
}

// with 40 of each the share strays from a half by 0.065 (one deviation) when there is nothing to tell: 0.3 is 4.6 of them
test.each([['/api/v1/auth/password-reset/request'], ['/api/v1/auth/sign-up/request']])(
  '%s answers known and unknown addresses with one text, and the clock does not tell them apart',
  async (url) => {
    const share = await measure(url, 40);
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.8);
  },
);

// 16 of each: one deviation is 0.10; without the hashing of unknown ones every answer would give them away (1.0)
test('a wrong password takes as long for an unknown e-mail as for a known one', async () => {
  const share = await measure('/api/v1/auth/sign-in', 16, { password: 'a wrong guess' });
  expect(share).toBeGreaterThan(0.05);
  expect(share).toBeLessThan(0.95);
}, 240_000);

test('the statistic would notice a difference of a single millisecond in ten', () => {
  const noise = (at: number) => ((at * 7919) % 13) / 13;
  const slow = Array.from({ length: 40 }, (_, at) => 11 + noise(at));
  const fast = Array.from({ length: 40 }, (_, at) => 10 + noise(at + 5));
  expect(shareOfLater(slow, fast)).toBeGreaterThan(0.8);
});
