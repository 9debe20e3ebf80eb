import { extractJsonDocument } from '../_kit/extract-json-document.ts';
import type { Source } from '../_kit/source.ts';
import { describeGsaListings } from './describe.ts';
import { transformGsaListing } from './transform.ts';

export const gsaListings: Source = {
  describe: describeGsaListings,
  recognises: ({ text }) => text.includes('"item_description"') && text.includes('"auction_end_time"'),
  extract: (input) => extractJsonDocument(input, ['auctions']),
  transform: transformGsaListing,
};
