import type { Entry, Meaning } from './mark.ts';

/** A trie over words. `any` is the branch that takes whichever word comes. */
export interface LexiconNode {
  readonly next: Map<string, LexiconNode>;
  any: LexiconNode | undefined;
  meaning: Meaning | undefined;
}
export type Lexicon = LexiconNode;

const emptyNode = (): LexiconNode => ({ next: new Map(), any: undefined, meaning: undefined });
const rank = (meaning: Meaning): number => (meaning.kind === 'mask' ? 2 : meaning.kind === 'claim' ? 1 : 0);

/** All word sequences that one phrase stands for: `a|b` is a choice, `a?` may be left out. */
function expandPhrase(phrase: string): string[][] {
  let sequences: string[][] = [[]];
  for (const part of phrase.trim().split(/\s+/)) {
    const optional = part.endsWith('?');
    const choices = (optional ? part.slice(0, -1) : part).replace(/:$/, '').split('|');
    const longer: string[][] = optional ? sequences.slice() : [];
    for (const sequence of sequences) for (const choice of choices) longer.push([...sequence, choice]);
    sequences = longer;
  }
  return sequences.filter((sequence) => sequence.length > 0);
}

const ownNo = new Set(['no', 'not', 'non', 'without', 'never']);

/** "No power" says what it says whatever stands before. */
const holdsItsOwnNo = (meaning: Meaning, sequence: readonly string[]): boolean =>
  meaning.kind === 'claim' && sequence.length > 1 && ownNo.has(sequence[0] ?? '');

/** Where two entries share a phrase, a mask wins over a claim, a claim over the rest, and the first over later ones. */
export function compileLexicon(entries: readonly Entry[]): Lexicon {
  const root = emptyNode();
  for (const [meaning, phrases] of entries) {
    for (const phrase of phrases.split(',')) {
      for (const sequence of expandPhrase(phrase)) {
        let node = root;
        for (const word of sequence) {
          if (word === '_') {
            node.any ??= emptyNode();
            node = node.any;
            continue;
          }
          let child = node.next.get(word);
          if (child === undefined) {
            child = emptyNode();
            node.next.set(word, child);
          }
          node = child;
        }
        const said = holdsItsOwnNo(meaning, sequence) ? { ...meaning, holdsNo: true } : meaning;
        if (node.meaning === undefined || rank(said) > rank(node.meaning)) node.meaning = said;
      }
    }
  }
  return root;
}
