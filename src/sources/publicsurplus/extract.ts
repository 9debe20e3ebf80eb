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

function* cutRows(html: string): Generator<Extracted> {
  let line = 0;
  const rowStart = /<tr id="(\d{1,12})([A-Za-z]{0,20})"/g;
  for (let start = rowStart.exec(html); start !== null; start = rowStart.exec(html)) {
    line++;
    const end = html.indexOf('</tr>', start.index);
    if (end < 0 || end - start.index > maxRowLength) {
      const excerpt = html.slice(start.index, start.index + 400);
      yield reject('the page breaks off inside this row', line, excerpt);
      continue;
    }
    const row = html.slice(start.index, end);
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
  if (line === 0) yield reject('the page holds no row of a list of auctions', 1, html);
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
