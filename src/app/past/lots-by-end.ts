import { bit } from '../../core/market/columns/column-set.ts';
import type { MarketColumns } from '../../core/market/columns/market-columns.ts';

export const hourMs = 3_600_000;
/** Rows between two rests: a few milliseconds. */
const rowsAtOnce = 65_536;

export interface EndingLots {
  /** Rows of lots that end later than now. */
  readonly ahead: readonly number[];
  /** Rows of lots that have ended, by the beginning of the hour in which they did. */
  readonly hours: ReadonlyMap<number, readonly number[]>;
}

/** Whether the row is as its lot was seen before its end. */
export const isSeenBeforeEnd = (market: MarketColumns, row: number): boolean =>
  ((market.columns.bits[row] ?? 0) & bit.open) !== 0 && !(market.endsAtMsAt(row) <= market.asOfMsAt(row));

/** When the lot ends, or was seen to be over before its time; NaN where nothing says it. */
export function endMsAt(market: MarketColumns, row: number): number {
  const endsMs = market.endsAtMsAt(row);
  if (((market.columns.bits[row] ?? 0) & bit.open) !== 0) return endsMs;
  const seenMs = market.asOfMsAt(row);
  return Number.isNaN(endsMs) ? seenMs : Math.min(endsMs, seenMs);
}

/** The lots of the live market that end in this time, after it has rested now and then. */
export function* groupByEnd(
  market: MarketColumns,
  time: { readonly fromMs: number; readonly nowMs: number; readonly untilMs: number },
): Generator<undefined, EndingLots, undefined> {
  const ahead: number[] = [];
  const hours = new Map<number, number[]>();
  for (let row = 0; row < market.size; row++) {
    if (row > 0 && row % rowsAtOnce === 0) yield undefined;
    if (((market.columns.bits[row] ?? 0) & (bit.live | bit.sample)) !== bit.live) continue;
    const endMs = endMsAt(market, row);
    if (!(endMs >= time.fromMs && endMs <= time.untilMs)) continue;
    if (endMs > time.nowMs) {
      ahead.push(row);
      continue;
    }
    const hour = Math.floor(endMs / hourMs) * hourMs;
    const rows = hours.get(hour);
    if (rows) rows.push(row);
    else hours.set(hour, [row]);
  }
  return { ahead, hours };
}

/** Names a set of lots, in whatever order they stand; 0 for none. */
export function printOf(market: MarketColumns, rows: readonly number[]): number {
  let print = 0;
  for (const row of rows) {
    let hash = 0x811c9dc5;
    for (const character of market.ids.idAt(row))
      hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
    print = (print + (hash >>> 0)) % 0x1_0000_0000;
  }
  return print;
}
