import type { Polarity } from '../finding.ts';
import { gap, type Tokens } from '../read/tokenize-text.ts';
import type { Mark, State, Subject } from './lexicon/mark.ts';

/** Words that part nothing. */
const light = new Set(
  'a an the and or & of on in to at is are was were be been being has have had with its it this that which there currently still any some other also from for etc several minor major small large severe significant various multiple both all likely very due known reported as current condition side area areas look looks appear appears seem seems overall generally'.split(
    ' ',
  ),
);
/** A mark of a part, a state or a claim on its way to becoming evidence. */
export interface Item {
  readonly mark: Mark;
  negated: boolean;
  /** Where the words that deny it begin, when they stand before it. */
  readonly from: number;
  readonly doubted: boolean;
  /** Denied by "no" or "without", which say that it is not there; "not" does not. */
  readonly lacking: boolean;
  /** Set by commas, "but" and clause ends. */
  readonly segment: number;
  readonly group: number;
  readonly hedged: boolean;
  readonly muted: boolean;
  claimed: boolean;
}

export const countHeavy = (tokens: Tokens, first: number, end: number): number => {
  let heavy = 0;
  for (let at = first; at < end; at++) if (!light.has(tokens.words[at] ?? '')) heavy++;
  return heavy;
};

export const subjectOf = (item: Item): Subject | undefined =>
  item.mark.meaning.kind === 'subject' ? item.mark.meaning.subject : undefined;
/** The state that an item says of a part; "not working" is a defect, not the lack of a merit. */
export const stateOf = (item: Item): State | undefined => {
  if (item.mark.meaning.kind !== 'state') return undefined;
  return item.negated && item.mark.meaning.state === 'good' ? 'defect' : item.mark.meaning.state;
};

export const isMileage = (item: Item): boolean =>
  subjectOf(item) === 'mileage' || subjectOf(item) === 'odometer';

/** Helping verbs that belong to the "not" after them. */
const helping = new Set('does do did will would could can is are was were has have had'.split(' '));

/** Where a denial begins: in "does not run" at "does". */
export const denialStart = (tokens: Tokens, first: number): number =>
  tokens.words[first] === 'not' &&
  (tokens.gaps[first] ?? gap.sentence) === gap.space &&
  helping.has(tokens.words[first - 1] ?? '')
    ? first - 1
    : first;

/** What a state means once "no" or "not" stands before it. */
export const denied = (polarity: Polarity): Polarity =>
  polarity === 'present' ? 'absent' : polarity === 'absent' ? 'present' : 'unknown';

/** Whether a comma or a clause end stands before any of the tokens `first`…`last`. */
export function crossesComma(tokens: Tokens, first: number, last: number): boolean {
  for (let at = first; at <= last; at++) {
    const before = tokens.gaps[at];
    if (before === gap.comma || before === gap.clause) return true;
  }
  return false;
}
