import type { Source } from '../_kit/source.ts';
import { describePublicsurplus } from './describe.ts';
import { extractPublicsurplus } from './extract.ts';
import { transformPublicsurplus } from './transform.ts';

export const publicsurplus: Source = {
  describe: describePublicsurplus,
  recognises: ({ text }) => text.includes('id="auctionTableView"') || /id="timeLeftValue\d/.test(text),
  extract: extractPublicsurplus,
  transform: transformPublicsurplus,
};
