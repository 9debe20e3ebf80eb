/** Phrases of one to several words, each with what it means; the longest phrase at a place wins. */
export class PhraseTable<Meaning> {
  readonly #byFirstWord = new Map<
    string,
    { readonly rest: readonly string[]; readonly meaning: Meaning }[]
  >();

  add(phrase: string, meaning: Meaning): this {
    const [first = '', ...rest] = phrase.split(' ');
    const entries = this.#byFirstWord.get(first) ?? [];
    entries.push({ rest, meaning });
    entries.sort((a, b) => b.rest.length - a.rest.length);
    this.#byFirstWord.set(first, entries);
    return this;
  }

  /** Adds every phrase of a list separated by commas. */
  addAll(phrases: string, meaning: Meaning): this {
    for (const phrase of phrases.split(',')) if (phrase.trim() !== '') this.add(phrase.trim(), meaning);
    return this;
  }

  /** The longest phrase that begins at word `at` (and whose meaning is accepted), with its length in words. */
  findAt(
    words: readonly string[],
    at: number,
    accept?: (meaning: Meaning) => boolean,
  ): { meaning: Meaning; length: number } | undefined {
    const entries = this.#byFirstWord.get(words[at] ?? '');
    if (entries === undefined) return undefined;
    for (const { rest, meaning } of entries) {
      if (followsAt(words, at + 1, rest) && (accept === undefined || accept(meaning))) {
        return { meaning, length: rest.length + 1 };
      }
    }
    return undefined;
  }
}

function followsAt(words: readonly string[], from: number, rest: readonly string[]): boolean {
  for (let offset = 0; offset < rest.length; offset += 1) {
    if (words[from + offset] !== rest[offset]) return false;
  }
  return true;
}
