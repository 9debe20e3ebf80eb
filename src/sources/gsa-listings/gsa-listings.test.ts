import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { toInstant } from '../../core/kernel/instant.ts';
import { toContext } from '../_kit/conformance.ts';
import { readCapture } from '../_kit/read-capture.ts';
import { gsaListings } from './source.ts';

const file = readFileSync(new URL('../../../data/captures/gsa-listings-2026-01-07.json', import.meta.url));

it('reads all fourteen lots of the saved list, each with a place, a bid and an end', async () => {
  const at = toInstant('2026-01-07T03:15:57Z');
  const { listings, rejections } = await readCapture(gsaListings, file, {
    fileName: 'gsa.json',
    observedAt: at,
    asOf: at,
  });
  expect(rejections).toEqual([]);
  expect(listings).toHaveLength(14);
  for (const { facts, state, sourceListingId } of listings) {
    expect(facts.zip).toMatch(/^\d{5}$/);
    expect(state.currentBidCents).toBeGreaterThan(0);
    expect(state.status).toBe('active');
    expect(sourceListingId).toMatch(/^\d\d[A-Z]{4}\d{5}-\d+$/);
  }
});

it('moves the end by an hour between winter and summer', () => {
  const end = (text: string) => {
    const record = { item_description: 'car', lot_number: '1', auction_end_time: text };
    const result = gsaListings.transform(record, toContext('2026-01-01T00:00:00.000Z'));
    return result.ok ? result.value.state.endsAt : result.error.code;
  };
  expect(end('01/07/2026 04:07 PM CT')).toBe('2026-01-07T22:07:00.000Z');
  expect(end('07/07/2026 04:07 PM CT')).toBe('2026-07-07T21:07:00.000Z');
  expect(end('01/07/2026 04:07 PM')).toBe('2026-01-07T22:07:00.000Z');
  expect(end('soon')).toBe('bad_instant');
});
