import type { Branded } from './brand.ts';

/** A moment as ISO 8601 in UTC with milliseconds: `2026-04-09T00:00:00.000Z`. */
export type Instant = Branded<string, 'Instant'>;

export const millisecondsPerDay = 86_400_000;

/** Throws RangeError for anything that is not a moment between the years 1900 and 2100. */
export function toInstant(value: string | number): Instant {
  const at = new Date(value);
  const year = at.getUTCFullYear();
  if (Number.isNaN(at.getTime()) || year < 1900 || year > 2100)
    throw new RangeError(`not a moment: ${value}`);
  return at.toISOString() as Instant;
}

export const toEpochMs = (instant: Instant): number => Date.parse(instant);
