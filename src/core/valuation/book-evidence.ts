import { hatPoint, readCurve } from './fit/hat-basis.ts';
import type { Spread } from './range/range-table.ts';

/**
 * Standard deviation of log(hammer price / book) by book value in dollars: 1.4826 × the median error of MMR against
 * the 2014–15 sales in `data/sales` by price band (33, 17, 5, 4, 2.4 %).
 */
const bookDollars = [2_000, 5_500, 11_500, 20_000, 35_000].map(Math.log);
const bookSd = [0.49, 0.25, 0.074, 0.059, 0.036];

/** The same sales' price over MMR by condition grade: MMR knows miles, not condition. Unknown grades stand at 1. */
const conditionGrades = [1.5, 2.5, 3.5, 4.5];
const conditionFactors = [0.85, 0.95, 1.02, 1.03];

const z80 = 1.2816;
/** A book value counts no further than this many times what comparables say. */
const mostTimesOwn = 1.5;
const mostBelow = 0.92;

interface Range {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

export interface BookBlend extends Range {
  /** Share of the value that rests on the book. */
  readonly weight: number;
  /** The book's word on this car, its grade and title brand included, before it is held near comparables. */
  readonly bookDollars: number;
}

/**
 * Weighs a caller's guide value in with our own range (dollars). The weight depends on the book value alone, and the
 * width that the book brings is two thirds of our own at the book's price: so the range is never wider with a book than
 * without, and more miles or a worse grade never raise either end. Undefined for a book value that is not above zero.
 */
export function blendBook(
  own: Range,
  book: { readonly name: string; readonly cents: number },
  car: { readonly grade: number; readonly titleFactor: number; readonly timeSd: number },
  knownAt: (dollars: number) => Spread,
): BookBlend | undefined {
  if (!(book.cents > 0)) return undefined;
  const stated = book.cents / 100;
  const sd = readCurve(bookSd, hatPoint(bookDollars, Math.log(stated)));
  const there = knownAt(stated);
  const ownVariance = ((there.below + there.above) / 2 / z80) ** 2 + car.timeSd ** 2;
  const weight = ownVariance / (ownVariance + sd ** 2);
  const condition =
    book.name.toLowerCase() === 'mmr' && !Number.isNaN(car.grade)
      ? readCurve(conditionFactors, hatPoint(conditionGrades, car.grade))
      : 1;
  const said = stated * condition * car.titleFactor;
  const held = Math.min(said, mostTimesOwn * own.p50);
  const clean = held / car.titleFactor;
  const spread = knownAt(clean);
  const below = Math.min(spread.below * clean, mostBelow * held) / mostTimesOwn;
  const above = (spread.above * clean) / mostTimesOwn;
  const mix = (ours: number, theirs: number): number => (1 - weight) * ours + weight * theirs;
  return {
    p10: mix(own.p10, held - below),
    p50: mix(own.p50, held),
    p90: mix(own.p90, held + above),
    weight,
    bookDollars: said,
  };
}
