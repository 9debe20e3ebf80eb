import { expect, test } from 'vitest';
import type { Schedule } from './fee-words.ts';
import { sortSchedules } from './sort-schedules.ts';

const schedule = (effectiveFrom: string, more: Partial<Schedule> = {}): Schedule => ({
  id: `${effectiveFrom}-${more.revision ?? 0}`,
  source: 'copart',
  sourceName: 'Copart',
  origin: 'shipped',
  effectiveFrom,
  citation: '',
  fees: [],
  standing: true,
  revision: null,
  addedAt: null,
  addedBy: null,
  ...more,
});

test('the latest standing schedule that has begun counts; later ones come, earlier ones are past', () => {
  const shipped = schedule('2025-01-01');
  const own = schedule('2026-03-01', { origin: 'own', revision: 1 });
  const next = schedule('2026-12-01', { origin: 'own', revision: 2 });
  expect(sortSchedules([shipped, next, own], '2026-03-01')).toEqual({
    inForce: own,
    coming: [next],
    past: [shipped],
  });
  expect(sortSchedules([shipped, next, own], '2026-02-28').inForce).toBe(shipped);
});

test('a superseded schedule never counts, though it is the latest', () => {
  const first = schedule('2026-03-01', { standing: false, revision: 1 });
  const second = schedule('2026-03-01', { revision: 2 });
  expect(sortSchedules([first, second], '2026-04-01')).toEqual({
    inForce: second,
    coming: [],
    past: [first],
  });
  expect(sortSchedules([first], '2026-04-01').inForce).toBeUndefined();
});
