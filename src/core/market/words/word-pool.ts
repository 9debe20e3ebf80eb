import type { Dictionary } from '../columns/dictionary.ts';
import { encodeWords, headerBytesFor, lengthAt, mostBytes, spanAt } from './word-codes.ts';

/**
 * The words of every lot in one array of bytes: for each lot its length in bytes, the codes of its words (frequent words
 * came early and take a byte or two), then, spelt out in six bits a character, those that hardly two lots share: VINs
 * and stock numbers, which a dictionary would not shrink.
 */
export class WordPool {
  readonly words: Dictionary<string>;
  #bytes: Uint8Array<ArrayBuffer>;
  #starts: Uint32Array<ArrayBuffer>;
  #used = 1;
  #garbage = 0;
  #scratch = new Uint8Array(mostBytes);

  constructor(words: Dictionary<string>, capacity: number, bytes = capacity * 16 + 1_024) {
    this.words = words;
    this.#bytes = new Uint8Array(bytes);
    this.#starts = new Uint32Array(capacity);
  }

  get byteLength(): number {
    return this.#bytes.byteLength + this.#starts.byteLength;
  }
  /** Where the lot of each row begins; 0: it has no words. */
  get starts(): Uint32Array<ArrayBuffer> {
    return this.#starts;
  }
  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes;
  }
  get usedBytes(): number {
    return this.#used;
  }

  reserve(capacity: number): void {
    if (capacity <= this.#starts.length) return;
    const starts = new Uint32Array(capacity);
    starts.set(this.#starts);
    this.#starts = starts;
  }

  /** Takes over what was written to `bytes` and `starts` directly. */
  adopt(used: number): void {
    this.#used = used;
  }

  /** Sets the words of a row; repeated ones count once. */
  put(row: number, words: Iterable<string>, size: number): void {
    const length = encodeWords(words, this.words, this.#scratch);
    const known = this.#starts[row] ?? 0;
    if (known > 0 && this.#isSame(known, length)) return;
    if (known > 0) this.#garbage += spanAt(this.#bytes, known);
    if (length === 0) {
      this.#starts[row] = 0;
      return;
    }
    if (this.#garbage > 65_536 && this.#garbage > this.#used / 4) {
      this.#starts[row] = 0;
      this.#compact(size);
    }
    this.#makeRoom(length + headerBytesFor(length));
    this.#starts[row] = this.#used;
    this.#used = this.#append(this.#used, length);
  }

  #append(at: number, length: number): number {
    const bytes = this.#bytes;
    const from = at + headerBytesFor(length);
    if (length < 128) bytes[at] = length;
    else {
      bytes[at] = 0x80 | (length >> 8);
      bytes[at + 1] = length & 255;
    }
    bytes.set(this.#scratch.subarray(0, length), from);
    return from + length;
  }

  #isSame(start: number, length: number): boolean {
    if (lengthAt(this.#bytes, start) !== length) return false;
    const from = start + headerBytesFor(length);
    for (let at = 0; at < length; at++) if (this.#bytes[from + at] !== this.#scratch[at]) return false;
    return true;
  }

  #makeRoom(more: number): void {
    if (this.#used + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.ceil((this.#used + more) * 1.06) + 4_096);
    larger.set(this.#bytes.subarray(0, this.#used));
    this.#bytes = larger;
  }

  /** Leaves out what no row points to any more. */
  #compact(size: number): void {
    const kept = new Uint8Array(this.#used - this.#garbage + 4_096);
    let to = 1;
    for (let row = 0; row < size; row++) {
      const from = this.#starts[row] ?? 0;
      if (from === 0) continue;
      const bytes = spanAt(this.#bytes, from);
      kept.set(this.#bytes.subarray(from, from + bytes), to);
      this.#starts[row] = to;
      to += bytes;
    }
    this.#bytes = kept;
    this.#used = to;
    this.#garbage = 0;
  }
}
