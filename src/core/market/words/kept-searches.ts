import { RowSet } from '../columns/row-set.ts';

interface KeptSearch {
  readonly words: readonly string[];
  /** Rows that were looked at, and those of them that have all the words. */
  readonly looked: RowSet;
  readonly found: RowSet;
}
const mostKept = 32;

/**
 * What the last searches found: two bits a lot and search. Reading a lot's words is the dearest of all filters, and the
 * same words are sought again on the next page, in the facets and by the next caller. Kept right as lots change.
 */
export class KeptSearches {
  readonly #kept = new Map<string, KeptSearch>();

  get byteLength(): number {
    return [...this.#kept.values()].reduce(
      (sum, { looked, found }) => sum + looked.byteLength + found.byteLength,
      0,
    );
  }

  /** Whether a row has all the words, by what is known or else by `prepare`, which is called once where it is needed. */
  test(
    words: readonly string[],
    size: number,
    prepare: () => (row: number) => boolean,
  ): (row: number) => boolean {
    const { looked, found } = this.#open(words, size);
    let has: ((row: number) => boolean) | undefined;
    return (row) => {
      if (looked.has(row)) return found.has(row);
      has ??= prepare();
      const isFound = has(row);
      looked.add(row);
      found.set(row, isFound);
      return isFound;
    };
  }

  /** A row now has these words. */
  update(row: number, words: readonly string[]): void {
    for (const { words: sought, looked, found } of this.#kept.values()) {
      looked.add(row);
      found.set(
        row,
        sought.every((word) => words.some((one) => one.startsWith(word))),
      );
    }
  }

  #open(words: readonly string[], size: number): KeptSearch {
    const key = words.join(' ');
    const search = this.#kept.get(key) ?? { words, looked: new RowSet(size), found: new RowSet(size) };
    this.#kept.delete(key);
    this.#kept.set(key, search);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= mostKept) break;
      this.#kept.delete(oldest);
    }
    return search;
  }
}
