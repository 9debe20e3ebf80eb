import type { PriceRejection } from '../../core/valuation/evidence/price-record.ts';

export interface LoadedPrices<R> {
  readonly records: readonly R[];
  readonly rejections: readonly PriceRejection[];
}

/** Keeps the first of records that say the same thing; those without an identity are all kept. */
export function dropDuplicates<R extends { readonly make: string; readonly model: string }>(
  records: readonly R[],
  rejections: readonly PriceRejection[],
  identify: (record: R) => string | undefined,
): LoadedPrices<R> {
  const seen = new Set<string>();
  const kept: R[] = [];
  const dropped: PriceRejection[] = [];
  for (const record of records) {
    const identity = identify(record);
    if (identity !== undefined && seen.has(identity))
      dropped.push({
        code: 'duplicate',
        reason: `${record.make} ${record.model} is in the file twice`,
        excerpt: identity.slice(0, 200),
      });
    else kept.push(record);
    if (identity !== undefined) seen.add(identity);
  }
  return { records: kept, rejections: [...rejections, ...dropped] };
}
