import { type Instant, toEpochMs, toInstant } from '../../core/kernel/instant.ts';
import { ok } from '../../core/kernel/result.ts';
import { type Parsed, problem } from '../../core/listing/parse/field-problem.ts';
import { type ParsedInstant, parseInstantWithZone } from '../../core/listing/parse/parse-instant.ts';

const units: ReadonlyMap<string, number> = new Map([
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['min', 60_000],
  ['second', 1000],
  ['sec', 1000],
]);

/**
 * The end out of how much time is left at `observedAt`: `2 days 10 hours`, `35 minutes`. The text is rounded down to
 * its smallest unit, so the end is known to the minute only when that is a minute or less; otherwise it is given as
 * the end of the day (in `timeZone`) in which the auction ends at the latest.
 */
export function parseTimeLeft(text: string, observedAt: Instant, timeZone: string): Parsed<ParsedInstant> {
  const words = text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((word) => word !== '');
  if (words.length === 0 || words.length > 8 || words.length % 2 !== 0)
    return problem('bad_instant', 'not a length of time');
  let leftMs = 0;
  let smallestMs = Number.POSITIVE_INFINITY;
  for (let at = 0; at < words.length; at += 2) {
    const unitMs = units.get((words[at + 1] ?? '').replace(/s$/, ''));
    const count = /^\d{1,4}$/.test(words[at] ?? '') ? Number(words[at]) : undefined;
    if (unitMs === undefined || count === undefined) return problem('bad_instant', 'not a length of time');
    leftMs += count * unitMs;
    smallestMs = Math.min(smallestMs, unitMs);
  }
  const earliestMs = toEpochMs(observedAt) + leftMs;
  if (smallestMs <= 60_000) return ok({ instant: toInstant(earliestMs), precision: 'minute' });
  return toEndOfDay(earliestMs + smallestMs - 1, timeZone);
}

function toEndOfDay(atMs: number, timeZone: string): Parsed<ParsedInstant> {
  // the day that the zone's clocks show then: the first of the three candidates whose end is not before it
  for (const shift of [-1, 0, 1]) {
    const day = new Date(atMs + shift * 86_400_000).toISOString().slice(0, 10);
    const end = parseInstantWithZone(day, timeZone);
    if (!end.ok || toEpochMs(end.value.instant) >= atMs) return end;
  }
  return problem('bad_instant', 'no such day');
}
