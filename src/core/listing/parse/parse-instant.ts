import { type Instant, toInstant } from '../../kernel/instant.ts';
import { ok } from '../../kernel/result.ts';
import { type Parsed, problem } from './field-problem.ts';
import { findTimeZone, type TimeZone, wallTimeToEpochMs } from './us-time-zone.ts';

export interface ParsedInstant {
  readonly instant: Instant;
  /** `day`: no time was given, and the instant is the last millisecond of that day. */
  readonly precision: 'minute' | 'day';
}

/** Online auctions are younger and none is listed that far ahead: 1899 and 2099 are placeholders. */
const firstYear = 1990;
const lastYear = 2090;

const iso =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?)?\s?(Z|[+-]\d{2}:?\d{2}|[A-Za-z]{2,10})?$/;
const slashed =
  /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:,? (\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([AaPp][Mm]))?)?(?: ([A-Za-z]{2,10}))?$/;
const spelled =
  /^([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})(?:,? (\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([AaPp][Mm]))?)?(?: ([A-Za-z]{2,10}))?$/;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour?: number;
  readonly minute?: number;
  readonly second?: number;
}

/**
 * A moment out of `2026-04-09T00:00:00Z`, `2026-01-07 16:07`, `01/07/2026 04:07 PM CT`,
 * `April 08, 2026 05:00 PM PDT` or a date alone. Without a zone in the text, `declaredZone` (the source's own,
 * such as `America/Chicago`) is used; with neither, and for a time that the clocks skip, a year outside
 * 1990–2090 or a day that no month has, it is a problem, code `bad_instant`.
 */
export function parseInstantWithZone(value: unknown, declaredZone?: string): Parsed<ParsedInstant> {
  if (typeof value !== 'string') return problem('bad_instant', 'the date is not text');
  const text = value.trim();
  if (text === '' || text.length > 60)
    return problem('bad_instant', 'the date is empty or too long to be one');
  let match = iso.exec(text);
  if (match !== null)
    return resolve(
      toWall(match[1], match[2], match[3], match[4], match[5], match[6], undefined),
      match[7] ?? declaredZone,
    );
  match = slashed.exec(text);
  if (match !== null)
    return resolve(
      toWall(match[3], match[1], match[2], match[4], match[5], match[6], match[7]),
      match[8] ?? declaredZone,
    );
  match = spelled.exec(text);
  if (match !== null) {
    const month = months.indexOf((match[1] ?? '').slice(0, 3).toLowerCase()) + 1;
    return resolve(
      toWall(match[3], String(month), match[2], match[4], match[5], match[6], match[7]),
      match[8] ?? declaredZone,
    );
  }
  return problem('bad_instant', 'not a date in a known notation');
}

/** `20260128` with `1000` or `700` (HHMM) and a zone, as run lists write it; an empty time means that day. */
export function parseCompactInstant(date: string, time: string, zoneName: string): Parsed<ParsedInstant> {
  const day = /^(\d{4})(\d{2})(\d{2})$/.exec(date.trim());
  const clock = /^(?:(\d{1,2})(\d{2}))?$/.exec(time.trim());
  if (day === null) return problem('bad_instant', 'not a date of eight digits (YYYYMMDD)');
  if (clock === null) return problem('bad_instant', 'not a time of three or four digits (HHMM)');
  return resolve(toWall(day[1], day[2], day[3], clock[1], clock[2], undefined, undefined), zoneName);
}

/** Milliseconds since 1970. */
export function parseEpochMs(value: unknown): Parsed<ParsedInstant> {
  if (typeof value !== 'number' || !Number.isSafeInteger(value))
    return problem('bad_instant', 'not a whole number of milliseconds');
  return fromEpochMs(value, 'minute');
}

/** Undefined when any part is out of its range. */
function toWall(
  yearText: string | undefined,
  monthText: string | undefined,
  dayText: string | undefined,
  hourText: string | undefined,
  minuteText: string | undefined,
  secondText: string | undefined,
  half: string | undefined,
): WallTime | undefined {
  const year = Number(yearText);
  const month = Number(monthText);
  const day = Number(dayText);
  if (month < 1 || month > 12 || day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate())
    return undefined;
  if (hourText === undefined) return { year, month, day };
  let hour = Number(hourText);
  const minute = Number(minuteText);
  const second = Number(secondText ?? '0');
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  }
  return { year, month, day, hour, minute, second };
}

function resolve(wall: WallTime | undefined, zoneName: string | undefined): Parsed<ParsedInstant> {
  if (wall === undefined) return problem('bad_instant', 'no calendar has that day, or no clock that time');
  if (wall.year < firstYear || wall.year > lastYear)
    return problem('bad_instant', `the year ${wall.year} is not one of an auction`);
  if (zoneName === undefined) return problem('bad_instant', 'the date has no time zone');
  const timeZone = findTimeZone(zoneName) ?? offsetZone(zoneName);
  if (timeZone === undefined) return problem('bad_instant', `unknown time zone ${zoneName.slice(0, 30)}`);
  if (wall.hour === undefined) {
    const nextMidnight = wallTimeToEpochMs(Date.UTC(wall.year, wall.month - 1, wall.day + 1), timeZone);
    return nextMidnight === undefined
      ? problem('bad_instant', 'no clock shows that time')
      : fromEpochMs(nextMidnight - 1, 'day');
  }
  const wallMs = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute ?? 0, wall.second ?? 0);
  const at = wallTimeToEpochMs(wallMs, timeZone);
  if (at === undefined)
    return problem('bad_instant', 'the clocks skip that hour when daylight saving time begins');
  return fromEpochMs(at, 'minute');
}

function fromEpochMs(at: number, precision: ParsedInstant['precision']): Parsed<ParsedInstant> {
  if (at < Date.UTC(firstYear, 0) || at > Date.UTC(lastYear + 1, 0))
    return problem('bad_instant', 'the year is not one of an auction');
  return ok({ instant: toInstant(at), precision });
}

function offsetZone(text: string): TimeZone | undefined {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  if (minutes > 14 * 60) return undefined;
  return { standardOffsetMinutes: match[1] === '-' ? -minutes : minutes, daylightSaving: false };
}
