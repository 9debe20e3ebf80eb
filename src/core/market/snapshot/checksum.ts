/** A running checksum over bytes in any pieces: finds damage, does not resist forgery. Four bytes at a time. */
export class Checksum {
  #low = 0x811c9dc5;
  #high = 0x1b873593;
  #pending = 0;
  #pendingBytes = 0;

  add(bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length && this.#pendingBytes > 0) this.#addByte(bytes[at++] ?? 0);
    const aligned = (bytes.byteOffset + at) % 4 === 0;
    const whole = (bytes.length - at) >>> 2;
    if (aligned && whole > 0) {
      this.#addWords(new Uint32Array(bytes.buffer, bytes.byteOffset + at, whole));
      at += whole * 4;
    } else {
      for (; at + 4 <= bytes.length; at += 4)
        this.#addWord(
          (bytes[at] ?? 0) |
            ((bytes[at + 1] ?? 0) << 8) |
            ((bytes[at + 2] ?? 0) << 16) |
            ((bytes[at + 3] ?? 0) << 24),
        );
    }
    while (at < bytes.length) this.#addByte(bytes[at++] ?? 0);
  }

  /** Two numbers of 32 bits; bytes that do not fill the last four count as well. */
  sum(): readonly [number, number] {
    const rest = this.#pending ^ Math.imul(this.#pendingBytes + 1, 0x9e3779b1);
    return [(this.#low ^ rest) >>> 0, (Math.imul(this.#high ^ rest, 0x85ebca6b) ^ this.#low) >>> 0];
  }

  #addByte(byte: number): void {
    this.#pending |= byte << (8 * this.#pendingBytes);
    this.#pendingBytes += 1;
    if (this.#pendingBytes < 4) return;
    const word = this.#pending;
    this.#pending = 0;
    this.#pendingBytes = 0;
    this.#addWord(word);
  }

  #addWord(word: number): void {
    this.#low = Math.imul(this.#low ^ word, 0x01000193);
    this.#high = (Math.imul(this.#high, 31) + word) | 0;
  }

  #addWords(words: Uint32Array): void {
    let low = this.#low;
    let high = this.#high;
    for (let at = 0; at < words.length; at++) {
      const word = words[at] ?? 0;
      low = Math.imul(low ^ word, 0x01000193);
      high = (Math.imul(high, 31) + word) | 0;
    }
    this.#low = low;
    this.#high = high;
  }
}
