import type { Grade } from '../../scoring/assessment.ts';
import type { MarketColumns } from '../columns/market-columns.ts';
import type { BoundBuyer, PreparedBuyer } from './prepare-buyer.ts';
import type { RankedFigures } from './ranked-figures.ts';

/** Grades by code, worst first. */
export const grades = ['none', 'bronze', 'silver', 'gold', 'platinum'] as const satisfies readonly Grade[];
export const unknownScore = 255;

/** Between two rests of `fill`: a few milliseconds. */
const rowsAtOnce = 2_000;
const growth = 1.06;

const make = (capacity: number) => ({
  /** Cents and shares; NaN where there is none. */
  maxBid: new Float64Array(capacity),
  edge: new Float64Array(capacity),
  roi: new Float64Array(capacity),
  /** 255 where there is none. */
  score: new Uint8Array(capacity),
  grade: new Uint8Array(capacity),
});
export type FigureColumns = ReturnType<typeof make>;
const names = ['maxBid', 'edge', 'roi', 'score', 'grade'] as const;

/**
 * One buyer's exact figures for every row of the market, 26 bytes each. Filled in slices by whoever drives `fill`, and
 * kept right by a `touch` after each change of a row. Until it is full, lists go by bounds and answer the same.
 */
export class BuyerColumns {
  readonly market: MarketColumns;
  readonly #prepared: PreparedBuyer;
  #columns: FigureColumns = make(0);
  #filled = 0;

  constructor(market: MarketColumns, prepared: PreparedBuyer) {
    this.market = market;
    this.#prepared = prepared;
  }

  /** Whether every row's figures are here. */
  get isFilled(): boolean {
    return this.#filled > 0 && this.#filled >= this.market.size;
  }
  get filledShare(): number {
    return this.market.size === 0 ? 1 : Math.min(1, this.#filled / this.market.size);
  }
  get columns(): FigureColumns {
    return this.#columns;
  }
  get byteLength(): number {
    return names.reduce((sum, name) => sum + this.#columns[name].byteLength, 0);
  }

  bind(): BoundBuyer {
    return this.#prepared.bind();
  }

  /** What a lot that wants one fact could be; see `ExactFigures`. */
  promiseAt(row: number): number {
    return this.bind().promiseAt(row);
  }

  /** Works out every row that is not yet; rests now and then, and goes on with rows that came in meanwhile. */
  *fill(): Generator<undefined, void, undefined> {
    while (this.#filled < this.market.size) {
      const buyer = this.bind();
      const to = Math.min(this.market.size, this.#filled + rowsAtOnce);
      this.#reserve(this.market.size);
      for (let row = this.#filled; row < to; row++) this.#write(row, buyer);
      this.#filled = to;
      yield undefined;
    }
  }

  /** Works a row out anew after it was put or taken out; rows that came in before it are worked out with it. */
  touch(row: number): void {
    // what `fill` has yet to reach is left to it
    if (row < 0 || row >= this.market.size || row - this.#filled > rowsAtOnce) return;
    const buyer = this.bind();
    this.#reserve(this.market.size);
    for (; this.#filled < row; this.#filled++) this.#write(this.#filled, buyer);
    this.#write(row, buyer);
    if (row === this.#filled) this.#filled += 1;
  }

  figuresAt(row: number): RankedFigures {
    if (row >= this.#filled) return this.bind().figuresAt(row);
    const { maxBid, edge, roi, score, grade } = this.#columns;
    const orNull = (value: number | undefined): number | null =>
      value === undefined || Number.isNaN(value) ? null : value;
    return {
      maxBidCents: orNull(maxBid[row]),
      edgeCents: orNull(edge[row]),
      roi: orNull(roi[row]),
      score: score[row] === unknownScore ? null : (score[row] ?? null),
      grade: grades[grade[row] ?? 0] ?? 'none',
    };
  }

  #write(row: number, buyer: BoundBuyer): void {
    const { maxBid, edge, roi, score, grade } = this.#columns;
    const figures = buyer.figuresAt(row);
    maxBid[row] = figures.maxBidCents ?? Number.NaN;
    edge[row] = figures.edgeCents ?? Number.NaN;
    roi[row] = figures.roi ?? Number.NaN;
    score[row] = figures.score ?? unknownScore;
    grade[row] = grades.indexOf(figures.grade);
  }

  #reserve(size: number): void {
    const capacity = this.#columns.score.length;
    if (size <= capacity) return;
    const larger = make(capacity === 0 ? size : Math.ceil(size * growth) + 1_024);
    for (const name of names) larger[name].set(this.#columns[name]);
    this.#columns = larger;
  }
}
