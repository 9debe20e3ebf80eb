/** Codes 0, 1, 2 … for values that many lots share. Codes never change; there is no way to take one back. */
export class Dictionary<Value> {
  readonly values: Value[] = [];
  readonly #codes = new Map<unknown, number>();

  get size(): number {
    return this.values.length;
  }

  /** The value's code; it is told from others by `keyOf`, or by itself. */
  codeOf(value: Value, keyOf: () => unknown = () => value): number {
    return this.codeOfKey(keyOf(), () => value);
  }

  codeOfKey(key: unknown, make: () => Value): number {
    const known = this.#codes.get(key);
    if (known !== undefined) return known;
    const code = this.values.length;
    this.#codes.set(key, code);
    this.values.push(make());
    return code;
  }

  /** The code of a key that is in, or undefined. */
  find(key: unknown): number | undefined {
    return this.#codes.get(key);
  }
}
