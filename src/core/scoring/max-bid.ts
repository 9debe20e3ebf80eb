import { greatestAmountCents } from '../kernel/exact-share.ts';
import { type Cents, toCents } from '../kernel/money.ts';

/** The part of a costed lot that the solver needs; see `PricedCost` in costing. */
export interface SolvableCost {
  readonly totalAt: (bidCents: number) => number;
  /** Between two of these `totalAt` never falls; at one of them it may. Ascending, without 0. */
  readonly breakpointsCents: readonly number[];
}

/**
 * The greatest whole-cent bid at which `value − total cost ≥ target margin`, so that one cent more falls short; 0 when
 * no bid does. Exact through every tier: pieces between breakpoints are searched from the top down, and inside a piece
 * the cost only rises. Requires `totalAt(bid) ≥ bid`, which holds as no cost line is negative.
 */
export function solveMaxBid(cost: SolvableCost, valueCents: number, targetMarginCents: number): Cents {
  const budget = valueCents - targetMarginCents;
  if (!(budget > 0)) return toCents(0);
  const { breakpointsCents, totalAt } = cost;
  // the total is at least the bid, so no bid above the budget can do
  let top = Math.min(greatestAmountCents, Math.floor(budget));
  for (let piece = breakpointsCents.length; piece >= 0; piece--) {
    const bottom = piece === 0 ? 0 : (breakpointsCents[piece - 1] ?? 0);
    if (bottom > top) continue;
    const bottomTotal = totalAt(bottom);
    if (bottomTotal <= budget) return toCents(searchPiece(totalAt, budget, bottom, bottomTotal, top));
    top = bottom - 1;
  }
  return toCents(0);
}

/** Greatest bid in bottom…top with a total within the budget, where the total at `bottom` is and totals only rise. */
function searchPiece(
  totalAt: (bidCents: number) => number,
  budget: number,
  bottom: number,
  bottomTotal: number,
  top: number,
): number {
  let within = bottom;
  let withinTotal = bottomTotal;
  let beyond = top;
  let beyondTotal = totalAt(top);
  if (beyondTotal <= budget) return top;
  // totals are nearly straight lines: the chord lands within a cent or two; halving guards against the rest
  for (let round = 0; beyond - within > 1; round++) {
    const chord = Math.floor(
      within + ((budget - withinTotal) * (beyond - within)) / (beyondTotal - withinTotal),
    );
    const half = within + Math.floor((beyond - within) / 2);
    const guess = round % 3 === 2 ? half : Math.min(beyond - 1, Math.max(within + 1, chord + (round % 3)));
    const total = totalAt(guess);
    if (total <= budget) {
      within = guess;
      withinTotal = total;
    } else {
      beyond = guess;
      beyondTotal = total;
    }
  }
  return within;
}
