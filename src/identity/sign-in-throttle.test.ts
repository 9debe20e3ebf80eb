import { describe, expect, it } from 'vitest';
import { MemoryLimitStore } from '../platform/limiter/memory-limit-store.ts';
import { createSignInThrottle, WaitError } from './sign-in-throttle.ts';

function build(secureCookies = false) {
  let nowMs = Date.parse('2026-01-01T00:00:00Z');
  const limits = new MemoryLimitStore({ monotonicMs: () => nowMs });
  const throttle = createSignInThrottle({
    limits,
    secrets: { current: 'of the test', others: [] },
    secureCookies,
  });
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { throttle, pass };
}
const from = (ipAddress: string, cookie = '') => ({ ipAddress, cookie });
/** One of many networks. */
const network = (at: number) => `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`;

async function waitOf(work: Promise<unknown>): Promise<number> {
  try {
    await work;
    return 0;
  } catch (error) {
    if (error instanceof WaitError) return error.retryAfterSeconds;
    throw error;
  }
}

describe('the sign-in throttle', () => {
  it('lets five failures through, then doubles up to a quarter of an hour, and forgets after an hour', async () => {
    const { throttle, pass } = build();
    const attempt = () => waitOf(throttle.begin('a@example.com', from('10.0.0.1')));
    const waits: number[] = [];
    for (let at = 0; at < 40; at++) {
      const wait = await attempt();
      if (wait === 0) continue;
      waits.push(wait);
      pass(wait * 1000);
    }
    expect(waits.slice(0, 5)).toEqual([1, 2, 4, 8, 16]);
    expect(Math.max(...waits)).toBe(900);
    pass(61 * 60_000);
    for (let at = 0; at < 5; at++) expect(await attempt()).toBe(0);
  });

  it('counts parallel attempts that have not been answered yet', async () => {
    const { throttle } = build();
    const begun = await Promise.all(
      Array.from({ length: 20 }, () => waitOf(throttle.begin('a@example.com', from('10.0.0.1')))),
    );
    expect(begun.filter((wait) => wait === 0)).toHaveLength(6);
  });

  it('counts all addresses of one IPv6 line as one', async () => {
    const { throttle } = build();
    const waits = [];
    for (let at = 0; at < 20; at++)
      waits.push(await waitOf(throttle.begin('a@example.com', from(`2001:db8:1:2::${at}`))));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(6);
    expect(await waitOf(throttle.begin('a@example.com', from('2001:db8:1:3::1')))).toBe(0);
  });

  it('lets the victim in from elsewhere while one network is made to wait a quarter of an hour', async () => {
    const { throttle, pass } = build();
    for (let at = 0; at < 40; at++)
      pass((await waitOf(throttle.begin('victim@example.com', from('10.0.0.1')))) * 1000);
    await waitOf(throttle.begin('victim@example.com', from('10.0.0.1')));
    expect(await waitOf(throttle.begin('victim@example.com', from('10.0.0.1')))).toBe(900);
    expect(await waitOf(throttle.begin('victim@example.com', from('10.9.9.9')))).toBe(0);
  });

  it('makes strangers from everywhere wait a minute at most for one account', async () => {
    const { throttle, pass } = build();
    let longest = 0;
    for (let at = 0; at < 500; at++) {
      const wait = await waitOf(throttle.begin('a@example.com', from(network(at))));
      longest = Math.max(longest, wait);
      pass(wait * 1000);
    }
    expect(longest).toBe(60);
  });

  it('does not make a person who waited pay for the tries that were refused', async () => {
    const { throttle, pass } = build();
    for (let at = 0; at < 51; at++) await throttle.begin('a@example.com', from(network(at)));
    // the account has to wait a second; a person's own tries meanwhile are not failures of theirs
    for (let at = 0; at < 30; at++)
      expect(await waitOf(throttle.begin('a@example.com', from('10.9.9.9')))).toBe(1);
    pass(1_000);
    const attempt = await throttle.begin('a@example.com', from('10.9.9.9'));
    await attempt.succeed();
  });

  it('forgets a network’s failures on an account once it has signed in, and not those on others', async () => {
    const { throttle } = build();
    for (let at = 0; at < 5; at++) await throttle.begin('a@example.com', from('10.0.0.1'));
    await (await throttle.begin('a@example.com', from('10.0.0.1'))).succeed();
    expect(await waitOf(throttle.begin('a@example.com', from('10.0.0.1')))).toBe(0);
    for (let at = 0; at < 60; at++) await waitOf(throttle.begin(`${at}@example.com`, from('10.0.0.1')));
    expect(await waitOf(throttle.begin('z@example.com', from('10.0.0.1')))).toBeGreaterThan(0);
  });

  it('signs device cookies for one account, and marks them Secure behind TLS', async () => {
    const { throttle } = build(true);
    const cookie = throttle.recognise('a@example.com', from('10.0.0.1'));
    expect(cookie).toMatch(
      /^dealerscope\.device=[\w-]{43}\.[\w-]{43}; Path=\/; Max-Age=15552000; HttpOnly; SameSite=Lax; Secure$/,
    );
    const pair = cookie.split(';', 1)[0] ?? '';
    expect(throttle.recognise('a@example.com', from('10.9.9.9', pair))).toBe(cookie);
    for (let at = 0; at < 100; at++) await waitOf(throttle.begin('a@example.com', from(network(at))));
    expect(await waitOf(throttle.begin('a@example.com', from('10.9.9.9', pair)))).toBe(0);
    expect(
      await waitOf(throttle.begin('a@example.com', from('10.9.9.9', `${pair.slice(0, -1)}!`))),
    ).toBeGreaterThan(0);
    expect(await waitOf(throttle.begin('b@example.com', from('10.9.9.9', pair)))).toBe(0);
  });
});
