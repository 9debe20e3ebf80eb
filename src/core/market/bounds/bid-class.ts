import type { QuotedFloorplan } from '../../costing/carrying/carrying-costs.ts';
import type { QuotedFees } from '../../costing/fees/quote-fees.ts';
import { priceLines } from '../../costing/price-lines.ts';
import { type SolvableCost, solveMaxBid } from '../../scoring/max-bid.ts';
import type { Tax } from '../buyer/risk-costs.ts';

/** Grid of budgets: a step of $100 up to $64,000. Dearer lots are few, and are worked out. */
const stepCents = 10_000;
const steps = 640;

/** Made when a budget is first looked up: a class that only one lot needs is solved and looks nothing up. */
const unmade = new Float64Array(0);

/** What lies on either side of a lot's max bid, and of its varying cost at that bid. Written over by each `bound`. */
export interface BidBounds {
  leastBid: number;
  mostBid: number;
  leastTotal: number;
  mostTotal: number;
}

/** Lots whose cost depends on the bid in the same way: one fee schedule, one tax rate, one way of paying. */
export class BidClass {
  /** The part of the cost that varies with the bid, the bid included. */
  readonly #cost: SolvableCost;
  readonly #totalOfNothing: number;
  #mostAt = unmade;
  #totalAt = unmade;

  constructor(fees: QuotedFees, tax: Tax, floorplan: QuotedFloorplan) {
    const { totalAt } = priceLines(fees.fees, { ...tax, basis: '' }, floorplan, []);
    this.#cost = { totalAt, breakpointsCents: fees.stepsCents };
    this.#totalOfNothing = totalAt(0);
  }

  /** What a bid of nothing costs. */
  get totalOfNothing(): number {
    return this.#totalOfNothing;
  }

  /** Greatest bid whose varying cost stays within the budget, exactly; 0 for none. */
  solve(budgetCents: number): number {
    return solveMaxBid(this.#cost, budgetCents, 0);
  }

  totalAt(bidCents: number): number {
    return this.#cost.totalAt(bidCents);
  }

  /**
   * Max bid and varying cost of a budget, from the answers for the next budgets on a grid: a greater budget never buys
   * less, and where it buys something never leaves more of itself unspent than the lesser one spent.
   */
  bound(budgetCents: number, into: BidBounds): void {
    const nothing = this.#totalOfNothing;
    if (!(budgetCents > 0)) {
      into.leastBid = 0;
      into.mostBid = 0;
      into.leastTotal = nothing;
      into.mostTotal = nothing;
      return;
    }
    const above = Math.ceil(budgetCents / stepCents);
    if (above > steps) {
      const bid = this.solve(budgetCents);
      const total = this.#cost.totalAt(bid);
      into.leastBid = bid;
      into.mostBid = bid;
      into.leastTotal = total;
      into.mostTotal = total;
      return;
    }
    if (this.#mostAt === unmade) {
      this.#mostAt = new Float64Array(steps + 1).fill(Number.NaN);
      this.#totalAt = new Float64Array(steps + 1).fill(Number.NaN);
    }
    const below = above - 1;
    if (Number.isNaN(this.#mostAt[above] ?? Number.NaN)) this.#fill(above);
    if (Number.isNaN(this.#mostAt[below] ?? Number.NaN)) this.#fill(below);
    const least = this.#mostAt[below] ?? 0;
    const total = this.#totalAt[below] ?? 0;
    into.leastBid = least;
    into.mostBid = this.#mostAt[above] ?? 0;
    // a budget that buys nothing costs what nothing costs, which may be more than what it would take to buy something
    const buys = total <= below * stepCents;
    into.leastTotal = buys ? total : Math.min(nothing, below * stepCents);
    into.mostTotal = buys
      ? Math.min(budgetCents, this.#totalAt[above] ?? 0)
      : Math.max(nothing, this.#totalAt[above] ?? 0);
  }

  #fill(step: number): void {
    const bid = this.solve(step * stepCents);
    this.#mostAt[step] = bid;
    this.#totalAt[step] = this.#cost.totalAt(bid);
  }
}
