import type { Market } from '../contracts/deals.ts';
import type { Instant } from '../core/kernel/instant.ts';
import { findSource } from '../sources/registry.ts';
import { readMarketSummary } from '../store/captures.reader.ts';
import type { Database } from '../store/connection.ts';

/** The sample is shown until there is anything live, and never mixed with it. */
export async function describeMarket(db: Database, now: Instant): Promise<Market> {
  const all = await readMarketSummary(db);
  const live = all.filter((source) => !source.isSample);
  const shown = live.length > 0 ? live : all;
  const isSample = live.length === 0;
  const latest = shown
    .map((source) => source.observedTo)
    .sort()
    .at(-1);
  return {
    isSample,
    asOf: isSample ? (latest ?? now) : now,
    sources: shown.map((source) => {
      const description = findSource(source.source)?.describe();
      return { ...source, name: description?.name ?? source.source, note: description?.terms.note ?? '' };
    }),
  };
}
