import { extractCsv } from '../_kit/extract-csv.ts';
import { extractJsonDocument } from '../_kit/extract-json-document.ts';
import { peek } from '../_kit/peek.ts';
import type { ByteInput, Extracted } from '../_kit/source.ts';
import { requiredColumns } from './columns.ts';

/** A CSV download, or one saved lot details answer. */
export async function* extractCopart(input: ByteInput): AsyncGenerator<Extracted> {
  const { start, input: whole } = await peek(input, 16);
  const text = Buffer.from(start)
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart();
  if (text.startsWith('{')) yield* extractJsonDocument(whole, []);
  else yield* extractCsv(whole, requiredColumns);
}
