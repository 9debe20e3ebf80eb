import type { ListingRejection } from '../../core/listing/listing.ts';
import { BytesProblemError, decompress } from './gunzip.ts';
import { toRejection } from './rejection.ts';
import type { ByteInput } from './source.ts';

/** No record of any source comes near 1 MB; a longer line is a broken or hostile file. */
export const maxLineBytes = 1_048_576;

export type Line =
  | { readonly ok: true; readonly line: number; readonly text: string; readonly byteLength: number }
  | { readonly ok: false; readonly rejection: ListingRejection };

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The lines of a text file, decompressed if need be, without line ends, in batches, with numbers from 1. Holds no
 * more than one line of at most 1 MB. A longer line, one that is not UTF-8, and the point where the bytes break
 * off are rejections; everything else goes on.
 */
export async function* readLines(input: ByteInput): AsyncGenerator<readonly Line[]> {
  const reader = new LineReader();
  let seen = false;
  try {
    for await (const chunk of decompress(input)) {
      if (!seen && chunk.length > 0) {
        seen = true;
        const wide = utf16Problem(chunk);
        if (wide !== undefined) {
          yield [{ ok: false, rejection: wide }];
          return;
        }
      }
      const lines = reader.push(chunk);
      if (lines.length > 0) yield lines;
    }
  } catch (error) {
    if (!(error instanceof BytesProblemError)) throw error;
    yield [
      ...reader.finish(),
      { ok: false, rejection: toRejection(error.code, error.message, { line: reader.line }) },
    ];
    return;
  }
  const last = reader.finish();
  if (last.length > 0) yield last;
}

function utf16Problem(chunk: Uint8Array): ListingRejection | undefined {
  const wide = (chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff);
  if (!wide) return undefined;
  return toRejection('not_utf8', 'the file is UTF-16: save it as UTF-8 and upload it again', { line: 1 });
}

class LineReader {
  /** Number of the line being read. */
  line = 1;
  #parts: Uint8Array[] = [];
  #held = 0;
  #skipped = 0;

  push(chunk: Uint8Array): Line[] {
    const lines: Line[] = [];
    let from = 0;
    for (;;) {
      const at = chunk.indexOf(0x0a, from);
      if (at < 0) break;
      this.#hold(chunk.subarray(from, at));
      this.#complete(lines);
      from = at + 1;
    }
    this.#hold(chunk.subarray(from));
    return lines;
  }

  finish(): Line[] {
    const lines: Line[] = [];
    if (this.#held + this.#skipped > 0) this.#complete(lines);
    return lines;
  }

  #hold(piece: Uint8Array): void {
    if (piece.length === 0) return;
    if (this.#skipped > 0 || this.#held + piece.length > maxLineBytes) {
      this.#skipped += this.#held + piece.length;
      // the first piece is kept for the excerpt
      this.#parts = this.#parts.slice(0, 1);
      this.#held = 0;
      if (this.#parts.length === 0) this.#parts.push(piece.slice(0, 400));
      return;
    }
    this.#parts.push(piece);
    this.#held += piece.length;
  }

  #complete(lines: Line[]): void {
    const line = this.line++;
    const parts = this.#parts;
    const skipped = this.#skipped;
    this.#parts = [];
    this.#held = 0;
    this.#skipped = 0;
    if (skipped > 0) {
      const excerpt = Buffer.from(parts[0]?.subarray(0, 200) ?? []).toString('latin1');
      const reason = `the line has ${skipped} bytes; no record is longer than ${maxLineBytes}`;
      lines.push({ ok: false, rejection: toRejection('line_too_long', reason, { line, excerpt }) });
      return;
    }
    let bytes: Uint8Array = parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
    if (bytes.at(-1) === 0x0d) bytes = bytes.subarray(0, -1);
    if (line === 1 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes = bytes.subarray(3);
    try {
      lines.push({ ok: true, line, text: decoder.decode(bytes), byteLength: bytes.length });
    } catch {
      const excerpt = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
      const reason = 'the line is not UTF-8 text (Latin-1 perhaps): save the file as UTF-8';
      lines.push({ ok: false, rejection: toRejection('not_utf8', reason, { line, excerpt }) });
    }
  }
}
