import { readPage } from '../_kit/read-page.ts';
import { toRejection } from '../_kit/rejection.ts';
import type { ByteInput, Extracted } from '../_kit/source.ts';

/** No row of the list comes near it. */
const maxRowLength = 100_000;

/** One record per row of the list: `{id, titleHtml, priceHtml, timeLeftHtml}`, cut out and otherwise untouched. */
export async function* extractPublicsurplus(input: ByteInput): AsyncGenerator<Extracted> {
  const page = await readPage(input);
  if (page.ok) yield* cutRows(page.value);
  else yield { ok: false, rejection: page.error };
}

/** A row ends at its `</tr>`, and before the next row at the latest: each character is looked at once. */
function* cutRows(html: string): Generator<Extracted> {
  const starts = [...html.matchAll(/<tr id="(\d{1,12})([A-Za-z]{0,20})"/g)];
  for (const [at, start] of starts.entries()) {
    const line = at + 1;
    const upToNext = html.slice(start.index, starts[at + 1]?.index);
    const end = upToNext.indexOf('</tr>');
    if (end < 0 || end > maxRowLength) {
      yield reject('the page breaks off inside this row', line, upToNext.slice(0, 400));
      continue;
    }
    const row = upToNext.slice(0, end);
    const [, id = '', suffix = ''] = start;
    yield {
      ok: true,
      line,
      record: {
        id,
        titleHtml: textOf(row, `auc=${id}"`),
        priceHtml: textOf(row, `id="val_${id}${suffix}"`),
        timeLeftHtml: textOf(row, `id="timeLeftValue${id}${suffix}"`),
      },
    };
  }
  if (starts.length === 0) yield reject('the page holds no row of a list of auctions', 1, html.slice(0, 400));
}

const reject = (reason: string, line: number, excerpt: string): Extracted => ({
  ok: false,
  rejection: toRejection('unreadable_line', reason, { line, excerpt }),
});

/** The content of the first element whose opening tag holds `mark`, up to the next tag. */
function textOf(row: string, mark: string): string | undefined {
  const at = row.indexOf(mark);
  const open = at < 0 ? -1 : row.indexOf('>', at);
  if (open < 0) return undefined;
  const close = row.indexOf('<', open);
  return row.slice(open + 1, close < 0 ? undefined : close);
}
