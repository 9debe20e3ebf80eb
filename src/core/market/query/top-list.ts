export interface Entry {
  readonly row: number;
  /** Greater is better; −∞ for unknown. */
  readonly key: number;
}

/** The best `limit` entries seen, by key and then by `tieBreak`; a heap with the worst of them on top. */
export class TopList {
  readonly #limit: number;
  readonly #tieBreak: (a: number, b: number) => number;
  readonly #heap: Entry[] = [];

  constructor(limit: number, tieBreak: (rowA: number, rowB: number) => number) {
    this.#limit = limit;
    this.#tieBreak = tieBreak;
  }

  /** Whether this row would get in with such a key. */
  admits(row: number, key: number): boolean {
    if (this.#heap.length < this.#limit) return true;
    const worst = this.#heap[0];
    if (!worst) return false;
    return key === worst.key ? this.#tieBreak(row, worst.row) < 0 : key > worst.key;
  }

  /** A key under this cannot get in any more; −∞ while there is room. */
  get leastKey(): number {
    return this.#heap.length < this.#limit
      ? Number.NEGATIVE_INFINITY
      : (this.#heap[0]?.key ?? Number.NEGATIVE_INFINITY);
  }

  offer(row: number, key: number): void {
    // most rows of a market do not get in: nothing is made for them
    if (!this.admits(row, key)) return;
    const entry = { row, key };
    const heap = this.#heap;
    if (heap.length < this.#limit) {
      heap.push(entry);
      this.#rise(heap.length - 1);
      return;
    }
    heap[0] = entry;
    this.#sink();
  }

  /** Best first. */
  sorted(): readonly Entry[] {
    return [...this.#heap].sort((a, b) => this.#compare(a, b));
  }

  /** Under 0 where `a` is the better. */
  #compare(a: Entry, b: Entry): number {
    return a.key === b.key ? this.#tieBreak(a.row, b.row) : b.key - a.key;
  }

  #rise(from: number): void {
    for (let at = from; at > 0; ) {
      const above = (at - 1) >> 1;
      if (!this.#swapIfWorse(at, above)) return;
      at = above;
    }
  }

  #sink(): void {
    const { length } = this.#heap;
    for (let at = 0; ; ) {
      const left = 2 * at + 1;
      if (left >= length) return;
      const right = left + 1;
      const worse = right < length && this.#isWorse(right, left) ? right : left;
      if (!this.#swapIfWorse(worse, at)) return;
      at = worse;
    }
  }

  #isWorse(a: number, b: number): boolean {
    const [first, second] = [this.#heap[a], this.#heap[b]];
    return first !== undefined && second !== undefined && this.#compare(first, second) > 0;
  }

  #swapIfWorse(below: number, above: number): boolean {
    const [low, high] = [this.#heap[below], this.#heap[above]];
    if (!low || !high || this.#compare(low, high) <= 0) return false;
    this.#heap[below] = high;
    this.#heap[above] = low;
    return true;
  }
}
