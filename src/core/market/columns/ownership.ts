/** Who owns which rows, and which shared rows their owners do not see because they have rows of their own. */
export class Ownership {
  /** Names by code; code 0 is everybody. */
  readonly names: string[] = [''];
  readonly #codes = new Map<string, number>();
  /** By owner: the shared rows under the ids of their rows. */
  readonly #shadowed = new Map<number, Set<number>>();
  /** By id: the codes of those who have a row of their own. */
  readonly #ownersOf = new Map<string, Set<number>>();

  /** The owner's code; 0 for everybody. Throws RangeError at more than 65,535 owners. */
  codeOf(owner: string | null): number {
    if (owner === null) return 0;
    const known = this.#codes.get(owner);
    if (known !== undefined) return known;
    const code = this.names.length;
    if (code > 0xffff) throw new RangeError('more than 65,535 dealerships own rows of one market');
    this.names.push(owner);
    this.#codes.set(owner, code);
    return code;
  }

  /** Undefined for one that owns nothing. */
  find(owner: string | null): number | undefined {
    return owner === null ? 0 : this.#codes.get(owner);
  }

  ownersOf(id: string): ReadonlySet<number> | undefined {
    return this.#ownersOf.size > 0 ? this.#ownersOf.get(id) : undefined;
  }

  shadowedFor(code: number): ReadonlySet<number> | undefined {
    return this.#shadowed.get(code);
  }

  take(id: string, code: number): void {
    const owners = this.#ownersOf.get(id) ?? new Set();
    this.#ownersOf.set(id, owners.add(code));
  }

  /** Answers whether anybody is left. */
  give(id: string, code: number): boolean {
    const owners = this.#ownersOf.get(id);
    owners?.delete(code);
    if (owners && owners.size > 0) return true;
    this.#ownersOf.delete(id);
    return false;
  }

  shadow(code: number, sharedRow: number): void {
    const rows = this.#shadowed.get(code) ?? new Set();
    this.#shadowed.set(code, rows.add(sharedRow));
  }

  uncover(code: number, sharedRow: number): void {
    this.#shadowed.get(code)?.delete(sharedRow);
  }
}
