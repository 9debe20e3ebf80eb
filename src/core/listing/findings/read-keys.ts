import type { Polarity } from '../finding.ts';
import { gap, type Tokens } from '../read/tokenize-text.ts';
import type { Mark } from './lexicon/mark.ts';

const having = new Set(
  'has have with includes include included comes w 1 2 3 4 5 6 one two three four five both all spare set sets'.split(
    ' ',
  ),
);
const lacking = new Set([
  'no',
  'not',
  'without',
  'missing',
  'lost',
  'dont',
  'doesnt',
  'didnt',
  'never',
  'lacks',
  'w/o',
  'need',
  'needs',
]);
const affirming = new Set(
  'yes y included available present 1 2 3 4 5 6 one two three four both provided made hand only'.split(' '),
);
const linking = new Set(['is', 'are', 'were', 'was']);
const denying = new Set(['no', 'none', 'n', 'missing', 'lost', 'not', 'unavailable', '0']);

/** Whether there are keys, from the words around `key` or `keys`; undefined where the key is spoken of otherwise. */
export function readKeys(
  tokens: Tokens,
  marks: readonly Mark[],
  index: number,
): { polarity: Polarity; first: number; last: number } | undefined {
  const mark = marks[index];
  if (mark === undefined) return undefined;
  const { first, last } = mark;
  let has = -1;
  for (let at = first - 1; at >= 0 && at >= first - 5; at--) {
    const boundary = tokens.gaps[at + 1] ?? gap.sentence;
    const counted = boundary === gap.clause && /^\d$/.test(tokens.words[at] ?? '');
    if ((boundary >= gap.colon && !counted) || boundary === gap.comma) break;
    const word = tokens.words[at] ?? '';
    if (lacking.has(word)) {
      return { polarity: 'absent', first: at, last };
    }
    if (having.has(word)) has = at;
  }
  if (tokens.words[last + 1] === 'in' && (tokens.gaps[last + 1] ?? gap.sentence) === gap.space) {
    return { polarity: 'present', first, last: last + 1 };
  }
  for (let at = last + 1; at <= last + 3; at++) {
    const boundary = tokens.gaps[at] ?? gap.sentence;
    if (boundary >= gap.clause || boundary === gap.comma) break;
    const word = tokens.words[at] ?? '';
    if (denying.has(word) && (at === last + 1 || linking.has(tokens.words[at - 1] ?? '')))
      return { polarity: 'absent', first, last: at };
    const refused = tokens.gaps[at + 1] === gap.colon && denying.has(tokens.words[at + 1] ?? '');
    if (affirming.has(word) && refused) return { polarity: 'absent', first, last: at + 1 };
    if (affirming.has(word)) return { polarity: 'present', first, last: at };
    if (word === 'unknown') return { polarity: 'unknown', first, last: at };
  }
  return has >= 0 ? { polarity: 'present', first: has, last } : undefined;
}
