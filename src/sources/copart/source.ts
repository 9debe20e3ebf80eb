import type { Source } from '../_kit/source.ts';
import { describeCopart } from './describe.ts';
import { extractCopart } from './extract.ts';
import { transformCopart } from './transform.ts';

export const copart: Source = {
  describe: describeCopart,
  recognises: ({ text }) => {
    const header = text.split('\n', 1)[0] ?? '';
    return (
      (header.includes('Lot number') && header.includes('Sale Title Type')) ||
      (text.includes('"lotDetails"') && text.includes('"ln"'))
    );
  },
  extract: extractCopart,
  transform: transformCopart,
};
