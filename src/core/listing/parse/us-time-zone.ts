/** A zone by its offset from UTC in standard time, and whether it moves its clocks as US law says. */
export interface TimeZone {
  readonly standardOffsetMinutes: number;
  readonly daylightSaving: boolean;
}

const zone = (hours: number, daylightSaving: boolean): TimeZone => ({
  standardOffsetMinutes: hours * 60,
  daylightSaving,
});

/**
 * Names as auction sites write them. `EST` is always UTC−5 and `EDT` always UTC−4; `ET` is whichever the date
 * has. Arizona keeps standard time. Source: 15 USC 260–267, 49 CFR 71.
 */
const zones: ReadonlyMap<string, TimeZone> = new Map([
  ['UTC', zone(0, false)],
  ['GMT', zone(0, false)],
  ['Z', zone(0, false)],
  ['ADT', zone(-3, false)],
  ['AST', zone(-4, false)],
  ['EDT', zone(-4, false)],
  ['EST', zone(-5, false)],
  ['CDT', zone(-5, false)],
  ['CST', zone(-6, false)],
  ['MDT', zone(-6, false)],
  ['MST', zone(-7, false)],
  ['PDT', zone(-7, false)],
  ['PST', zone(-8, false)],
  ['AKDT', zone(-8, false)],
  ['AKST', zone(-9, false)],
  ['HST', zone(-10, false)],
  ['ARIZONA', zone(-7, false)],
  ['AMERICA/PHOENIX', zone(-7, false)],
  ['PACIFIC/HONOLULU', zone(-10, false)],
  ['HT', zone(-10, false)],
  ['ET', zone(-5, true)],
  ['EASTERN', zone(-5, true)],
  ['AMERICA/NEW_YORK', zone(-5, true)],
  ['CT', zone(-6, true)],
  ['CENTRAL', zone(-6, true)],
  ['AMERICA/CHICAGO', zone(-6, true)],
  ['MT', zone(-7, true)],
  ['MOUNTAIN', zone(-7, true)],
  ['AMERICA/DENVER', zone(-7, true)],
  ['PT', zone(-8, true)],
  ['PACIFIC', zone(-8, true)],
  ['AMERICA/LOS_ANGELES', zone(-8, true)],
  ['AKT', zone(-9, true)],
  ['ALASKA', zone(-9, true)],
  ['AMERICA/ANCHORAGE', zone(-9, true)],
]);

/** By abbreviation, plain name or IANA name, in any case. */
export const findTimeZone = (name: string): TimeZone | undefined => zones.get(name.trim().toUpperCase());

const hourMs = 3_600_000;

/**
 * The moment (ms since 1970) at which a clock on that wall shows `wallMs` (the wall's reading taken as if it were
 * UTC); undefined for the hour that spring skips. Of the hour that autumn repeats, the first: an end time read
 * an hour early costs nothing, an hour late loses the lot.
 */
export function wallTimeToEpochMs(wallMs: number, timeZone: TimeZone): number | undefined {
  const asStandard = wallMs - timeZone.standardOffsetMinutes * 60_000;
  if (!timeZone.daylightSaving) return asStandard;
  const { springMs, autumnMs } = clockChanges(new Date(wallMs).getUTCFullYear());
  if (wallMs < springMs || wallMs >= autumnMs) return asStandard;
  return wallMs < springMs + hourMs ? undefined : asStandard - hourMs;
}

/** Wall times of the changes, at 2 in the morning: since 2007 March and November, 1987–2006 April and October. */
function clockChanges(year: number): { springMs: number; autumnMs: number } {
  if (year >= 2007) return { springMs: sundayOnOrAfter(year, 2, 8), autumnMs: sundayOnOrAfter(year, 10, 1) };
  return { springMs: sundayOnOrAfter(year, 3, 1), autumnMs: sundayOnOrAfter(year, 9, 25) };
}

function sundayOnOrAfter(year: number, month: number, day: number): number {
  const at = Date.UTC(year, month, day, 2);
  return at + ((7 - new Date(at).getUTCDay()) % 7) * 24 * hourMs;
}
