import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toInstant } from '../../core/kernel/instant.ts';
import { readCapture } from '../_kit/read-capture.ts';
import { parseTimeLeft } from './parse-time-left.ts';
import { publicsurplus } from './source.ts';

const page = readFileSync(
  new URL('../../../data/captures/publicsurplus-list-row.html', import.meta.url),
  'utf8',
);
const at = toInstant('2026-04-08T20:00:00Z');
const read = (html: string) =>
  readCapture(publicsurplus, Buffer.from(html), { fileName: 'list.html', observedAt: at, asOf: at });

describe('a saved list page', () => {
  it('gives its one lot with price and the day of its end', async () => {
    const { listings, rejections } = await read(page);
    expect(rejections).toEqual([]);
    expect(listings).toHaveLength(1);
    expect(listings[0]).toMatchObject({
      sourceListingId: '4005533',
      facts: { title: 'HP Z2 Mini G9 Workstation i7-12700 16GB RAM - Free Shipping!' },
      state: {
        status: 'active',
        currentBidCents: 29_300,
        endsAt: '2026-04-12T05:59:59.999Z',
        endsAtPrecision: 'day',
      },
    });
  });

  it('rejects a row with a price in two readings, a row cut off, and a page without rows', async () => {
    const codes = async (html: string) => (await read(html)).rejections.map((each) => each.code);
    expect(await codes(page.replaceAll('$293.00', '1.293,00'))).toEqual(['bad_price']);
    expect(await codes(page.slice(0, page.indexOf('timeLeftValue')))).toEqual(['unreadable_line']);
    expect(await codes('<html>please sign in</html>')).toEqual(['unreadable_line']);
  });
});

describe('parseTimeLeft', () => {
  const end = (text: string) => {
    const parsed = parseTimeLeft(text, at, 'America/Denver');
    return parsed.ok ? `${parsed.value.instant} ${parsed.value.precision}` : parsed.error.code;
  };
  it.each([
    ['35 minutes', '2026-04-08T20:35:00.000Z minute'],
    ['1 hour 5 mins', '2026-04-08T21:05:00.000Z minute'],
    ['3 hours', '2026-04-09T05:59:59.999Z day'],
    ['9 hours', '2026-04-09T05:59:59.999Z day'],
    ['10 hours', '2026-04-10T05:59:59.999Z day'],
    ['2 days 10 hours', '2026-04-12T05:59:59.999Z day'],
    ['soon', 'bad_instant'],
    ['2 fortnights', 'bad_instant'],
    ['-2 days', 'bad_instant'],
    ['99999 days', 'bad_instant'],
  ])('reads %s', (text, expected) => {
    expect(end(text)).toBe(expected);
  });
});
