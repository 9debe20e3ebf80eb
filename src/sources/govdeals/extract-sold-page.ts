import { readPage } from '../_kit/read-page.ts';
import { toRejection } from '../_kit/rejection.ts';
import type { ByteInput, Extracted } from '../_kit/source.ts';

/** The one record of a saved lot page: its JSON-LD and the amounts that it shows. */
export async function* extractSoldPage(input: ByteInput): AsyncGenerator<Extracted> {
  const page = await readPage(input);
  yield page.ok ? cutSoldPage(page.value) : { ok: false, rejection: page.error };
}

function cutSoldPage(html: string): Extracted {
  for (const script of scriptsOfType(html, 'application/ld+json')) {
    const lot = findLot(script);
    if (lot === undefined) continue;
    const soldAmount = readDataValue(html, 'lblSoldAmount');
    const totalAmount = readDataValue(html, 'lblTotalAmount');
    return { ok: true, line: 1, record: { soldPage: lot, soldAmount, totalAmount } };
  }
  return reject(
    'unreadable_line',
    'the page holds no readable JSON-LD of a lot (cut off, or another page)',
    html,
  );
}

/** Each script is looked at once, and its opening tag only so far: hostile pages stay linear. */
function* scriptsOfType(html: string, type: string): Generator<string> {
  for (let at = html.indexOf('<script'); at >= 0; at = html.indexOf('<script', at)) {
    const tag = html.slice(at, at + 500).split('>', 1)[0] ?? '';
    at += Math.max(tag.length, 1);
    if (!tag.includes(type)) continue;
    const close = html.indexOf('</script', at);
    if (close < 0) return;
    yield html.slice(at + 1, close);
    at = close;
  }
}

/** The first object of the JSON-LD that offers something, at the top, in a list or in `@graph`. */
function findLot(script: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(script);
  } catch {
    return undefined;
  }
  const graph = isObject(value) && Array.isArray(value['@graph']) ? value['@graph'] : value;
  const candidates: readonly unknown[] = Array.isArray(graph) ? graph : [graph];
  return candidates.find((each) => isObject(each) && isObject(each.offers));
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readDataValue(html: string, id: string): string | undefined {
  const at = html.indexOf(`id="${id}"`);
  if (at < 0) return undefined;
  const tag = html.slice(at, at + 300).split('>', 1)[0] ?? '';
  return /data-value="([^"]{1,40})"/.exec(tag)?.[1];
}

const reject = (code: string, reason: string, excerpt?: string): Extracted => ({
  ok: false,
  rejection: toRejection(code, reason, { line: 1, excerpt }),
});
