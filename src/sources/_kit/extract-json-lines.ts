import { readLines } from './read-lines.ts';
import { toRejection } from './rejection.ts';
import type { ByteInput, Extracted } from './source.ts';

/** One JSON value a line. Empty lines are not records; a line that is no JSON is an `unreadable_line`. */
export async function* extractJsonLines(input: ByteInput): AsyncGenerator<Extracted> {
  for await (const lines of readLines(input)) {
    for (const line of lines) {
      if (!line.ok) {
        yield line;
        continue;
      }
      if (line.text.trim() === '') continue;
      yield readJson(line.text, line.line);
    }
  }
}

function readJson(text: string, line: number): Extracted {
  try {
    return { ok: true, line, record: JSON.parse(text) as unknown };
  } catch {
    const reason = text.includes('\0')
      ? 'the line is not JSON: it holds NUL bytes'
      : 'the line is not complete JSON';
    return { ok: false, rejection: toRejection('unreadable_line', reason, { line, excerpt: text }) };
  }
}
