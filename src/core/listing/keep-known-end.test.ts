import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toInstant } from '../kernel/instant.ts';
import { toCents } from '../kernel/money.ts';
import { type KnownEnd, keepKnownEnd } from './keep-known-end.ts';
import type { LotState, LotStatus } from './listing.ts';

const monday = toInstant('2026-04-06T12:00:00Z');
const tuesday = toInstant('2026-04-07T12:00:00Z');
const wednesday = toInstant('2026-04-08T12:00:00Z');
const known = (change: Partial<KnownEnd> = {}): KnownEnd => ({
  status: 'active',
  observedAt: monday,
  endsAt: tuesday,
  endsAtPrecision: 'minute',
  ...change,
});

describe('a look that does not tell the end', () => {
  it('keeps the one that was known, and is over once that has passed', () => {
    expect(keepKnownEnd({ status: 'active' }, monday, known())).toEqual({
      status: 'active',
      endsAt: tuesday,
      endsAtPrecision: 'minute',
    });
    expect(keepKnownEnd({ status: 'scheduled' }, wednesday, known()).status).toBe('ended');
  });

  it('leaves a lot over that was over, with or without a known end', () => {
    for (const status of ['active', 'scheduled'] as const) {
      expect(keepKnownEnd({ status }, wednesday, { status: 'ended', observedAt: monday }).status).toBe(
        'ended',
      );
      const sold = known({ status: 'sold', hammerPriceCents: toCents(9_00) });
      expect(keepKnownEnd({ status }, wednesday, sold)).toMatchObject({
        status: 'sold',
        hammerPriceCents: 900,
      });
    }
  });

  it('says nothing against a stated end, nor against what is learned later', () => {
    const stated: LotState = { status: 'active', endsAt: wednesday, endsAtPrecision: 'minute' };
    expect(keepKnownEnd(stated, tuesday, known({ status: 'ended' }))).toBe(stated);
    const unsaid: LotState = { status: 'active' };
    expect(keepKnownEnd(unsaid, monday, known({ observedAt: tuesday }))).toBe(unsaid);
    expect(keepKnownEnd(unsaid, monday, undefined)).toBe(unsaid);
  });

  it('never opens what was closed, whatever was known', () => {
    const statuses: readonly LotStatus[] = ['scheduled', 'active', 'ended', 'sold', 'withdrawn'];
    const moment = fc.constantFrom(monday, tuesday, wednesday);
    fc.assert(
      fc.property(
        fc.constantFrom(...statuses),
        fc.constantFrom(...statuses),
        fc.option(moment, { nil: undefined }),
        moment,
        moment,
        (status, before, endsAt, observedAt, seenAt) => {
          const end = endsAt && ({ endsAt, endsAtPrecision: 'minute' } as const);
          const state = keepKnownEnd({ status }, observedAt, { status: before, observedAt: seenAt, ...end });
          const wasOver = !['scheduled', 'active'].includes(before) || (endsAt ?? observedAt) < observedAt;
          if (seenAt <= observedAt && wasOver) expect(['scheduled', 'active']).not.toContain(state.status);
        },
      ),
    );
  });
});
