import { readCsvFields } from './csv-fields.ts';
import { type Line, maxLineBytes, readLines } from './read-lines.ts';
import { toRejection } from './rejection.ts';
import type { ByteInput, Extracted } from './source.ts';

/** A quoted field may go over so many lines; a stray quote then costs its own line and no other. */
const maxLinesPerRecord = 20;

type TextLine = Extract<Line, { ok: true }>;

/**
 * Records of a CSV file with a header, as objects by column name; column order is free. A header without all of
 * `requiredColumns` is one rejection that names the missing ones, and nothing else is read.
 */
export async function* extractCsv(
  input: ByteInput,
  requiredColumns: readonly string[],
): AsyncGenerator<Extracted> {
  let columns: readonly string[] | undefined;
  let pending: TextLine[] = [];
  for await (const batch of readLines(input)) {
    const queue: Line[] = [...batch];
    for (let at = 0; at < queue.length; at++) {
      const line = queue[at];
      if (line === undefined) break;
      if (!line.ok) {
        yield* unclosed(pending, columns);
        pending = [];
        yield line;
        continue;
      }
      if (pending.length === 0 && line.text.trim() === '') continue;
      pending.push(line);
      const fields = readCsvFields(pending.map((each) => each.text).join('\n'));
      const open = fields === undefined;
      if (open && pending.length < maxLinesPerRecord && totalBytes(pending) < maxLineBytes) continue;
      // several lines that do not make a record were joined by a stray quote
      if (open || (pending.length > 1 && columns !== undefined && fields.length !== columns.length)) {
        const [first, ...rest] = pending;
        if (first !== undefined) yield strayQuote(first);
        queue.splice(at + 1, 0, ...rest);
        pending = [];
        continue;
      }
      const start = pending[0]?.line ?? line.line;
      pending = [];
      if (columns !== undefined) {
        yield toRecord(columns, fields, start);
        continue;
      }
      const header = fields.map((name) => name.trim());
      const missing = requiredColumns.filter((name) => !header.includes(name));
      if (missing.length > 0) {
        const reason = `not the header of this download: missing ${missing.join('; ')}`;
        yield {
          ok: false,
          rejection: toRejection('missing_columns', reason, { line: start, excerpt: line.text }),
        };
        return;
      }
      columns = header;
    }
  }
  yield* unclosed(pending, columns);
}

/** At the end of the text: the first line is at fault, the lines after it may still be records. */
function* unclosed(
  pending: readonly TextLine[],
  columns: readonly string[] | undefined,
): Generator<Extracted> {
  const [first, ...rest] = pending;
  if (first === undefined) return;
  yield strayQuote(first);
  for (const line of rest) {
    const fields = line.text.trim() === '' ? undefined : readCsvFields(line.text);
    if (fields !== undefined && columns !== undefined) yield toRecord(columns, fields, line.line);
    else if (line.text.trim() !== '') yield strayQuote(line);
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
