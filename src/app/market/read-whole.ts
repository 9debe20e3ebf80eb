import type { Database } from '../../store/connection.ts';
import { findMarketPage, type MarketRow } from '../../store/market.reader.ts';

const pageLots = 2_000;

/** Every lot as it is stored, in id order, a page at a time. */
export async function readWhole(
  db: Database,
  take: (rows: readonly MarketRow[]) => Promise<void>,
): Promise<void> {
  for (let afterId = ''; ; ) {
    const rows = await findMarketPage(db, afterId, pageLots);
    await take(rows);
    const last = rows.at(-1);
    if (!last || rows.length < pageLots) return;
    afterId = last.id;
  }
}
