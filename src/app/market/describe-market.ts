import type { Market } from '../../contracts/deals.ts';
import { type Instant, toEpochMs, toInstant } from '../../core/kernel/instant.ts';
import type { MarketColumns } from '../../core/market/columns/market-columns.ts';
import { summarizeSources } from '../../core/market/query/summarize-sources.ts';
import { findSource } from '../../sources/registry.ts';

/** Counting a million lots takes milliseconds; the counts may be this old. */
const keptForMs = 10_000;

interface Counted {
  readonly columns: MarketColumns;
  readonly lots: number;
  readonly atMs: number;
  readonly sources: Market['sources'];
  readonly isSample: boolean;
  readonly latestMs: number;
}

/** What the market on screen is made of. The sample is shown until there is anything live, and never mixed with it. */
export class MarketDescription {
  #counted: Counted | undefined;

  describe(columns: MarketColumns, isSample: boolean, now: Instant, readAt: Instant | null): Market {
    const { sources, latestMs } = this.#count(columns, isSample, toEpochMs(now));
    return { isSample, asOf: isSample && latestMs > 0 ? toInstant(latestMs) : now, readAt, sources };
  }

  #count(columns: MarketColumns, isSample: boolean, nowMs: number): Counted {
    const known = this.#counted;
    const isSame = known?.columns === columns && known.isSample === isSample;
    if (known && isSame && Math.abs(nowMs - known.atMs) < keptForMs && known.lots > 0) return known;
    const shown = summarizeSources(columns).filter((source) => source.isSample === isSample);
    this.#counted = {
      columns,
      lots: columns.size,
      atMs: nowMs,
      isSample,
      latestMs: shown.reduce((latest, { observedToMs }) => Math.max(latest, observedToMs), 0),
      sources: shown.map(({ observedFromMs, observedToMs, ...source }) => {
        const description = findSource(source.source)?.describe();
        return {
          ...source,
          observedFrom: toInstant(observedFromMs),
          observedTo: toInstant(observedToMs),
          name: description?.name ?? source.source,
          note: description?.terms.note ?? '',
        };
      }),
    };
    return this.#counted;
  }
}
