import { expect, test } from 'vitest';
import { appraiseRequestSchema } from '../../../../src/contracts/appraise-request.ts';
import { toAppraiseRequest } from './to-appraise-request.ts';

test('reads amounts, shares and miles as people type them', () => {
  const reading = toAppraiseRequest({
    year: '2013',
    make: ' Ford ',
    model: 'F-150',
    odometerMiles: '91,000',
    buyerPremiumRatio: '12.5 %',
    currentBidCents: '$4,100.10',
    endsAt: '2026-12-01T18:00',
    titleBrand: '',
  });
  expect(reading.ok && reading.request).toMatchObject({
    year: 2013,
    make: 'Ford',
    odometerMiles: 91_000,
    buyerPremiumRatio: 0.125,
    currentBidCents: 410_010,
  });
  expect(reading.ok && appraiseRequestSchema.safeParse(reading.request).success).toBe(true);
  expect(reading.ok && 'titleBrand' in reading.request).toBe(false);
});

test('names the field of what is no number and no date', () => {
  const reading = toAppraiseRequest({ year: '-5', odometerMiles: '1e5', endsAt: 'soon' });
  expect(!reading.ok && [...reading.errors]).toEqual([
    ['year', 'not a number'],
    ['odometerMiles', 'not a number'],
    ['endsAt', 'not a date and time'],
  ]);
});
