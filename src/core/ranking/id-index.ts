/** Bytes kept of an id behind its prefix; ids of lots have 22. */
export const idBytes = 24;

/**
 * Which row an id is in: fixed-width ids in one array and a table of row numbers, some 32 bytes a lot where a `Map`
 * of strings takes over a hundred.
 */
export class IdIndex {
  readonly #prefix: string;
  #ids: Uint8Array<ArrayBuffer>;
  /** Row + 1, or 0 for empty; linear probing, at most half full. */
  #slots: Int32Array<ArrayBuffer>;
  readonly #key = new Uint8Array(idBytes);
  #used = 0;

  constructor(prefix: string, capacity: number) {
    this.#prefix = prefix;
    this.#ids = new Uint8Array(capacity * idBytes);
    this.#slots = new Int32Array(slotsFor(capacity));
  }

  get byteLength(): number {
    return this.#ids.byteLength + this.#slots.byteLength;
  }

  /** Row of the id, or −1. */
  find(id: string): number {
    this.#read(id);
    return (this.#slots[this.#seek()] ?? 0) - 1;
  }

  /** Puts a new id in the next row and answers it. Throws RangeError for an id of another make. */
  add(id: string): number {
    const row = this.#used;
    if (row >= this.#ids.length / idBytes) this.reserve(Math.ceil(row * 1.25) + 1_024);
    this.#read(id);
    this.#ids.set(this.#key, row * idBytes);
    this.#slots[this.#seek()] = row + 1;
    this.#used += 1;
    return row;
  }

  idAt(row: number): string {
    let text = this.#prefix;
    for (let at = row * idBytes; at < (row + 1) * idBytes && this.#ids[at]; at++)
      text += String.fromCharCode(this.#ids[at] ?? 0);
    return text;
  }

  /** Order of two rows' ids, byte by byte: under, equal to or over 0. */
  compare(a: number, b: number): number {
    for (let at = 0; at < idBytes; at++) {
      const difference = (this.#ids[a * idBytes + at] ?? 0) - (this.#ids[b * idBytes + at] ?? 0);
      if (difference !== 0) return difference;
    }
    return 0;
  }

  reserve(capacity: number): void {
    if (capacity * idBytes <= this.#ids.length) return;
    const ids = new Uint8Array(capacity * idBytes);
    ids.set(this.#ids);
    this.#ids = ids;
    if (slotsFor(capacity) <= this.#slots.length) return;
    this.#slots = new Int32Array(slotsFor(capacity));
    for (let row = 0; row < this.#used; row++) {
      this.#key.set(ids.subarray(row * idBytes, (row + 1) * idBytes));
      this.#slots[this.#seek()] = row + 1;
    }
  }

  #read(id: string): void {
    const { length } = this.#prefix;
    if (!id.startsWith(this.#prefix) || id.length - length > idBytes || id.length === length)
      throw new RangeError(`not an id of this index: ${id.slice(0, 60)}`);
    this.#key.fill(0);
    for (let at = length; at < id.length; at++) this.#key[at - length] = id.charCodeAt(at) & 127;
  }

  /** The slot that holds the key, or the empty one where it would go. */
  #seek(): number {
    let hash = 0x811c9dc5;
    for (const byte of this.#key) hash = Math.imul(hash ^ byte, 0x01000193);
    const mask = this.#slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const row = (this.#slots[slot] ?? 0) - 1;
      if (row < 0 || this.#holdsKey(row)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #holdsKey(row: number): boolean {
    for (let at = 0; at < idBytes; at++) if (this.#ids[row * idBytes + at] !== this.#key[at]) return false;
    return true;
  }
}

const slotsFor = (capacity: number): number => 2 ** Math.ceil(Math.log2(Math.max(16, capacity * 2)));
