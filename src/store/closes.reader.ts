import type { ConfirmedClose } from '../core/forecast/summarize-closes.ts';
import type { Cents } from '../core/kernel/money.ts';
import type { Database } from './connection.ts';

/** The newest closes that are read; far more than the forecast's memory needs. */
const mostCloses = 50_000;

/**
 * Confirmed sales of the market with what each car was valued at, and when the newest was seen. A lot that merely
 * ended is not among them, and neither is anything of the sample.
 */
export async function readConfirmedCloses(
  db: Database,
): Promise<{ readonly closes: readonly ConfirmedClose[]; readonly newestAt: string | undefined }> {
  const rows = await db
    .selectFrom('listings')
    .select(['source', 'hammer_price_cents', 'wholesale_p50_cents', 'observed_at'])
    .where('status', '=', 'sold')
    .where('is_sample', '=', false)
    .where('kind', '=', 'road_vehicle')
    .where('hammer_price_cents', '>', 0)
    .where('wholesale_p50_cents', '>', 0)
    .orderBy('observed_at', 'desc')
    .limit(mostCloses)
    .execute();
  return {
    closes: rows.map((row) => ({
      source: row.source,
      hammerPriceCents: (row.hammer_price_cents ?? 0) as Cents,
      wholesaleP50Cents: (row.wholesale_p50_cents ?? 0) as Cents,
    })),
    newestAt: rows[0]?.observed_at,
  };
}
