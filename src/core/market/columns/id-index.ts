/** Characters of an id behind its prefix: 22 of base64url, here in ASCII order, six bits each. */
const from = (first: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => String.fromCharCode(first.charCodeAt(0) + at));
export const idAlphabet = ['-', ...from('0', 10), ...from('A', 26), '_', ...from('a', 26)].join('');
const characters = 22;
/** 132 bits: four numbers of 32, and four bits more. */
const words = 4;
const restMask = 15;

const ranks = new Int8Array(128).fill(-1);
for (let rank = 0; rank < idAlphabet.length; rank++) ranks[idAlphabet.charCodeAt(rank)] = rank;

/**
 * Which row an id is in: 17 bytes for an id as `deriveId` makes them, and a table of row numbers. One id may be in
 * several rows, of one owner each. Ids of another make are kept as text beside it.
 */
export class IdIndex {
  readonly #prefix: string;
  #ids: Uint32Array<ArrayBuffer>;
  #rests: Uint8Array<ArrayBuffer>;
  #owners: Uint16Array<ArrayBuffer>;
  /** Row + 1, or 0 for empty; linear probing, at most four fifths full. */
  #slots: Int32Array<ArrayBuffer>;
  readonly #key = new Uint32Array(words + 1);
  /** Ids that do not pack, by row; their numbers are a hash. */
  readonly odd: Map<number, string>;
  #used = 0;

  constructor(prefix: string, capacity: number, odd = new Map<number, string>()) {
    this.#prefix = prefix;
    this.odd = odd;
    this.#ids = new Uint32Array(capacity * words);
    this.#rests = new Uint8Array(capacity);
    this.#owners = new Uint16Array(capacity);
    this.#slots = new Int32Array(slotsFor(capacity));
  }

  get byteLength(): number {
    return this.#ids.byteLength + this.#rests.byteLength + this.#owners.byteLength + this.#slots.byteLength;
  }
  /** Four numbers a row. */
  get ids(): Uint32Array<ArrayBuffer> {
    return this.#ids;
  }

  /** The last four bits of each. */
  get rests(): Uint8Array<ArrayBuffer> {
    return this.#rests;
  }
  /** The dealership that owns each row; 0: it is everybody's. */
  get owners(): Uint16Array<ArrayBuffer> {
    return this.#owners;
  }

  /** Row of the id under this owner, or −1. Throws RangeError for an id without the prefix. */
  find(id: string, owner = 0): number {
    const odd = this.#read(id);
    return (this.#slots[this.#seek(owner, odd)] ?? 0) - 1;
  }

  /** Puts a new id in the next row and answers it. */
  add(id: string, owner = 0): number {
    const row = this.#used;
    if (row >= this.#owners.length) this.reserve(Math.ceil(row * 1.06) + 1_024);
    const odd = this.#read(id);
    this.#ids.set(this.#key.subarray(0, words), row * words);
    this.#rests[row] = this.#key[words] ?? 0;
    this.#owners[row] = owner;
    const slot = this.#seek(owner, odd);
    if (odd) this.odd.set(row, id);
    this.#slots[slot] = row + 1;
    this.#used += 1;
    return row;
  }

  idAt(row: number): string {
    const odd = this.odd.size > 0 ? this.odd.get(row) : undefined;
    return odd ?? this.#prefix + unpack(this.#ids, row * words, this.#rests[row] ?? 0);
  }

  /** Order of two rows' ids, byte by byte: under, equal to or over 0. */
  compare(a: number, b: number): number {
    if (this.odd.size > 0 && (this.odd.has(a) || this.odd.has(b)))
      return compareText(this.idAt(a), this.idAt(b));
    for (let at = 0; at < words; at++) {
      const difference = (this.#ids[a * words + at] ?? 0) - (this.#ids[b * words + at] ?? 0);
      if (difference !== 0) return difference;
    }
    return (this.#rests[a] ?? 0) - (this.#rests[b] ?? 0);
  }

  /** The same between rows and one id, which need not be in. */
  comparerTo(id: string): (row: number) => number {
    const key = new Uint32Array(words + 1);
    const isPacked = id.startsWith(this.#prefix) && pack(id, this.#prefix.length, key);
    return (row) => {
      if (!isPacked || (this.odd.size > 0 && this.odd.has(row))) return compareText(this.idAt(row), id);
      for (let at = 0; at < words; at++) {
        const difference = (this.#ids[row * words + at] ?? 0) - (key[at] ?? 0);
        if (difference !== 0) return difference;
      }
      return (this.#rests[row] ?? 0) - (key[words] ?? 0);
    };
  }

  reserve(capacity: number): void {
    if (capacity <= this.#owners.length) return;
    const ids = new Uint32Array(capacity * words);
    ids.set(this.#ids);
    this.#ids = ids;
    const rests = new Uint8Array(capacity);
    rests.set(this.#rests);
    this.#rests = rests;
    const owners = new Uint16Array(capacity);
    owners.set(this.#owners);
    this.#owners = owners;
    if (slotsFor(capacity) > this.#slots.length) this.#rebuild(slotsFor(capacity));
  }

  /** Takes over so many rows whose numbers were written to `ids` and `owners` directly. */
  adopt(size: number): void {
    this.#used = size;
    this.#rebuild(this.#slots.length);
  }

  #rebuild(slots: number): void {
    this.#slots = new Int32Array(slots);
    const ids = this.#ids;
    for (let row = 0; row < this.#used; row++) {
      let slot = slotOf(hash(ids, row * words), slots);
      while (this.#slots[slot] !== 0) slot = slot + 1 === slots ? 0 : slot + 1;
      this.#slots[slot] = row + 1;
    }
  }

  /** Reads an id into the key; answers its text where it does not pack. */
  #read(id: string): string | undefined {
    if (!id.startsWith(this.#prefix) || id.length === this.#prefix.length || id.length > 60)
      throw new RangeError(`not an id of this index: ${id.slice(0, 60)}`);
    if (pack(id, this.#prefix.length, this.#key)) return undefined;
    let mixed = 0x811c9dc5;
    for (let at = 0; at < id.length; at++) mixed = Math.imul(mixed ^ id.charCodeAt(at), 0x01000193);
    this.#key.fill(mixed);
    this.#key[words] = mixed & restMask;
    return id;
  }

  /** The slot that holds the key under this owner, or the empty one where it would go. */
  #seek(owner: number, odd: string | undefined): number {
    const slots = this.#slots;
    let slot = slotOf(hash(this.#key, 0), slots.length);
    for (;;) {
      const row = (slots[slot] ?? 0) - 1;
      if (row < 0 || (this.#owners[row] === owner && this.#holdsKey(row, odd))) return slot;
      slot = slot + 1 === slots.length ? 0 : slot + 1;
    }
  }

  #holdsKey(row: number, odd: string | undefined): boolean {
    for (let at = 0; at < words; at++) if (this.#ids[row * words + at] !== this.#key[at]) return false;
    return (
      this.#rests[row] === this.#key[words] && (this.odd.size > 0 ? this.odd.get(row) : undefined) === odd
    );
  }
}

/** Ids in byte order: what PostgreSQL's C locale and JavaScript agree on. */
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function pack(id: string, from: number, into: Uint32Array): boolean {
  if (id.length - from !== characters) return false;
  let pending = 0;
  let bits = 0;
  let word = 0;
  for (let at = from; at < id.length; at++) {
    const code = id.charCodeAt(at);
    const rank = code < 128 ? (ranks[code] ?? -1) : -1;
    if (rank < 0) return false;
    const over = bits + 6 - 32;
    if (over < 0) {
      pending = (pending << 6) | rank;
      bits += 6;
      continue;
    }
    into[word] = (pending << (6 - over)) | (rank >>> over);
    word += 1;
    pending = rank & ((1 << over) - 1);
    bits = over;
  }
  into[word] = pending;
  return true;
}

function unpack(ids: Uint32Array, first: number, rest: number): string {
  let text = '';
  for (let at = 0; at < characters; at++) {
    const start = at * 6;
    const word = first + (start >>> 5);
    const offset = start & 31;
    const here = ids[word] ?? 0;
    const next = (start >>> 5) + 1 < words ? (ids[word + 1] ?? 0) : rest << 28;
    const rank =
      offset <= 26
        ? (here >>> (26 - offset)) & 63
        : ((here << (offset - 26)) | (next >>> (58 - offset))) & 63;
    text += idAlphabet.charAt(rank);
  }
  return text;
}

/** Ids are digests already: their numbers need little mixing. */
function hash(ids: Uint32Array, first: number): number {
  let mixed = (ids[first] ?? 0) ^ Math.imul(ids[first + 2] ?? 0, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b) ^ (ids[first + 3] ?? 0);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}

const slotOf = (hashed: number, slots: number): number => Math.floor((hashed / 4_294_967_296) * slots);
const slotsFor = (capacity: number): number => Math.max(16, Math.ceil(capacity * 1.25));
