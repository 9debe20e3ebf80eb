import type { QuotedFloorplan } from '../costing/carrying/carrying-costs.ts';
import type { QuotedFees } from '../costing/fees/quote-fees.ts';
import { priceLines } from '../costing/price-lines.ts';
import type { Ratio } from '../kernel/money.ts';
import { type SolvableCost, solveMaxBid } from '../scoring/max-bid.ts';

/** Grid of {@link BidClass.mostFor}: a step of $100 up to $64,000. */
const stepCents = 10_000;
const steps = 640;

/** Lots whose cost depends on the bid in the same way: one fee schedule, one tax rate, one way of paying. */
export class BidClass {
  /** The part of the cost that varies with the bid, the bid included. */
  readonly #cost: SolvableCost;
  readonly #mostAt = new Float64Array(steps + 1).fill(Number.NaN);

  constructor(fees: QuotedFees, taxRatio: Ratio, floorplan: QuotedFloorplan) {
    const { totalAt } = priceLines(fees.fees, { ratio: taxRatio, basis: '' }, floorplan, []);
    this.#cost = { totalAt, breakpointsCents: fees.stepsCents };
  }

  /** Greatest bid whose varying cost stays within the budget, exactly; 0 for none. */
  solve(budgetCents: number): number {
    return solveMaxBid(this.#cost, budgetCents, 0);
  }

  totalAt(bidCents: number): number {
    return this.#cost.totalAt(bidCents);
  }

  /**
   * At least `solve(budget)`, and seldom over $100 more: the answer for the next budget on a grid. A greater budget
   * never buys less, so this is an upper bound.
   */
  mostFor(budgetCents: number): number {
    if (!(budgetCents > 0)) return 0;
    const step = Math.ceil(budgetCents / stepCents);
    if (step > steps) return budgetCents;
    let most = this.#mostAt[step] ?? Number.NaN;
    if (Number.isNaN(most)) {
      most = this.solve(step * stepCents);
      this.#mostAt[step] = most;
    }
    return most;
  }
}
