import type { FindingCode, Polarity } from '../finding.ts';
import { gap, type Tokens } from '../read/tokenize-text.ts';
import { type Evidence, functionCodes } from './evidence.ts';
import type { Mark, State, Subject } from './lexicon/mark.ts';
import { readKeys } from './read-keys.ts';
import { bareStateMeanings, lackedParts, stateMeanings } from './state-meaning.ts';

/** How far, in words that carry meaning, a state may stand from its part, and "no" from what it denies. */
const reachBefore = 2;
const reachAfter = 3;
const reachNegation = 2;

/** Words that part nothing. */
const light = new Set(
  'a an the and or & of on in to at is are was were be been being has have had with its it this that which there currently still any some other also from for etc several minor major small large severe significant various multiple both all likely very due known reported as current condition side area areas'.split(
    ' ',
  ),
);
const joining = new Set(['or', 'nor', 'and']);
const bareInoperable = /^inop/;
/** What may be inoperable in a vehicle that runs. */
const accessories = new Set(
  'ac a/c c air conditioning conditioner heat heater radio stereo window windows horn lift gate lock locks wheel 4wd 4x4 gauge gauges light lights camera crane boom plow winch pto seat seats mirror mirrors wipers cluster door doors pump'.split(
    ' ',
  ),
);

/** A mark of a part, a state or a claim on its way to becoming evidence. */
interface Item {
  readonly mark: Mark;
  negated: boolean;
  /** Where the words that deny it begin, when they stand before it. */
  readonly from: number;
  readonly doubted: boolean;
  /** Set by commas, "but" and clause ends. */
  readonly segment: number;
  readonly group: number;
  readonly hedged: boolean;
  readonly muted: boolean;
  claimed: boolean;
}

const countHeavy = (tokens: Tokens, first: number, end: number): number => {
  let heavy = 0;
  for (let at = first; at < end; at++) if (!light.has(tokens.words[at] ?? '')) heavy++;
  return heavy;
};

const subjectOf = (item: Item): Subject | undefined =>
  item.mark.meaning.kind === 'subject' ? item.mark.meaning.subject : undefined;
/** The state that an item says of a part; "not working" is a defect, not the lack of a merit. */
const stateOf = (item: Item): State | undefined => {
  if (item.mark.meaning.kind !== 'state') return undefined;
  return item.negated && item.mark.meaning.state === 'good' ? 'defect' : item.mark.meaning.state;
};

const isMileage = (item: Item): boolean => subjectOf(item) === 'mileage' || subjectOf(item) === 'odometer';

/** What a state means once "no" or "not" stands before it. */
const denied = (polarity: Polarity): Polarity =>
  polarity === 'present' ? 'absent' : polarity === 'absent' ? 'present' : 'unknown';

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
      if (before === gap.clause) {
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
        negationFirst = mark.first;
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
    const bound = negation !== undefined;
    if (negation !== undefined) {
      const heavy = countHeavy(tokens, negation.last + 1, mark.first);
      const parted = crossesComma(tokens, negation.last + 1, mark.first);
      negated =
        meaning.kind === 'does'
          ? heavy === 0 && mark.first === negation.last + 1
          : heavy <= reachNegation && !parted;
      if (meaning.kind === 'claim' && meaning.fixed === true) negated = false;
      negation = undefined;
    } else if (lastNegated !== undefined) {
      negated = carriesNegation(tokens, lastNegated.mark, mark, isVerb, sentenceEnd);
    }
    const item: Item = {
      mark,
      negated,
      from: negated && bound ? negationFirst : mark.first,
      doubted: doubt,
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
      if (found !== undefined) evidence.push({ ...found, code: 'keys', weak });
      continue;
    }
    items.push(item);
  }

  if (items.length === 0) return;
  pairStates(tokens, items, evidence, weak, false);
  if (items.some((item) => subjectOf(item) === 'place')) pairStates(tokens, items, evidence, weak, true);
  for (const item of items) readAlone(tokens, item, items, evidence, weak, isTitle);
}

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

function crossesComma(tokens: Tokens, first: number, last: number): boolean {
  for (let at = first; at <= last; at++) {
    const before = tokens.gaps[at];
    if (before === gap.comma || before === gap.clause) return true;
  }
  return false;
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
  if (mark.meaning.kind === 'claim' && mark.meaning.fixed === true) return false;
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
    if (earlier.meaning.kind === 'negation' && mark.first - earlier.last <= 8) return earlier.first;
  }
  return Math.min(mark.first, tokens.words.length - 1);
}

/** Finds the state that belongs to each part, and says what the two say together. */
function pairStates(
  tokens: Tokens,
  items: readonly Item[],
  evidence: Evidence[],
  weak: boolean,
  places: boolean,
): void {
  for (let index = 0; index < items.length; index++) {
    const part = items[index];
    if (part === undefined) continue;
    const name = subjectOf(part);
    if (name === undefined || part.muted || (name === 'place') !== places) continue;
    const row = stateMeanings[name];
    let best: Item | undefined;
    let bestDistance = Number.POSITIVE_INFINITY;
    for (let other = index - 1; other >= 0 && other >= index - 8; other--) {
      const candidate = items[other];
      if (candidate === undefined || candidate.group !== part.group) break;
      const state = stateOf(candidate);
      if (state === undefined || row[state] === undefined || (places && candidate.claimed)) continue;
      const distance = listDistance(tokens, items, other, index, reachBefore);
      if (distance !== undefined && distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
      if (distance !== undefined && state === 'need' && best !== undefined && stateOf(best) === 'fresh')
        best = candidate;
    }
    for (let other = index + 1; other < items.length && other <= index + 8; other++) {
      const candidate = items[other];
      if (candidate === undefined || candidate.group !== part.group) break;
      const state = stateOf(candidate);
      if (state === undefined || row[state] === undefined || (places && candidate.claimed)) continue;
      if (belongsToNext(items, other, part)) continue;
      const distance = listDistance(tokens, items, index, other, reachAfter);
      if (distance === undefined) continue;
      if (distance <= bestDistance && !(best !== undefined && stateOf(best) === 'need')) {
        best = candidate;
        bestDistance = distance;
      } else if (state === 'need' && best !== undefined && stateOf(best) === 'fresh') best = candidate;
    }
    best = weighUnknown(tokens, items, part, best, row);
    if (best === undefined) {
      if (isBulletedFault(tokens, items, part)) pushFault(name, part.mark, evidence, weak);
      continue;
    }
    const state = stateOf(best);
    const sayings = state === undefined ? undefined : row[state];
    if (sayings === undefined) continue;
    best.claimed = true;
    part.claimed = true;
    const isDeniedMerit = best.mark.meaning.kind === 'state' && best.mark.meaning.state === 'good';
    const negated = (best.negated && !isDeniedMerit) || (part.negated && best.mark.first > part.mark.first);
    const first = Math.min(best.from, part.from);
    const last = Math.max(best.mark.last, part.mark.last);
    for (const [code, plain] of sayings) {
      const turned = negated ? denied(plain) : plain;
      const polarity = best.hedged && turned === 'present' ? 'unknown' : turned;
      evidence.push({ code, polarity, first, last, weak });
    }
  }
}

/** "Unknown engine issues" names issues; "transmission problems unknown" does not. */
function weighUnknown(
  tokens: Tokens,
  items: readonly Item[],
  part: Item,
  best: Item | undefined,
  row: Partial<Readonly<Record<State, unknown>>>,
): Item | undefined {
  if (best === undefined) return undefined;
  const isUnknown = stateOf(best) === 'unknown';
  for (const other of items) {
    const state = stateOf(other);
    if (state === undefined || row[state] === undefined || other.segment !== part.segment) continue;
    if (isUnknown && best.mark.first < part.mark.first && other.mark.first === part.mark.last + 1)
      return other;
    if (!isUnknown && state === 'unknown' && best.mark.first > part.mark.first) {
      const heavy = countHeavy(tokens, best.mark.last + 1, other.mark.first);
      if (heavy === 0 && other.mark.first === best.mark.last + 1) return other;
    }
  }
  return best;
}

/** A part alone on a line that a fault sign opens, as New York's fleet lists them: "\u2757Transmission". */
function isBulletedFault(tokens: Tokens, items: readonly Item[], part: Item): boolean {
  if (items.length !== 1 || part.negated) return false;
  const { first, last } = part.mark;
  if ((tokens.gaps[first] ?? 0) < gap.sentence || (tokens.gaps[last + 1] ?? gap.sentence) < gap.sentence)
    return false;
  const start = tokens.starts[first] ?? 0;
  return tokens.source.slice(Math.max(0, start - 3), start).includes('\u2757');
}

function pushFault(name: Subject, mark: Mark, evidence: Evidence[], weak: boolean): void {
  for (const [code, polarity] of stateMeanings[name].defect ?? []) {
    evidence.push({ code, polarity, first: mark.first, last: mark.last, weak });
  }
}

/** An adjective right before another part is that part's: in "transmission, bad seats" the seats are bad. */
function belongsToNext(items: readonly Item[], at: number, part: Item): boolean {
  const candidate = items[at];
  const next = items[at + 1];
  if (candidate === undefined || next === undefined || subjectOf(next) === undefined) return false;
  if (next.mark.first !== candidate.mark.last + 1 || next.segment !== candidate.segment) return false;
  return candidate.mark.first > part.mark.last + 1 || candidate.segment !== part.segment;
}

/** Distance in heavy words between two items, or undefined where they do not belong together. */
function listDistance(
  tokens: Tokens,
  items: readonly Item[],
  left: number,
  right: number,
  reach: number,
): number | undefined {
  const from = items[left];
  const to = items[right];
  if (from === undefined || to === undefined) return undefined;
  let heavy = 0;
  let at = from.mark.last + 1;
  for (let index = left + 1; index <= right; index++) {
    const item = items[index];
    if (item === undefined) return undefined;
    heavy += countHeavy(tokens, at, item.mark.first);
    at = item.mark.last + 1;
  }
  const commas = to.segment - from.segment;
  if (commas > 0 && heavy > 1) return undefined;
  if (heavy > reach) return undefined;
  return heavy + commas * 0.5 + (right - left - 1) * 0.25;
}

/** What an item says without a partner. */
function readAlone(
  tokens: Tokens,
  item: Item,
  items: readonly Item[],
  evidence: Evidence[],
  weak: boolean,
  isTitle: boolean,
): void {
  if (item.muted) return;
  const { mark } = item;
  const push = (code: FindingCode, polarity: Polarity): void => {
    evidence.push({ code, polarity, first: item.from, last: mark.last, weak });
  };
  const { meaning } = mark;
  if (meaning.kind === 'claim') {
    const turned = item.negated ? denied(meaning.polarity) : meaning.polarity;
    if (item.doubted && functionCodes.has(meaning.code)) {
      push(meaning.code, 'unknown');
      return;
    }
    for (const [code, plain] of meaning.also ?? []) {
      push(code, item.negated && functionCodes.has(code) ? denied(plain) : item.hedged ? 'unknown' : plain);
    }
    push(meaning.code, item.hedged && turned === 'present' && meaning.fixed !== true ? 'unknown' : turned);
    return;
  }
  if (item.claimed) return;
  if (meaning.kind === 'subject') {
    if (meaning.subject === 'rust') {
      push('rust', item.negated ? 'absent' : item.hedged ? 'unknown' : 'present');
      return;
    }
    const lacked = item.negated ? lackedParts[meaning.subject] : undefined;
    if (lacked === undefined) return;
    for (const code of lacked) push(code, item.hedged ? 'unknown' : 'present');
    return;
  }
  if (meaning.kind !== 'state') return;
  const word = tokens.words[mark.first] ?? '';
  if (meaning.state === 'missing' && word === 'missing' && !item.negated) {
    push('missing_parts', item.hedged ? 'unknown' : 'present');
    return;
  }
  if (meaning.state === 'defect' && bareInoperable.test(word)) {
    const opens = (tokens.gaps[mark.first] ?? 0) >= gap.clause;
    const isOfPart = accessories.has(tokens.words[mark.first - 1] ?? '');
    if (opens || (isTitle && !isOfPart)) push('runs', item.negated ? 'present' : 'absent');
    return;
  }
  if (word === 'accurate' && items.some((other) => isMileage(other) && mark.first - other.mark.last <= 4)) {
    push('odometer_not_actual', tokens.words[mark.last + 1] === 'unknown' ? 'unknown' : 'absent');
    return;
  }
  const bare = bareStateMeanings[meaning.state];
  if (bare !== undefined) push(bare, item.negated ? 'absent' : item.hedged ? 'unknown' : 'present');
}
