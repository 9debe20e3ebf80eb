import { readCsvFields } from './csv-fields.ts';
import { type Line, readLines } from './read-lines.ts';
import { toRejection } from './rejection.ts';
import type { ByteInput, Extracted } from './source.ts';

/** A record may go over so many lines and bytes; a stray quote then costs its own line, no other, and little time. */
const maxLinesPerRecord = 10;
const maxJoinedBytes = 65_536;

type TextLine = Extract<Line, { ok: true }>;

/**
 * Records of a CSV file with a header, as objects by column name; column order is free. A header without all of
 * `requiredColumns` is one rejection that names the missing ones, and nothing else is read.
 */
export async function* extractCsv(
  input: ByteInput,
  requiredColumns: readonly string[],
): AsyncGenerator<Extracted> {
  const reader = new CsvReader(requiredColumns);
  for await (const lines of readLines(input)) {
    for (const line of lines) yield* reader.push(line);
    if (reader.stopped) return;
  }
  yield* reader.finish();
}

class CsvReader {
  stopped = false;
  #columns: readonly string[] | undefined;
  /** Lines of a record whose quoted field has not ended yet. */
  #pending: TextLine[] = [];
  readonly #requiredColumns: readonly string[];

  constructor(requiredColumns: readonly string[]) {
    this.#requiredColumns = requiredColumns;
  }

  *push(line: Line): Generator<Extracted> {
    if (this.stopped) return;
    if (!line.ok) {
      yield* this.finish();
      yield line;
      return;
    }
    // lines that turn out not to belong to a record are read again by themselves
    const queue: TextLine[] = [line];
    for (let next = queue.shift(); next !== undefined && !this.stopped; next = queue.shift()) {
      const outcome = this.#take(next);
      if (outcome === 'stray_quote') {
        const [first, ...rest] = this.#pending;
        this.#pending = [];
        queue.unshift(...rest);
        if (first !== undefined) yield strayQuote(first);
      } else if (outcome !== undefined) yield outcome;
    }
  }

  /** At the end of the text: the first pending line is at fault, the lines after it may still be records. */
  *finish(): Generator<Extracted> {
    while (this.#pending.length > 0) {
      const [first, ...rest] = this.#pending;
      this.#pending = [];
      if (first !== undefined) yield strayQuote(first);
      for (const line of rest) yield* this.push(line);
    }
  }

  #take(line: TextLine): Extracted | 'stray_quote' | undefined {
    const pending = this.#pending;
    if (pending.length === 0 && line.text.trim() === '') return undefined;
    pending.push(line);
    const text = pending.length === 1 ? line.text : pending.map((each) => each.text).join('\n');
    const fields = readCsvFields(text);
    if (fields === undefined) {
      const mayGoOn = pending.length < maxLinesPerRecord && totalBytes(pending) < maxJoinedBytes;
      return mayGoOn ? undefined : 'stray_quote';
    }
    if (this.#columns === undefined) {
      this.#pending = [];
      return this.#takeHeader(fields, line);
    }
    // several lines that do not make a record were joined by a stray quote
    if (pending.length > 1 && fields.length !== this.#columns.length) return 'stray_quote';
    this.#pending = [];
    return toRecord(this.#columns, fields, pending[0]?.line ?? line.line);
  }

  #takeHeader(fields: readonly string[], line: TextLine): Extracted | undefined {
    const header = fields.map((name) => name.trim());
    const missing = this.#requiredColumns.filter((name) => !header.includes(name));
    this.#columns = header;
    if (missing.length === 0) return undefined;
    this.stopped = true;
    const reason = `not the header of this download: missing ${missing.join('; ')}`;
    return {
      ok: false,
      rejection: toRejection('missing_columns', reason, { line: line.line, excerpt: line.text }),
    };
  }
}

const totalBytes = (lines: readonly TextLine[]): number =>
  lines.reduce((total, line) => total + line.byteLength, 0);

const strayQuote = (line: TextLine): Extracted => ({
  ok: false,
  rejection: toRejection('unreadable_line', 'a quoted field begins here and does not end', {
    line: line.line,
    excerpt: line.text,
  }),
});

function toRecord(columns: readonly string[], fields: readonly string[], line: number): Extracted {
  if (fields.length !== columns.length) {
    const reason = `the line has ${fields.length} fields and the header ${columns.length}: columns may have shifted`;
    return {
      ok: false,
      rejection: toRejection('bad_column_count', reason, { line, excerpt: fields.join(',') }),
    };
  }
  // fromEntries defines own properties, so that a column named __proto__ is a column
  return { ok: true, line, record: Object.fromEntries(columns.map((name, at) => [name, fields[at]])) };
}
