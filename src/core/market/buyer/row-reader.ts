import { bit, segmentMask, unknownWhole } from '../columns/column-set.ts';
import type { MarketColumns } from '../columns/market-columns.ts';
import { reconAgeOf, reconMilesOf } from '../columns/wide-numbers.ts';

/** What figures are made of, row by row, from the columns as they are now; wide rows in full. */
export interface RowReader {
  readonly bitsAt: (row: number) => number;
  readonly segmentAt: (row: number) => number;
  readonly feeAt: (row: number) => number;
  readonly riskAt: (row: number) => number;
  readonly placeAt: (row: number) => number;
  readonly defectsAt: (row: number) => number;
  readonly asOfMsAt: (row: number) => number;
  /** The value in the buyer's market at its p10, p50, p90, in cents; NaN where there is none. */
  readonly lowAt: (row: number) => number;
  readonly middleAt: (row: number) => number;
  readonly highAt: (row: number) => number;
  readonly retailAt: (row: number) => number;
  readonly reconAgeAt: (row: number) => number;
  readonly reconMilesAt: (row: number) => number;
  readonly gradeAt: (row: number) => number;
  readonly repairAt: (row: number) => number;
  /** Undefined for unknown. */
  readonly lemonAt: (row: number) => number | undefined;
  /** Warnings and stops that no buyer changes, for the buyer's exit. */
  readonly warningsAt: (row: number) => number;
  readonly stopsAt: (row: number) => number;
}

export function readRows(
  market: MarketColumns,
  isRetail: boolean,
  isOdometerUnknown: (risk: number) => boolean,
): RowReader {
  const c = market.columns;
  const { bits, kinds, fee, risk, place, defects, year, miles, grade, repair, lemonChance, flags } = c;
  const { asOfSeconds, asOfMillis, retailP50 } = c;
  const p10 = isRetail ? c.retailP10 : c.wholesaleP10;
  const p50 = isRetail ? c.retailP50 : c.wholesaleP50;
  const p90 = isRetail ? c.retailP90 : c.wholesaleP90;
  const flagShift = isRetail ? 8 : 0;
  const wideAt = (row: number) => (((bits[row] ?? 0) & bit.wide) === 0 ? undefined : market.wide.get(row));
  const quantile = (column: Uint32Array, at: 0 | 1 | 2) => (row: number) => {
    const wide = wideAt(row);
    if (wide) return (isRetail ? wide.retail : wide.wholesale)?.[at] ?? Number.NaN;
    const cents = column[row] ?? unknownWhole;
    return cents === unknownWhole ? Number.NaN : cents;
  };
  const asOfMsAt = (row: number): number =>
    wideAt(row)?.asOfMs ?? (asOfSeconds[row] ?? 0) * 1_000 + (asOfMillis[row] ?? 0);
  return {
    bitsAt: (row) => bits[row] ?? 0,
    segmentAt: (row) => (kinds[row] ?? 0) & segmentMask,
    feeAt: (row) => fee[row] ?? 0,
    riskAt: (row) => risk[row] ?? 0,
    placeAt: (row) => place[row] ?? 0,
    defectsAt: (row) => defects[row] ?? 0,
    asOfMsAt,
    lowAt: quantile(p10, 0),
    middleAt: quantile(p50, 1),
    highAt: quantile(p90, 2),
    retailAt: (row) => {
      const wide = wideAt(row);
      if (wide) return wide.retail?.[1] ?? Number.NaN;
      const cents = retailP50[row] ?? unknownWhole;
      return cents === unknownWhole ? Number.NaN : cents;
    },
    reconAgeAt: (row) => wideAt(row)?.ageYears ?? reconAgeOf(year[row] ?? -1, asOfMsAt(row)),
    reconMilesAt: (row) =>
      wideAt(row)?.reconMiles ?? reconMilesOf(miles[row] ?? -1, isOdometerUnknown(risk[row] ?? 0)),
    gradeAt: (row) => wideAt(row)?.grade ?? grade[row] ?? 0,
    repairAt: (row) => wideAt(row)?.repairCents ?? repair[row] ?? 0,
    lemonAt: (row) => {
      const wide = wideAt(row);
      if (wide) return wide.lemonChance ?? undefined;
      const chance = lemonChance[row] ?? Number.NaN;
      return Number.isNaN(chance) ? undefined : chance;
    },
    warningsAt: (row) => ((flags[row] ?? 0) >> flagShift) & 15,
    stopsAt: (row) => ((flags[row] ?? 0) >> (flagShift + 4)) & 15,
  };
}
