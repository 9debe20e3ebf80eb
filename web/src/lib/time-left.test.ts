import { expect, test } from 'vitest';
import { describeTimeLeft } from './time-left.ts';

const lot = {
  observedAt: '2026-04-08T15:00:00.000Z',
  endsAt: '2026-04-09T20:30:00.000Z',
  endsAtPrecision: 'minute',
  status: 'active',
} as const;

test('counts a live lot down from now', () => {
  const left = describeTimeLeft(lot, Date.parse('2026-04-09T20:00:30Z'), false);
  expect(left.headline).toBe('29 min');
  expect(left.isSoon).toBe(true);
});

test('a sample counts from when the lot was seen and names that day, however late it is looked at', () => {
  const left = describeTimeLeft(lot, Date.parse('2030-01-01T00:00:00Z'), true);
  expect(left).toMatchObject({ headline: '1 d 5 h', note: 'left on 8 Apr', isOver: false, isSoon: false });
});

test('an end that has passed is over, even if no one has seen it end', () => {
  expect(describeTimeLeft(lot, Date.parse('2026-04-10T00:00:00Z'), false)).toMatchObject({
    headline: 'Ended',
    isOver: true,
  });
});

test('a day without an hour is no countdown', () => {
  const left = describeTimeLeft({ ...lot, endsAtPrecision: 'day' }, Date.parse(lot.observedAt), false);
  expect(left.headline).toMatch(/^Ends /);
  expect(left.note).toBe('hour not given');
});

test('a lot without an end time says so', () => {
  expect(describeTimeLeft({ ...lot, endsAt: null }, 0, false).headline).toBe('No end time');
});
