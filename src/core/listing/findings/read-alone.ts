import type { FindingCode, Polarity } from '../finding.ts';
import { gap, type Tokens } from '../read/tokenize-text.ts';
import { type Evidence, functionCodes } from './evidence.ts';
import { denied, type Item, isMileage } from './item.ts';
import { bareStateMeanings, lackedParts } from './state-meaning.ts';

const bareInoperable = /^inop/;
/** What may be inoperable in a vehicle that runs. */
const accessories = new Set(
  'ac a/c c air conditioning conditioner heat heater radio stereo window windows horn lift gate lock locks wheel 4wd 4x4 gauge gauges light lights camera crane boom plow winch pto seat seats mirror mirrors wipers cluster door doors pump'.split(
    ' ',
  ),
);

/** What an item says without a partner. */
export function readAlone(
  tokens: Tokens,
  items: readonly Item[],
  index: number,
  evidence: Evidence[],
  weak: boolean,
  isTitle: boolean,
): void {
  const item = items[index];
  if (item === undefined || item.muted) return;
  const { mark } = item;
  const push = (code: FindingCode, polarity: Polarity): void => {
    evidence.push({ code, polarity, first: item.from, last: mark.last, weak });
  };
  const { meaning } = mark;
  if (meaning.kind === 'claim') {
    const turned = item.negated ? denied(meaning.polarity) : meaning.polarity;
    if (
      item.doubted &&
      (functionCodes.has(meaning.code) || (turned === 'present' && meaning.fixed !== true))
    ) {
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
    const lacked = item.lacking ? lackedParts[meaning.subject] : undefined;
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
  if ((word === 'accurate' || word === 'actual') && speaksOfMileage(items, index)) {
    push('odometer_not_actual', tokens.words[mark.last + 1] === 'unknown' ? 'unknown' : 'absent');
    return;
  }
  const bare = bareStateMeanings[meaning.state];
  if (bare !== undefined) push(bare, item.negated ? 'absent' : item.hedged ? 'unknown' : 'present');
}

/** Whether one of the last marks, within four words, is the mileage. */
function speaksOfMileage(items: readonly Item[], index: number): boolean {
  const first = items[index]?.mark.first ?? 0;
  for (let at = index - 1; at >= 0 && at >= index - 3; at--) {
    const other = items[at];
    if (other !== undefined && isMileage(other) && first - other.mark.last <= 4) return true;
  }
  return false;
}
