import type { Words } from './words.ts';

const negations = new Set('not,never,isn,no,than'.split(','));
const selling = new Set('sold,sell,selling,sale,offered,auctioned,listed'.split(','));

const between = new Set('for,as,sold,being,just,only,a,intended,meant'.split(','));

/** True when the words before `at` deny it: `not for parts only`, but not `does not run. For parts only`. */
function isDenied(words: readonly string[], at: number): boolean {
  let back = at - 1;
  while (back >= 0 && at - back <= 4 && between.has(words[back] ?? '')) back -= 1;
  return negations.has(words[back] ?? '');
}

/** `parts or repair`, `parts/restore`: someone may still drive it. */
const leavesRepairOpen = (words: readonly string[], at: number): boolean =>
  /^(?:or|and|repair|repairs|restore|restoration|rebuild|fix|project)$/.test(words[at + 1] ?? '');

/** `parts only warranty`, `parts only manual` */
const speaksOfSomethingElse = (word: string | undefined): boolean =>
  word === 'warranty' || word === 'manual' || word === 'supplier';

/**
 * The words by which a text says that the lot is sold as parts, or undefined.
 * Not enough: no title, salvage, no engine, `may be used for parts`, `parts or repair`.
 */
export function findPartsWording({ words }: Words, where: 'title' | 'description'): string | undefined {
  for (let at = 0; at < words.length; at += 1) {
    if (words[at] !== 'parts' && words[at] !== 'part') continue;
    const next = words[at + 1];
    const before = words[at - 1];
    if (isDenied(words, at)) continue;
    if (next === 'only' && !speaksOfSomethingElse(words[at + 2]) && !leavesRepairOpen(words, at + 1))
      return `${words[at]} only`;
    if (
      where === 'title' &&
      (next === 'car' || next === 'vehicle' || next === 'truck' || next === 'van') &&
      before !== 'for'
    )
      return `parts ${next}`;
    if ((before !== 'for' && before !== 'as') || leavesRepairOpen(words, at)) continue;
    if (next === 'for' || next === 'from') continue;
    if (where === 'title' && before === 'for') return 'for parts';
    if (selling.has(words[at - 2] ?? '') || (words[at - 2] === 'only' && selling.has(words[at - 3] ?? '')))
      return `${words[at - 2]} ${before} parts`;
  }
  return undefined;
}
