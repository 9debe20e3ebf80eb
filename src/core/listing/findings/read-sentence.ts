import type { FindingCode, Polarity } from '../finding.ts';
import { gap, type Tokens } from '../read/tokenize-text.ts';
import { type Evidence, functionCodes } from './evidence.ts';
import { countHeavy, crossesComma, denialStart, type Item, subjectOf } from './item.ts';
import type { Mark } from './lexicon/mark.ts';
import { pairStates } from './pair-states.ts';
import { readAlone } from './read-alone.ts';
import { readKeys } from './read-keys.ts';

/** How far "no" reaches, in words that carry meaning. */
const reachNegation = 2;
const lackWords = new Set(['no', 'without', 'w/o', 'zero', 'lacks', 'lack']);

const joining = new Set(['or', 'nor', 'and']);
/** Reads one sentence: marks `from`…`to` (end not included) of `marks`. Adds what it says to `evidence`. */
export function readSentence(
  tokens: Tokens,
  marks: readonly Mark[],
  from: number,
  to: number,
  evidence: Evidence[],
  isTitle: boolean,
): void {
  const items: Item[] = [];
  let hedgeLast = -10;
  let negationFirst = -10;
  let segment = 0;
  let group = 0;
  let hedgedGroup = -1;
  let condition = false;
  let doubt = false;
  let circumstanceSegment = -1;
  let weak = false;
  let negation: Mark | undefined;
  let lastNegated: Item | undefined;
  let cursor = marks[from]?.first ?? 0;
  const sentenceEnd = (marks[to - 1]?.last ?? -1) + 1;

  for (let index = from; index < to; index++) {
    const mark = marks[index];
    if (mark === undefined) continue;
    for (; cursor <= mark.last; cursor++) {
      const before = tokens.gaps[cursor] ?? gap.space;
      if (before === gap.comma || before === gap.clause) segment++;
      // "If you need parts, it does not run": the condition ends, but for a list of verbs ("if it runs, starts").
      if (before === gap.comma && condition && !(cursor === mark.first && isFunctionVerb(mark)))
        condition = false;
      if (before === gap.clause && !(cursor === mark.first && labels(items[items.length - 1], mark))) {
        group++;
        negation = undefined;
        lastNegated = undefined;
        condition = false;
      }
    }
    const meaning = mark.meaning;
    switch (meaning.kind) {
      case 'mask':
        continue;
      case 'negation':
        negation = mark;
        negationFirst = denialStart(tokens, mark.first);
        // "Keys: no" denies what stands before it.
        continue;
      case 'hedge':
        hedgedGroup = group;
        hedgeLast = mark.last;
        continue;
      case 'condition':
        condition = true;
        continue;
      case 'doubt':
        doubt = true;
        continue;
      case 'circumstance':
        circumstanceSegment = segment;
        continue;
      case 'report':
        weak = true;
        continue;
      case 'contrast':
        segment++;
        group++;
        negation = undefined;
        lastNegated = undefined;
        continue;
      case 'clean_title':
        continue;
    }
    const isVerb = meaning.kind === 'verb' || meaning.kind === 'does';
    let negated = false;
    const bound = negation;
    if (negation !== undefined) {
      const heavy = countHeavy(tokens, negation.last + 1, mark.first);
      const parted = crossesComma(tokens, negation.last + 1, mark.first);
      negated =
        meaning.kind === 'does'
          ? heavy === 0 && mark.first === negation.last + 1
          : heavy <= toReach(tokens, negation, isVerb) && !parted;
      if (isUnturned(mark)) negated = false;
      negation = undefined;
    } else if (lastNegated !== undefined) {
      negated = carriesNegation(tokens, lastNegated.mark, mark, isVerb, sentenceEnd);
    }
    const item: Item = {
      mark,
      negated,
      from: negated && bound !== undefined ? negationFirst : mark.first,
      doubted: doubt,
      lacking: negated && (bound === undefined ? (lastNegated?.lacking ?? false) : saysLack(tokens, bound)),
      segment,
      group,
      hedged: hedgedGroup === group,
      muted: condition,
      claimed: false,
    };
    const says = labelAnswer(tokens, mark.last);
    if (says === 'no') item.negated = true;
    if (says === 'n/a') continue;
    negated = item.negated;
    const isFixedNo = meaning.kind === 'claim' && meaning.fixed === true && meaning.polarity === 'absent';
    lastNegated = negated || (isFixedNo && functionCodes.has(meaning.code)) ? item : undefined;

    if (isVerb && (says === 'no' || says === 'unknown')) {
      answerVerbs(tokens, evidence, meaning.code, mark, says === 'no' ? 'absent' : 'unknown', weak);
      continue;
    }
    if (isVerb) {
      if (condition || circumstanceSegment === segment) continue;
      if (doubt)
        evidence.push({ code: meaning.code, polarity: 'unknown', first: mark.first, last: mark.last, weak });
      else if (negated) {
        const first = negatedFrom(tokens, marks, index);
        const polarity = negationFirst - hedgeLast <= 2 && negationFirst > hedgeLast ? 'unknown' : 'absent';
        evidence.push({ code: meaning.code, polarity, first, last: mark.last, weak });
      } else if (meaning.kind === 'does') {
        const polarity = mark.first - hedgeLast <= 3 ? 'unknown' : 'present';
        evidence.push({ code: meaning.code, polarity, first: mark.first, last: mark.last, weak });
      }
      continue;
    }
    if (meaning.kind === 'subject' && meaning.subject === 'key') {
      const found = condition ? undefined : readKeys(tokens, marks, index);
      if (found !== undefined) {
        evidence.push({ ...found, code: 'keys', weak });
        // "Missing keys", "keys are missing": the word is spent.
        const previous = items[items.length - 1];
        if (previous !== undefined && previous.mark.first >= found.first) previous.claimed = true;
        if ((marks[index + 1]?.last ?? Number.POSITIVE_INFINITY) <= found.last) index++;
      }
      continue;
    }
    items.push(item);
  }

  if (items.length === 0) return;
  pairStates(tokens, items, evidence, weak, false);
  if (items.some((item) => subjectOf(item) === 'place')) pairStates(tokens, items, evidence, weak, true);
  for (let index = 0; index < items.length; index++) readAlone(tokens, items, index, evidence, weak, isTitle);
}

/** "No bootable drive" does not say that it does not drive. */
function toReach(tokens: Tokens, negation: Mark, isVerb: boolean): number {
  if (tokens.words[negation.first] !== 'no') return reachNegation;
  return isVerb ? 0 : 1;
}

function saysLack(tokens: Tokens, negation: Mark): boolean {
  return lackWords.has(tokens.words[negation.first] ?? '') || tokens.words[negation.last + 1] === 'have';
}

/** In "Engine - bad" and "Engine (bad)" the part is the label of its state. */
const labels = (part: Item | undefined, { meaning, first }: Mark): boolean =>
  meaning.kind === 'state' &&
  part !== undefined &&
  subjectOf(part) !== undefined &&
  part.mark.last === first - 1;

const isUnturned = ({ meaning }: Mark): boolean =>
  meaning.kind === 'claim' && (meaning.fixed === true || meaning.holdsNo === true);

const isFunctionVerb = (mark: Mark): boolean => mark.meaning.kind === 'verb' || mark.meaning.kind === 'does';

/** "Runs: No", and the verbs before it that share the answer: "Runs/Drives: No". */
function answerVerbs(
  tokens: Tokens,
  evidence: Evidence[],
  code: FindingCode,
  mark: Mark,
  polarity: Polarity,
  weak: boolean,
): void {
  let first = mark.first;
  for (let index = evidence.length - 1; index >= 0; index--) {
    const earlier = evidence[index];
    if (earlier === undefined || !functionCodes.has(earlier.code)) break;
    if (countHeavy(tokens, earlier.last + 1, first) > 0 || crossesComma(tokens, earlier.last + 1, first))
      break;
    first = earlier.first;
    evidence[index] = { ...earlier, polarity, last: mark.last + 1 };
  }
  evidence.push({ code, polarity, first: mark.first, last: mark.last + 1, weak });
}

/** The answer in "Driveable: NO" or "Lights on dash: N/A". */
function labelAnswer(tokens: Tokens, last: number): 'no' | 'n/a' | 'unknown' | undefined {
  if (tokens.gaps[last + 1] !== gap.colon) return undefined;
  const word = tokens.words[last + 1];
  if ((tokens.gaps[last + 2] ?? gap.sentence) < gap.comma) return undefined;
  if (word === 'n/a') return 'n/a';
  if (word === 'unknown') return 'unknown';
  return word === 'no' || word === 'none' ? 'no' : undefined;
}

/** Whether a "no" that bound `from` reaches on to `mark`: "does not start, run or drive", "no dents, scratches or rust". */
function carriesNegation(
  tokens: Tokens,
  from: Mark,
  mark: Mark,
  isVerb: boolean,
  sentenceEnd: number,
): boolean {
  if (mark.meaning.kind === 'does') return false;
  if (isUnturned(mark)) return false;
  const wasVerb =
    from.meaning.kind === 'verb' || (from.meaning.kind === 'claim' && functionCodes.has(from.meaning.code));
  if (isVerb !== wasVerb) return from.meaning.kind === 'subject' && !isVerb;
  if (countHeavy(tokens, from.last + 1, mark.first) > (isVerb ? 0 : 1)) return false;
  const parted = crossesComma(tokens, from.last + 1, mark.first);
  let joined = false;
  const end = parted ? Math.min(sentenceEnd + 2, from.last + 12) : mark.first;
  for (let at = from.last + 1; at < end; at++) {
    const word = tokens.words[at] ?? '';
    if (word === 'or' || word === 'nor' || (!parted && joining.has(word))) joined = true;
  }
  return joined || (!parted && mark.first === from.last + 1 && !isVerb);
}

/** Where the "not" that denies `marks[index]` begins. */
function negatedFrom(tokens: Tokens, marks: readonly Mark[], index: number): number {
  const mark = marks[index];
  if (mark === undefined) return 0;
  for (let back = index - 1; back >= 0 && back >= index - 4; back--) {
    const earlier = marks[back];
    if (earlier === undefined) break;
    if (earlier.meaning.kind === 'negation' && mark.first - earlier.last <= 8) {
      return denialStart(tokens, earlier.first);
    }
  }
  return Math.min(mark.first, tokens.words.length - 1);
}
