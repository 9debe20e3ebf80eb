/** Codes 0, 1, 2 … for values that many lots share. Codes never change; there is no way to take one back. */
export class Dictionary<Value> {
  readonly values: Value[] = [];
  readonly keys: string[] = [];
  readonly #codes = new Map<string, number>();

  get size(): number {
    return this.values.length;
  }

  /** The code of a key; its value is made when the key is new. */
  codeOf(key: string, make: () => Value): number {
    const known = this.#codes.get(key);
    if (known !== undefined) return known;
    const code = this.values.length;
    this.#codes.set(key, code);
    this.keys.push(key);
    this.values.push(make());
    return code;
  }

  /** Takes over all keys and values in the order of their codes. */
  adopt(keys: readonly string[], values: readonly Value[]): void {
    for (const [code, key] of keys.entries()) this.codeOf(key, () => values[code] as Value);
  }

  /** The code of a key that is in, or undefined. */
  find(key: string): number | undefined {
    return this.#codes.get(key);
  }
}

/** Something worked out for each value of a dictionary, for the new ones when they are first asked for. */
export function lazilyFor<Value, Made>(
  { values }: Dictionary<Value>,
  make: (value: Value, code: number) => Made,
): (code: number) => Made {
  const made: Made[] = [];
  return (code) => {
    while (made.length <= code) made.push(make(values[made.length] as Value, made.length));
    return made[code] as Made;
  };
}
