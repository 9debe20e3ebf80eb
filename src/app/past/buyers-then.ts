import type { Readable } from '../../store/connection.ts';
import { findSettingsChanges } from '../../store/settings.reader.ts';
import { readDealershipAt } from '../dealership.ts';
import type { Engine } from '../engine/engine.ts';
import { type MarketBuyer, toBuyer } from '../market/buyer.ts';

/**
 * The dealership as a buyer at moments that have passed: settings that were saved since had not been made then. Answers
 * the same object for moments between two changes.
 */
export async function readBuyersThen(
  scoped: Readable,
  now: MarketBuyer,
  { engine, since }: { readonly engine: Engine; readonly since: string },
): Promise<(atMs: number) => MarketBuyer> {
  const changes = await findSettingsChanges(scoped, since);
  const until: { readonly atMs: number; readonly buyer: MarketBuyer }[] = [];
  for (const change of changes) {
    const atMs = Date.parse(change);
    until.push({ atMs, buyer: toBuyer(await readDealershipAt(scoped, change), engine) });
  }
  return (atMs) => until.find((change) => atMs < change.atMs)?.buyer ?? now;
}
