import { gap, type Tokens } from '../read/tokenize-text.ts';
import type { Evidence } from './evidence.ts';
import { countHeavy, denied, type Item, stateOf, subjectOf } from './item.ts';
import type { Mark, State, Subject } from './lexicon/mark.ts';
import { stateMeanings } from './state-meaning.ts';

/** How many marks on either side are looked at, which keeps the work linear. */
const window = 8;
/** How far, in words that carry meaning, a state may stand before or after its part. */
const reachBefore = 2;
const reachAfter = 3;

/** "Engine cover missing" is not a missing engine: for these the word must follow at once. */
const machines: ReadonlySet<Subject> = new Set<Subject>([
  'engine',
  'transmission',
  'battery',
  'brakes',
  'electrical',
]);

/** "Exterior light works" says nothing of the exterior. */
const surfaces: ReadonlySet<Subject> = new Set<Subject>(['body', 'part', 'interior', 'glass']);

function toReach(name: Subject, state: State): number {
  if ((state === 'missing' || state === 'removed') && machines.has(name)) return 0;
  return state === 'good' && surfaces.has(name) ? 0 : reachAfter;
}

/** Finds the state that belongs to each part, and says what the two say together. */
export function pairStates(
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
    for (let other = index - 1; other >= 0 && other >= index - window; other--) {
      const candidate = items[other];
      if (candidate === undefined || candidate.group !== part.group) break;
      const state = stateOf(candidate);
      if (state === undefined || row[state] === undefined || (places && candidate.claimed)) continue;
      if (belongsToPrevious(items, other, part)) continue;
      const distance = listDistance(tokens, items, other, index, reachBefore);
      if (distance !== undefined && distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
      if (distance !== undefined && state === 'need' && best !== undefined && stateOf(best) === 'fresh')
        best = candidate;
    }
    for (let other = index + 1; other < items.length && other <= index + window; other++) {
      const candidate = items[other];
      if (candidate === undefined || candidate.group !== part.group) break;
      const state = stateOf(candidate);
      if (state === undefined || row[state] === undefined || (places && candidate.claimed)) continue;
      if (belongsToNext(items, other, part)) continue;
      const reach = toReach(name, state);
      const distance = listDistance(tokens, items, index, other, reach);
      if (distance === undefined) continue;
      if (distance <= bestDistance && !(best !== undefined && stateOf(best) === 'need')) {
        best = candidate;
        bestDistance = distance;
      } else if (state === 'need' && best !== undefined && stateOf(best) === 'fresh') best = candidate;
    }
    best = weighUnknown(tokens, items, index, best, row);
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
      const polarity = (best.hedged || best.doubted) && turned === 'present' ? 'unknown' : turned;
      evidence.push({ code, polarity, first, last, weak });
    }
  }
}

/** "Unknown engine issues" names issues; "transmission problems unknown" does not. */
function weighUnknown(
  tokens: Tokens,
  items: readonly Item[],
  index: number,
  best: Item | undefined,
  row: Partial<Readonly<Record<State, unknown>>>,
): Item | undefined {
  const part = items[index];
  if (best === undefined || part === undefined) return undefined;
  const isUnknown = stateOf(best) === 'unknown';
  for (let at = index + 1; at < items.length && at <= index + window; at++) {
    const other = items[at];
    const state = other === undefined ? undefined : stateOf(other);
    if (
      other === undefined ||
      state === undefined ||
      row[state] === undefined ||
      other.segment !== part.segment
    )
      continue;
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

/** In "transmission bad, interior fair" what is bad is the transmission; "needs" may govern a list. */
function belongsToPrevious(items: readonly Item[], at: number, part: Item): boolean {
  const candidate = items[at];
  const previous = items[at - 1];
  if (candidate === undefined || previous === undefined || candidate.segment === part.segment) return false;
  if (previous.segment !== candidate.segment || subjectOf(previous) === undefined) return false;
  return stateOf(candidate) !== 'need' && candidate.mark.first === previous.mark.last + 1;
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
