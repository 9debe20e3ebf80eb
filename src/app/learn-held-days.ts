import type { HeldDays } from '../core/costing/carrying/days-to-sell.ts';
import { toInstant } from '../core/kernel/instant.ts';
import type { Database } from '../store/connection.ts';
import { readHeldDays } from '../store/own-sales.reader.ts';

/** What own sales with both days say of how long cars are held; undefined while there are none. */
export async function learnHeldDays(db: Database): Promise<HeldDays | undefined> {
  const held = await readHeldDays(db);
  return held && { count: held.count, meanDays: held.meanDays, learnedUntil: toInstant(held.newestAt) };
}
