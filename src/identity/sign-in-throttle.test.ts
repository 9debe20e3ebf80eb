import { describe, expect, it } from 'vitest';
import { type Instant, toInstant } from '../core/kernel/instant.ts';
import { createSignInThrottle, WaitError } from './sign-in-throttle.ts';

function build(secureCookies = false) {
  let nowMs = Date.parse('2026-01-01T00:00:00Z');
  const clock = { now: (): Instant => toInstant(nowMs) };
  const throttle = createSignInThrottle({ clock, secret: 'of the test', secureCookies });
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { throttle, pass };
}
const from = (ipAddress: string, cookie = '') => ({ ipAddress, cookie });

function waitOf(work: () => unknown): number {
  try {
    work();
    return 0;
  } catch (error) {
    if (error instanceof WaitError) return error.retryAfterSeconds;
    throw error;
  }
}

describe('the sign-in throttle', () => {
  it('lets five failures through, then doubles up to a quarter of an hour, and forgets after an hour', () => {
    const { throttle, pass } = build();
    const attempt = () => waitOf(() => throttle.begin('a@example.com', from('1')));
    const waits: number[] = [];
    for (let at = 0; at < 20; at++) {
      const wait = attempt();
      if (wait === 0) continue;
      waits.push(wait);
      pass(wait * 1000);
      expect(attempt()).toBe(0);
    }
    expect(waits.slice(0, 5)).toEqual([1, 2, 4, 8, 16]);
    expect(Math.max(...waits)).toBe(900);
    pass(61 * 60_000);
    expect([attempt(), attempt(), attempt(), attempt(), attempt()]).toEqual([0, 0, 0, 0, 0]);
  });

  it('counts parallel attempts that have not been answered yet', () => {
    const { throttle } = build();
    const begun = Array.from({ length: 20 }, () => waitOf(() => throttle.begin('a@example.com', from('1'))));
    expect(begun.filter((wait) => wait === 0)).toHaveLength(6);
  });

  it('makes strangers from everywhere wait a minute at most for one account', () => {
    const { throttle, pass } = build();
    let longest = 0;
    for (let at = 0; at < 500; at++) {
      const wait = waitOf(() => throttle.begin('a@example.com', from(String(at))));
      longest = Math.max(longest, wait);
      pass(wait * 1000);
    }
    expect(longest).toBe(60);
  });

  it('forgets an address’s failures on an account once it has signed in, and not those on others', () => {
    const { throttle } = build();
    for (let at = 0; at < 5; at++) throttle.begin('a@example.com', from('1'));
    throttle.begin('a@example.com', from('1')).succeed();
    expect(waitOf(() => throttle.begin('a@example.com', from('1')))).toBe(0);
    for (let at = 0; at < 60; at++) waitOf(() => throttle.begin(`${at}@example.com`, from('1')));
    expect(waitOf(() => throttle.begin('z@example.com', from('1')))).toBeGreaterThan(0);
  });

  it('signs device cookies for one account, and marks them Secure behind TLS', () => {
    const { throttle } = build(true);
    const cookie = throttle.begin('a@example.com', from('1')).succeed();
    expect(cookie).toMatch(
      /^dealerscope\.device=[\w-]{43}\.[\w-]{43}; Path=\/; Max-Age=15552000; HttpOnly; SameSite=Lax; Secure$/,
    );
    const pair = cookie.split(';', 1)[0] ?? '';
    for (let at = 0; at < 100; at++) waitOf(() => throttle.begin('a@example.com', from('2')));
    expect(waitOf(() => throttle.begin('a@example.com', from('2', pair)))).toBe(0);
    expect(waitOf(() => throttle.begin('a@example.com', from('2', `${pair.slice(0, -1)}!`)))).toBeGreaterThan(
      0,
    );
  });
});
