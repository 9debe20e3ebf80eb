/** Rows of a market as bits. Rows that were added since it was made are not in it until they are set. */
export class RowSet {
  #words: Uint32Array;

  constructor(size: number) {
    this.#words = new Uint32Array((size + 31) >>> 5);
  }

  static of(rows: Iterable<number>, size: number): RowSet {
    const set = new RowSet(size);
    for (const row of rows) if (row >= 0) set.add(row);
    return set;
  }

  get byteLength(): number {
    return this.#words.byteLength;
  }

  add(row: number): void {
    const word = row >>> 5;
    if (word >= this.#words.length) {
      const larger = new Uint32Array(word + 256);
      larger.set(this.#words);
      this.#words = larger;
    }
    this.#words[word] = (this.#words[word] ?? 0) | (1 << (row & 31));
  }

  set(row: number, isIn: boolean): void {
    if (isIn) this.add(row);
    else if (row >>> 5 < this.#words.length)
      this.#words[row >>> 5] = (this.#words[row >>> 5] ?? 0) & ~(1 << (row & 31));
  }

  has(row: number): boolean {
    return (((this.#words[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 1;
  }
}
