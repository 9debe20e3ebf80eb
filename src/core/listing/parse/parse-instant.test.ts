import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCompactInstant, parseEpochMs, parseInstantWithZone } from './parse-instant.ts';

const read = (text: unknown, zone?: string): string => {
  const parsed = parseInstantWithZone(text, zone);
  return parsed.ok ? `${parsed.value.instant} ${parsed.value.precision}` : parsed.error.reason;
};

describe('parseInstantWithZone', () => {
  it.each([
    ['2026-04-09T00:00:00Z', undefined, '2026-04-09T00:00:00.000Z minute'],
    ['2026-04-08T23:30:13.5Z', undefined, '2026-04-08T23:30:13.000Z minute'],
    ['2026-04-08T19:00:00-05:00', undefined, '2026-04-09T00:00:00.000Z minute'],
    ['2026-04-08T19:00:00+0530', undefined, '2026-04-08T13:30:00.000Z minute'],
    ['01/07/2026 04:07 PM CT', undefined, '2026-01-07T22:07:00.000Z minute'],
    ['07/07/2026 04:07 PM CT', undefined, '2026-07-07T21:07:00.000Z minute'],
    ['01/07/2026 12:00 AM ET', undefined, '2026-01-07T05:00:00.000Z minute'],
    ['01/07/2026 12:00 PM ET', undefined, '2026-01-07T17:00:00.000Z minute'],
    ['April 08, 2026 05:00 PM PDT', undefined, '2026-04-09T00:00:00.000Z minute'],
    ['July 01, 2026 04:00 PM CDT', undefined, '2026-07-01T21:00:00.000Z minute'],
    ['Jan 5, 2026 09:00 AM AKST', undefined, '2026-01-05T18:00:00.000Z minute'],
    ['01/07/2026 09:00 AM HST', undefined, '2026-01-07T19:00:00.000Z minute'],
    ['07/07/2026 09:00 AM Arizona', undefined, '2026-07-07T16:00:00.000Z minute'],
    ['07/07/2026 09:00 AM MT', undefined, '2026-07-07T15:00:00.000Z minute'],
    ['07/07/2026 09:00 AM EST', undefined, '2026-07-07T14:00:00.000Z minute'],
    ['07/07/2026 09:00 AM EDT', undefined, '2026-07-07T13:00:00.000Z minute'],
    ['07/07/2026 09:00 AM PST', undefined, '2026-07-07T17:00:00.000Z minute'],
    ['07/07/2026 09:00 AM MST', undefined, '2026-07-07T16:00:00.000Z minute'],
    ['07/07/2026 09:00 AM MDT', undefined, '2026-07-07T15:00:00.000Z minute'],
    ['2026-07-01T17:00:00', 'America/New_York', '2026-07-01T21:00:00.000Z minute'],
    ['2026-01-07 16:07', 'America/Chicago', '2026-01-07T22:07:00.000Z minute'],
    ['2026-01-07', 'America/Chicago', '2026-01-08T05:59:59.999Z day'],
    ['2026-07-07', 'America/Chicago', '2026-07-08T04:59:59.999Z day'],
    ['2005-04-01 12:00', 'America/New_York', '2005-04-01T17:00:00.000Z minute'],
    ['2005-04-04 12:00', 'America/New_York', '2005-04-04T16:00:00.000Z minute'],
  ])('reads %s (zone %s)', (text, zone, expected) => {
    expect(read(text, zone)).toBe(expected);
  });

  it.each([
    ['2026-04-09T00:00:00', 'no time zone'],
    ['2026-04-09', 'no time zone'],
    ['01/07/2026 04:07 PM', 'no time zone'],
    ['1899-12-30T00:00:00Z', '1899'],
    ['2099-01-01T00:00:00Z', '2099'],
    ['2026-02-30T00:00:00Z', 'no calendar'],
    ['2026-13-01T00:00:00Z', 'no calendar'],
    ['2026-01-01T24:00:00Z', 'no clock'],
    ['13/13/2026 04:07 PM CT', 'no calendar'],
    ['01/07/2026 13:07 PM CT', 'no clock'],
    ['01/07/2026 04:07 PM XYZ', 'unknown time zone XYZ'],
    ['01/07/26 04:07 PM CT', 'known notation'],
    ['tomorrow', 'known notation'],
    ['', 'empty'],
    ['1'.repeat(100), 'too long'],
    [1767823200000, 'not text'],
    ['03/08/2026 02:30 AM ET', 'clocks skip'],
  ])('refuses %s: %s', (text, why) => {
    expect(read(text)).toContain(why);
  });

  it('takes the first of the two hours that autumn repeats', () => {
    expect(read('11/01/2026 01:30 AM ET')).toBe('2026-11-01T05:30:00.000Z minute');
    expect(read('11/01/2026 02:00 AM ET')).toBe('2026-11-01T07:00:00.000Z minute');
  });

  it('agrees with the platform’s own zone rules at any hour since 1990', () => {
    const zones = [
      'America/New_York',
      'America/Chicago',
      'America/Denver',
      'America/Los_Angeles',
      'America/Phoenix',
    ];
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(1990, 1) / 60_000, max: Date.UTC(2040, 0) / 60_000 }),
        fc.constantFrom(...zones),
        (minutes, zone) => {
          const at = minutes * 60_000;
          const wall = new Intl.DateTimeFormat('sv-SE', {
            timeZone: zone,
            dateStyle: 'short',
            timeStyle: 'short',
          }).format(at);
          const parsed = parseInstantWithZone(wall, zone);
          if (!parsed.ok) throw new Error(`${wall} ${zone}: ${parsed.error.reason}`);
          // the repeated hour has two readings an hour apart; the first is taken
          expect([0, 3_600_000]).toContain(at - Date.parse(parsed.value.instant));
          const again = new Intl.DateTimeFormat('sv-SE', {
            timeZone: zone,
            dateStyle: 'short',
            timeStyle: 'short',
          }).format(Date.parse(parsed.value.instant));
          expect(again).toBe(wall);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('parseCompactInstant', () => {
  it.each([
    ['20260128', '1000', 'EST', '2026-01-28T15:00:00.000Z'],
    ['20250328', '1200', 'CDT', '2025-03-28T17:00:00.000Z'],
    ['20250501', '700', 'AKST', '2025-05-01T16:00:00.000Z'],
    ['20250501', '', 'America/Chicago', '2025-05-02T04:59:59.999Z'],
  ])('reads %s %s %s', (date, time, zone, expected) => {
    expect(parseCompactInstant(date, time, zone)).toMatchObject({ ok: true, value: { instant: expected } });
  });

  it.each([
    ['0', '1000', 'EST'],
    ['20261328', '1000', 'EST'],
    ['20260128', '2575', 'EST'],
    ['20260128', '10:00', 'EST'],
    ['20260128', '1000', 'ZZZ'],
    ['18991230', '1000', 'EST'],
  ])('refuses %s %s %s', (date, time, zone) => {
    expect(parseCompactInstant(date, time, zone)).toMatchObject({
      ok: false,
      error: { code: 'bad_instant' },
    });
  });
});

describe('parseEpochMs', () => {
  it('reads milliseconds and refuses anything else', () => {
    expect(parseEpochMs(1787014800000)).toMatchObject({
      ok: true,
      value: { instant: '2026-08-18T01:00:00.000Z' },
    });
    for (const bad of [Number.NaN, -1, 1.5, '1787014800000', 1e18, null])
      expect(parseEpochMs(bad).ok).toBe(false);
  });
});
