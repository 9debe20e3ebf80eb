import { expect, it } from 'vitest';
import { subject, vehicle } from '../costing/costing.testkit.ts';
import { toSourceId } from '../kernel/ids.ts';
import { toInstant } from '../kernel/instant.ts';
import { toCents } from '../kernel/money.ts';
import { assessLot } from './assess-lot.ts';
import { inputOf } from './scoring.testkit.ts';

it('costs, forecasts and assesses; prints the time for each lot', () => {
  const lots = Array.from({ length: 4_000 }, (_, index) => ({
    scene: {
      auction: {
        currentBidCents: toCents(20_000 + (index % 50) * 10_000),
        endsAt: toInstant('2026-11-24T12:00:00Z'),
        bidCount: index % 20,
      },
    },
    lot: subject({
      source: toSourceId(['govdeals', 'municibid', 'copart', 'publicsurplus'][index % 4] ?? 'govdeals'),
      vehicle: vehicle(2008 + (index % 16)),
      odometerMiles: 30_000 + (index % 100) * 1_500,
      zip: ['75001', '02108', '44101'][index % 3] ?? '75001',
    }),
  }));
  let maxBids = 0;
  const run = () => {
    for (const { scene, lot } of lots) {
      const assessed = assessLot(inputOf(scene, lot));
      if (assessed.ok) maxBids += assessed.assessment.maxBidCents;
    }
  };
  run();
  const started = performance.now();
  run();
  const microseconds = ((performance.now() - started) * 1_000) / lots.length;
  console.log(`cost + forecast + assess + max bids + sensitivities: ${microseconds.toFixed(1)} µs a lot`);
  expect(maxBids).toBeGreaterThan(0);
});
