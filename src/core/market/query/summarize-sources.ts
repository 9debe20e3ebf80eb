import { bit, kindShift } from '../columns/column-set.ts';
import type { MarketColumns } from '../columns/market-columns.ts';
import { lotKinds } from '../columns/write-row.ts';

/** What one source brought, of the shared market. */
export interface SourceSummary {
  readonly source: string;
  readonly isSample: boolean;
  readonly lots: number;
  readonly vehicles: number;
  /** When its lots were last seen: the earliest and the latest, in milliseconds since 1970. */
  readonly observedFromMs: number;
  readonly observedToMs: number;
}

const vehicleCode = lotKinds.indexOf('road_vehicle');

/** One entry for each source, sample and live apart, in the order of their names; owned rows do not count. */
export function summarizeSources(market: MarketColumns): readonly SourceSummary[] {
  const { bits, kinds, source } = market.columns;
  const { owners } = market.ids;
  const found = new Map<number, { lots: number; vehicles: number; fromMs: number; toMs: number }>();
  for (let row = 0; row < market.size; row++) {
    const at = bits[row] ?? 0;
    if ((at & bit.live) === 0 || owners[row] !== 0) continue;
    const key = (source[row] ?? 0) * 2 + ((at & bit.sample) === 0 ? 0 : 1);
    const entry = found.get(key) ?? { lots: 0, vehicles: 0, fromMs: Infinity, toMs: -Infinity };
    if (entry.lots === 0) found.set(key, entry);
    entry.lots += 1;
    if ((kinds[row] ?? 0) >> kindShift === vehicleCode) entry.vehicles += 1;
    const asOfMs = market.asOfMsAt(row);
    entry.fromMs = Math.min(entry.fromMs, asOfMs);
    entry.toMs = Math.max(entry.toMs, asOfMs);
  }
  return [...found]
    .map(([key, { lots, vehicles, fromMs, toMs }]) => ({
      source: market.dictionaries.sources.values[key >> 1] ?? '',
      isSample: key % 2 === 1,
      lots,
      vehicles,
      observedFromMs: fromMs,
      observedToMs: toMs,
    }))
    .toSorted((a, b) => (a.source < b.source ? -1 : 1));
}
