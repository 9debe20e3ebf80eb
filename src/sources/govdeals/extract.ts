import { extractJsonDocument } from '../_kit/extract-json-document.ts';
import { extractJsonLines } from '../_kit/extract-json-lines.ts';
import { peek } from '../_kit/peek.ts';
import type { ByteInput, Extracted } from '../_kit/source.ts';
import { extractSoldPage } from './extract-sold-page.ts';

/** Which of the three shapes the bytes have: told by their beginning, not by the file's name. */
export async function* extractGovdeals(input: ByteInput): AsyncGenerator<Extracted> {
  const { start, input: whole } = await peek(input, 4096);
  const text = Buffer.from(start)
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart();
  if (text.startsWith('<')) yield* extractSoldPage(whole);
  else if (isOneDocument(text)) yield* extractJsonDocument(whole, ['assetSearchResults']);
  else yield* extractJsonLines(whole);
}

/** One document over several lines, rather than one record a line of which the first may be broken. */
function isOneDocument(text: string): boolean {
  if (text.startsWith('[') || text.includes('"assetSearchResults"')) return true;
  const [first = '', second = ''] = text.split('\n', 2).map((line) => line.trim());
  return first.startsWith('{') && !first.endsWith('}') && /^["}]/.test(second);
}
