import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareBuyer } from './buyer/prepare-buyer.ts';
import { arbitraryBuyer, arbitraryTables } from './buyers.testkit.ts';
import { arbitraryLot } from './lots.testkit.ts';
import { assessedFigures, marketOf } from './rows.testkit.ts';

describe('figures from columns', () => {
  it('gives every lot exactly the figures that assessing it gives, for any buyer', () => {
    let scored = 0;
    let wide = 0;
    let narrow = 0;
    fc.assert(
      fc.property(
        fc.array(arbitraryLot, { minLength: 1, maxLength: 8 }),
        arbitraryBuyer,
        arbitraryTables,
        (lots, buyer, by) => {
          const market = marketOf(lots);
          const prepared = prepareBuyer(buyer, by, market).bind();
          lots.forEach((lot, row) => {
            const figures = prepared.figuresAt(row);
            expect(figures).toEqual(assessedFigures(lot, buyer, by));
            if (figures.score !== null && figures.score > 0) scored += 1;
            if (market.wide.has(row)) wide += 1;
            else narrow += 1;
          });
        },
      ),
      { numRuns: 1_500 },
    );
    expect(scored).toBeGreaterThan(500);
    expect(wide).toBeGreaterThan(500);
    expect(narrow).toBeGreaterThan(2_000);
  });

  it('never bounds a figure by less than it is from above, nor by more from below', () => {
    let decided = 0;
    fc.assert(
      fc.property(arbitraryLot, arbitraryBuyer, arbitraryTables, (lot, buyer, by) => {
        const prepared = prepareBuyer(buyer, by, marketOf([lot])).bind();
        const { maxBidCents, edgeCents, score, roi, grade } = prepared.figuresAt(0);
        expect(prepared.look(0)).toBe(maxBidCents !== null);
        if (maxBidCents === null || roi === null) return;
        if (maxBidCents > 0) expect(prepared.mostEver(0)).toBeGreaterThanOrEqual(maxBidCents);
        if (maxBidCents > 0) expect(prepared.mostWithoutHaul(0)).toBeGreaterThanOrEqual(maxBidCents);
        expect(prepared.roiLeast(0)).toBeLessThanOrEqual(roi);
        for (const enough of [Number.NEGATIVE_INFINITY, 0, 0.2, 5])
          expect(prepared.roiEver(0, enough)).toBeGreaterThanOrEqual(roi);
        if (score !== null)
          for (const enough of [0, 30, 60, 101])
            expect(prepared.scoreEver(0, enough)).toBeGreaterThanOrEqual(score);
        expect(prepared.bounds.leastBid).toBeLessThanOrEqual(maxBidCents);
        expect(prepared.bounds.mostBid).toBeGreaterThanOrEqual(maxBidCents);
        expect(prepared.roiBelow(0)).toBeLessThanOrEqual(roi);
        expect(prepared.roiAbove(0)).toBeGreaterThanOrEqual(roi);
        if (edgeCents === null) return;
        expect(prepared.edgeBelow(0)).toBeLessThanOrEqual(edgeCents);
        expect(prepared.edgeAbove(0)).toBeGreaterThanOrEqual(edgeCents);
        if (score === null) return;
        expect(prepared.scoreBelow(0)).toBeLessThanOrEqual(score);
        expect(prepared.scoreAbove(0)).toBeGreaterThanOrEqual(score);
        const order = ['none', 'bronze', 'silver', 'gold', 'platinum'];
        expect(order.indexOf(prepared.gradeBelow(0))).toBeLessThanOrEqual(order.indexOf(grade));
        expect(order.indexOf(prepared.gradeAbove(0))).toBeGreaterThanOrEqual(order.indexOf(grade));
        if (edgeCents > 50_000 && prepared.edgeBelow(0) > 0.5 * edgeCents) decided += 1;
      }),
      { numRuns: 4_000 },
    );
    expect(decided).toBeGreaterThan(50);
  });
});
