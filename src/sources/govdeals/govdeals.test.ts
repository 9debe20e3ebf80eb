import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toInstant } from '../../core/kernel/instant.ts';
import { toContext } from '../_kit/conformance.ts';
import { readCapture } from '../_kit/read-capture.ts';
import { govdeals } from './source.ts';

const capture = (name: string): Buffer =>
  readFileSync(new URL(`../../../data/captures/${name}`, import.meta.url));
const request = (fileName: string, at = '2026-04-08T20:00:00.000Z') => ({
  fileName,
  observedAt: toInstant(at),
  asOf: toInstant(at),
});

describe('the GovDeals capture of 2026-04-08', () => {
  it('gives 412 listings and 8 rejections, all eight Canadian', async () => {
    const name = 'govdeals-lots-2026-04-08.jsonl.gz';
    const { listings, rejections } = await readCapture(govdeals, capture(name), request(name));
    expect(listings).toHaveLength(412);
    expect(rejections.map((each) => each.code)).toEqual(Array(8).fill('currency_not_usd'));
    expect(listings.filter((each) => each.state.status === 'sold')).toHaveLength(0);
    expect(listings.every((each) => each.state.hammerPriceCents === undefined)).toBe(true);
    expect(listings.filter((each) => each.facts.year !== undefined)).toHaveLength(209);
  });

  it('calls a lot ended, and not sold, once its end has passed', async () => {
    const name = 'govdeals-lots-2026-04-08.jsonl.gz';
    const { listings } = await readCapture(
      govdeals,
      capture(name),
      request(name, '2026-07-01T00:00:00.000Z'),
    );
    expect(new Set(listings.map((each) => each.state.status))).toEqual(new Set(['ended']));
  });
});

describe('a sold page', () => {
  const page = capture('govdeals-sold-page.html').toString();
  const read = async (html: string, at = '2026-05-20T00:00:00.000Z') =>
    readCapture(govdeals, Buffer.from(html), request('page.html', at));

  it('has hammer price, premium and status', async () => {
    const [listing] = (await read(page)).listings;
    expect(listing?.state).toMatchObject({ status: 'sold', hammerPriceCents: 307_400 });
    expect(listing?.facts.buyerPremiumRatio).toBe(0.125);
  });

  it('is no sale before its end, without a price, or when it is still offered', async () => {
    const cases: readonly (readonly [string, string])[] = [
      [page, '2026-05-10T00:00:00.000Z'],
      [page.replace('"price": 3074', '"price": 0'), '2026-05-20T00:00:00.000Z'],
      [page.replace('SoldOut', 'InStock'), '2026-05-20T00:00:00.000Z'],
    ];
    for (const [html, at] of cases) {
      const [listing] = (await read(html, at)).listings;
      expect(listing?.state.status).not.toBe('sold');
      expect(listing?.state.hammerPriceCents).toBeUndefined();
    }
  });

  it('is over when it is sold out and does not say when it ended', async () => {
    const { listings } = await read(page.replace('"endDate"', '"endDateOfNothing"'));
    expect(listings[0]?.state).toMatchObject({ status: 'ended' });
    expect(listings[0]?.state.hammerPriceCents).toBeUndefined();
  });

  it('leaves out a premium that two amounts do not support', async () => {
    const [listing] = (await read(page.replace('3458.25"', '9999.00"'))).listings;
    expect(listing?.facts.buyerPremiumRatio).toBeUndefined();
    expect(listing?.warnings?.map((each) => each.code)).toEqual(['bad_premium']);
  });

  it('is rejected whole when it is cut off', async () => {
    const { listings, rejections } = await read(page.slice(0, 700));
    expect(listings).toHaveLength(0);
    expect(rejections.map((each) => each.code)).toEqual(['unreadable_line']);
  });
});

describe('a search answer', () => {
  const row = JSON.parse(capture('govdeals-api-row.json').toString()) as Record<string, unknown>;

  it('is read as a list and as a single row', async () => {
    const list = JSON.stringify({ assetSearchResults: [row, { ...row, assetId: 8 }] });
    const { listings } = await readCapture(govdeals, Buffer.from(list), request('answer.json'));
    expect(listings.map((each) => each.sourceListingId)).toEqual(['7-31897', '8-31897']);
    const single = await readCapture(govdeals, capture('govdeals-api-row.json'), request('row.json'));
    expect(single.listings).toHaveLength(1);
  });

  it('takes the end from the Utc field alone', () => {
    const { assetAuctionEndDateUtc: _, ...withoutUtc } = row;
    const result = govdeals.transform(withoutUtc, toContext('2026-06-27T00:00:00.000Z'));
    expect(result.ok && result.value.state.endsAt).toBeUndefined();
  });

  it('is a sale only when it says so, after its end', () => {
    const sold = { ...row, isSoldAuction: true, currentBid: 2150 };
    const after = govdeals.transform(sold, toContext('2026-07-02T00:00:00.000Z'));
    expect(after.ok && after.value.state).toMatchObject({ status: 'sold', hammerPriceCents: 215_000 });
    const before = govdeals.transform(sold, toContext('2026-06-27T00:00:00.000Z'));
    expect(before.ok && before.value.state.status).toBe('active');
    expect(before.ok && before.value.warnings?.[0]?.code).toBe('sale_not_over');
    const without = govdeals.transform(
      { ...sold, assetAuctionEndDateUtc: '' },
      toContext('2026-07-02T00:00:00.000Z'),
    );
    expect(without.ok && without.value.state.status).toBe('ended');
    expect(without.ok && without.value.warnings?.[0]?.code).toBe('sale_without_end');
    const notSold = govdeals.transform(row, toContext('2026-07-02T00:00:00.000Z'));
    expect(notSold.ok && notSold.value.state.status).toBe('ended');
  });

  it.each([
    [{ vinserial: '1FTEX1CM9EF' }, 'bad_vin'],
    [{ vinserial: '1FTEX1CM9EFB485311' }, 'bad_vin'],
    [{ vinserial: '1FTEX1CM9EFB4853O' }, 'bad_vin'],
    [{ meterCount: 0 }, 'bad_odometer'],
    [{ meterCount: '999999' }, 'bad_odometer'],
    [{ modelYear: '0' }, 'bad_year'],
    [{ locationState: 'Narnia' }, 'bad_state'],
    [{ assetAuctionEndDateUtc: '2029-07-01T21:00:00Z' }, 'far_end'],
  ])('keeps the listing, leaves out what cannot be and warns: %j', (change, code) => {
    const result = govdeals.transform({ ...row, ...change }, toContext('2026-06-27T00:00:00.000Z'));
    expect(result.ok && result.value.warnings?.map((each) => each.code)).toEqual([code]);
  });

  it.each([
    [{ currentBid: -5 }, 'bad_price'],
    [{ currentBid: '1.234,50' }, 'bad_price'],
    [{ currentBid: '$1,2,3' }, 'bad_price'],
    [{ currentBid: 99_000_000 }, 'bad_price'],
    [{ assetAuctionEndDateUtc: '1899-12-30T00:00:00Z' }, 'bad_instant'],
    [{ assetAuctionEndDateUtc: '2099-01-01T00:00:00Z' }, 'bad_instant'],
    [{ assetAuctionEndDateUtc: '2026-07-01T21:00:00' }, 'bad_instant'],
    [{ currencyCode: 'CAD' }, 'currency_not_usd'],
    [{ assetShortDescription: ' ' }, 'no_title'],
    [{ assetId: null }, 'no_id'],
  ])('rejects the record: %j', (change, code) => {
    const result = govdeals.transform({ ...row, ...change }, toContext('2026-06-27T00:00:00.000Z', 7));
    expect(result).toMatchObject({ ok: false, error: { code, line: 7 } });
  });

  it('reads TMU as not actual, and HTML titles and formulas as text', () => {
    const result = govdeals.transform(
      { ...row, meterCount: 'TMU', assetShortDescription: '<b>=HYPERLINK("http://x","y")</b>' },
      toContext('2026-06-27T00:00:00.000Z'),
    );
    expect(result.ok && result.value.facts).toMatchObject({
      title: '=HYPERLINK("http://x","y")',
      odometerBrand: 'not_actual',
    });
    expect(result.ok && result.value.facts.odometerMiles).toBeUndefined();
  });
});
