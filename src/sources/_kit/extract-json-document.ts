import { BytesProblemError, decompress } from './gunzip.ts';
import { maxLineBytes } from './read-lines.ts';
import { toRejection } from './rejection.ts';
import type { ByteInput, Extracted } from './source.ts';

/**
 * Records of one JSON document, one after the other without ever holding the whole: the elements of the array
 * that stands at the top or under one of `arrayKeys` (any case) at the top; with neither, the document itself is
 * the record. Records before the place where a document breaks off are kept; the break is an `unreadable_line`.
 * `line` is the record's position, from 1.
 */
export async function* extractJsonDocument(
  input: ByteInput,
  arrayKeys: readonly string[],
): AsyncGenerator<Extracted> {
  const cutter = new RecordCutter(new Set(arrayKeys.map((key) => key.toLowerCase())));
  try {
    for await (const chunk of decompress(input)) {
      yield* cutter.push(chunk);
      if (cutter.stopped) return;
    }
  } catch (error) {
    if (!(error instanceof BytesProblemError)) throw error;
    yield* cutter.finish();
    yield { ok: false, rejection: toRejection(error.code, error.message, { line: cutter.count + 1 }) };
    return;
  }
  yield* cutter.finish();
}

const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const comma = 0x2c;
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Follows braces, brackets and strings byte by byte (all ASCII, so UTF-8 needs no decoding to follow them). */
class RecordCutter {
  /** Records and rejections so far. */
  count = 0;
  stopped = false;
  #depth = 0;
  #inString = false;
  #escaped = false;
  #seenAnything = false;
  /** Depth of the elements of the array of records; 0 until it is found. */
  #recordDepth = 0;
  #arrayDone = false;
  #key: number[] = [];
  #lastKey = '';
  #parts: Uint8Array[] = [];
  #held = 0;
  #skipped = 0;
  #collecting = false;
  #oddElement = false;
  readonly #arrayKeys: ReadonlySet<string>;

  constructor(arrayKeys: ReadonlySet<string>) {
    this.#arrayKeys = arrayKeys;
  }

  *push(chunk: Uint8Array): Generator<Extracted> {
    let from = 0;
    if (!this.#seenAnything) {
      const wide = (chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff);
      if (wide) {
        this.stopped = true;
        this.count++;
        yield reject('not_utf8', 'the file is UTF-16: save it as UTF-8 and upload it again', 1);
        return;
      }
      this.#seenAnything = chunk.length > 0;
    }
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at];
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === backslash) this.#escaped = true;
        else if (byte === quote) this.#endString();
        else if (this.#depth === 1 && this.#recordDepth === 0 && this.#key.length < 64)
          this.#key.push(byte ?? 0);
        continue;
      }
      if (this.#isOddElement(byte)) {
        this.#oddElement = true;
        this.count++;
        yield reject('unreadable_line', 'the list of records holds something that is no record', this.count);
      }
      if (byte === quote) {
        this.#inString = true;
        this.#key = [];
      } else if (byte === openBrace || byte === openBracket) {
        if (this.#open(byte)) from = at;
      } else if (byte === closeBrace || byte === closeBracket) {
        if (!this.#close()) continue;
        this.#hold(chunk.subarray(from, at + 1));
        yield this.#cut();
        from = at + 1;
      } else if (byte === comma && this.#depth === this.#recordDepth - 1) this.#oddElement = false;
    }
    if (this.#collecting) this.#hold(chunk.subarray(from));
  }

  *finish(): Generator<Extracted> {
    if (this.#collecting) {
      this.count++;
      const excerpt = Buffer.concat(this.#parts).subarray(0, 200).toString('utf8');
      yield reject('unreadable_line', 'the document breaks off inside this record', this.count, excerpt);
    } else if (this.#depth > 0 || this.#inString) {
      this.count++;
      yield reject('unreadable_line', 'the document breaks off before its end', this.count);
    } else if (this.count === 0 && !this.#arrayDone) {
      this.count++;
      yield reject('unreadable_line', 'the document is empty or no JSON', 1);
    }
    this.#collecting = false;
    this.#depth = 0;
    this.#inString = false;
  }

  #endString(): void {
    this.#inString = false;
    if (this.#depth === 1 && this.#recordDepth === 0)
      this.#lastKey = Buffer.from(this.#key).toString('latin1').toLowerCase();
  }

  /** True where a record begins. */
  #open(byte: number): boolean {
    this.#depth++;
    if (this.#recordDepth === 0 && !this.#arrayDone) {
      const isList = byte === openBracket;
      if (isList && (this.#depth === 1 || (this.#depth === 2 && this.#arrayKeys.has(this.#lastKey)))) {
        this.#recordDepth = this.#depth + 1;
        // whatever was held of the wrapper is not a record
        this.#collecting = false;
        this.#resetHeld();
        return false;
      }
      if (this.#depth === 1) {
        this.#collecting = true;
        return true;
      }
      return false;
    }
    if (this.#depth !== this.#recordDepth || byte !== openBrace) return false;
    this.#collecting = true;
    return true;
  }

  /** True where a record ends. */
  #close(): boolean {
    this.#depth--;
    if (this.#depth < 0) this.#depth = 0;
    if (this.#recordDepth === 0) return this.#depth === 0 && this.#collecting;
    if (this.#depth === this.#recordDepth - 1 && this.#collecting) return true;
    if (this.#depth < this.#recordDepth - 1) {
      this.#recordDepth = 0;
      this.#arrayDone = true;
    }
    return false;
  }

  /** Something else than an object directly in the list of records; told once per element. */
  #isOddElement(byte: number | undefined): boolean {
    if (this.#recordDepth === 0 || this.#collecting || this.#oddElement) return false;
    if (this.#depth !== this.#recordDepth - 1 || byte === undefined || byte <= 0x20) return false;
    return byte !== comma && byte !== openBrace && byte !== closeBracket;
  }

  #hold(piece: Uint8Array): void {
    if (this.#skipped > 0 || this.#held + piece.length > maxLineBytes) {
      this.#skipped += this.#held + piece.length;
      this.#parts = [];
      this.#held = 0;
      return;
    }
    this.#parts.push(piece);
    this.#held += piece.length;
  }

  #resetHeld(): void {
    this.#parts = [];
    this.#held = 0;
    this.#skipped = 0;
  }

  #cut(): Extracted {
    const line = ++this.count;
    const bytes = this.#parts.length === 1 && this.#parts[0] ? this.#parts[0] : Buffer.concat(this.#parts);
    const skipped = this.#skipped;
    this.#resetHeld();
    this.#collecting = false;
    if (skipped > 0) return reject('line_too_long', `the record has ${skipped} bytes`, line);
    let text: string;
    try {
      text = decoder.decode(bytes);
    } catch {
      const excerpt = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
      return reject('not_utf8', 'the record is not UTF-8 text', line, excerpt);
    }
    try {
      return { ok: true, line, record: JSON.parse(text) as unknown };
    } catch {
      return reject('unreadable_line', 'the record is not JSON', line, text);
    }
  }
}

const reject = (code: string, reason: string, line: number, excerpt?: string): Extracted => ({
  ok: false,
  rejection: toRejection(code, reason, { line, excerpt }),
});
