import { gap, type Tokens } from '../read/tokenize-text.ts';
import type { Lexicon, LexiconNode } from './lexicon/compile-lexicon.ts';
import type { Mark, Meaning } from './lexicon/mark.ts';

interface Best {
  meaning: Meaning | undefined;
  last: number;
  visits: number;
}

/** Longest phrase from `node` on; a phrase never crosses a comma, a clause or a sentence boundary. */
function findLongest(tokens: Tokens, node: LexiconNode, at: number, best: Best): void {
  best.visits++;
  if (node.meaning !== undefined && at - 1 > best.last) {
    best.meaning = node.meaning;
    best.last = at - 1;
  }
  const word = tokens.words[at];
  const boundary = tokens.gaps[at] ?? gap.sentence;
  if (word === undefined || (boundary !== gap.space && boundary !== gap.colon)) return;
  const child = node.next.get(word);
  if (child !== undefined) findLongest(tokens, child, at + 1, best);
  if (node.any !== undefined) findLongest(tokens, node.any, at + 1, best);
}

export interface MarkedText {
  readonly marks: readonly Mark[];
  /** Trie nodes visited; a test holds this linear in the words. */
  readonly visits: number;
}

/** All phrases of the lexicon in a text: leftmost, longest, none overlapping. */
export function markText(tokens: Tokens, lexicon: Lexicon): MarkedText {
  const marks: Mark[] = [];
  const best: Best = { meaning: undefined, last: -1, visits: 0 };
  const count = tokens.words.length;
  let at = 0;
  while (at < count) {
    const node = lexicon.next.get(tokens.words[at] ?? '');
    if (node === undefined) {
      at++;
      continue;
    }
    best.meaning = undefined;
    best.last = at - 1;
    findLongest(tokens, node, at + 1, best);
    if (best.meaning === undefined) {
      at++;
      continue;
    }
    marks.push({ meaning: best.meaning, first: at, last: best.last });
    at = best.last + 1;
  }
  return { marks, visits: best.visits };
}
