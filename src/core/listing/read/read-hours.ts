import { gap, type Tokens } from './tokenize-text.ts';

const hourWords = new Set(['hours', 'hrs', 'hour', 'hr']);
const count = /^\d{1,3}(?:,\d{3})*(?:\.\d)?$|^\d{1,6}(?:\.\d)?$/;

/** Below this a bare "N hours" is more likely notice or opening time. */
const leastBareHours = 500;

export interface HoursReading {
  readonly engineHours?: number;
  readonly idleHours?: number;
}

/**
 * Engine and idle hours: "Engine Hours: 16,686", "11,395 idle hours", "Hours: 8079". Opening hours ("9 to 5", "24 hour
 * notice") do not count: a bare number of hours needs "engine", "idle" or "meter", a bare label at least 100.
 */
export function readHours(tokens: Tokens): HoursReading {
  let engineHours: number | undefined;
  let idleHours: number | undefined;
  const { words, gaps } = tokens;
  const parse = (at: number): number | undefined => {
    const word = words[at] ?? '';
    return count.test(word) ? Math.round(Number(word.replaceAll(',', ''))) : undefined;
  };
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word.charCodeAt(0) !== 104 || !hourWords.has(word)) continue;
    const before = words[at - 1] ?? '';
    const isIdleTime = words[at - 3] === 'idle' && words[at - 2] === 'time';
    const isMeter = word === 'hour' && words[at + 1] === 'meter';
    const isIdle = isIdleTime || before === 'idle' || before === 'idling';
    const isEngine =
      isMeter || before === 'engine' || before === 'meter' || before === 'total' || before === 'run';
    const labelled = (gaps[at + 1] ?? gap.sentence) === gap.colon;
    const joined = (gaps[at - 1] ?? gap.sentence) < gap.comma;
    let value = (isIdle || isEngine) && !labelled && joined ? parse(isIdleTime ? at - 1 : at - 2) : undefined;
    for (let ahead = at + 1; ahead <= at + 3 && value === undefined; ahead++) {
      if ((gaps[ahead] ?? gap.sentence) >= gap.clause) break;
      value = parse(ahead);
      if (hourWords.has(words[ahead] ?? '')) break;
    }
    if (value !== undefined && !isIdle && !isEngine && (value < 100 || (gaps[at + 1] ?? 0) !== gap.colon)) {
      value = undefined;
    }
    if (value === undefined && !isIdle && !isEngine) {
      const bare = parse(at - 1);
      if (bare !== undefined && bare >= leastBareHours) value = bare;
    }
    if (value === undefined || value <= 0 || value > 99_999) continue;
    if (isIdle) idleHours ??= value;
    else engineHours ??= value;
  }
  return {
    ...(engineHours === undefined ? {} : { engineHours }),
    ...(idleHours === undefined ? {} : { idleHours }),
  };
}
