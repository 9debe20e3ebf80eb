import { err, ok, type Result } from '../../core/kernel/result.ts';
import type { ListingRejection } from '../../core/listing/listing.ts';
import { BytesProblemError, decompress } from './gunzip.ts';
import { toRejection } from './rejection.ts';
import type { ByteInput } from './source.ts';

/** A saved page is some hundred KB; a larger file is something else. */
export const maxPageBytes = 8 * 1_048_576;

/** The text of a saved HTML page, decompressed if need be; characters that are not UTF-8 become U+FFFD. */
export async function readPage(input: ByteInput): Promise<Result<string, ListingRejection>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of decompress(input)) {
      size += chunk.length;
      if (size > maxPageBytes)
        return err(toRejection('page_too_large', 'the page is larger than 8 MB', { line: 1 }));
      parts.push(chunk);
    }
  } catch (error) {
    if (!(error instanceof BytesProblemError)) throw error;
    return err(toRejection(error.code, error.message, { line: 1 }));
  }
  return ok(Buffer.concat(parts).toString('utf8'));
}
