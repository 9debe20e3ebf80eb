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

export interface BookEvidence {
  /** What the book says of this car, in dollars. */
  readonly dollars: number;
  /** Share of the value that rests on it; depends on the book value and our own spread, never on the car's miles or grade. */
  readonly weight: number;
  /** Half-width of its own 80 % range, dollars. */
  readonly halfWidth: number;
}

/** Weighs a guide value against comparables by how far each is usually off. */
export function weighBook(
  book: { readonly name: string; readonly cents: number },
  grade: number,
  titleFactor: number,
  own: { readonly atBook: Spread; readonly timeSd: number },
): BookEvidence | undefined {
  if (!(book.cents > 0)) return undefined;
  const logBook = Math.log(book.cents / 100);
  const sd = readCurve(bookSd, hatPoint(bookDollars, logBook));
  const ownSd = Math.hypot((own.atBook.below + own.atBook.above) / 2 / z80, own.timeSd);
  const condition =
    book.name.toLowerCase() === 'mmr' && !Number.isNaN(grade)
      ? readCurve(conditionFactors, hatPoint(conditionGrades, grade))
      : 1;
  const clean = (book.cents / 100) * condition;
  return {
    dollars: clean * titleFactor,
    weight: ownSd ** 2 / (ownSd ** 2 + sd ** 2),
    halfWidth: clean * z80 * sd,
  };
}
