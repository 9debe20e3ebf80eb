import type { Source } from '../_kit/source.ts';
import { describeGovdeals } from './describe.ts';
import { extractGovdeals } from './extract.ts';
import { transformGovdeals } from './transform.ts';

export const govdeals: Source = {
  describe: describeGovdeals,
  recognises: ({ text }) =>
    (text.includes('"accountId"') && text.includes('"assetId"')) ||
    text.includes('"assetSearchResults"') ||
    (text.includes('application/ld+json') && text.includes('govdeals.com')),
  extract: extractGovdeals,
  transform: transformGovdeals,
};
