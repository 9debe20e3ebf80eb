import type { ListingId, OrgId } from '../../core/kernel/ids.ts';
import type { Instant } from '../../core/kernel/instant.ts';
import type { Scoped } from '../../store/connection.ts';
import { type SaidBy, type SaidRow, writeTold } from '../../store/last-looks.writer.ts';
import { toBuyer } from '../market/buyer.ts';
import type { MarketDesk } from '../market/market-desk.ts';
import { saidNothing, saidOf } from './said-of.ts';

/** What a lot is to a dealership at a moment, with what it was worked out by. */
export interface Said extends SaidBy {
  readonly listingId: ListingId;
  readonly figures: SaidRow;
}

/** What lists say of the lot now; undefined where the dealership sees no such lot. */
export async function sayOf(
  listingId: ListingId,
  { desk: { market, lots, settings }, orgId }: { readonly desk: MarketDesk; readonly orgId: OrgId },
): Promise<Said | undefined> {
  const { engine, columns } = market.serving;
  const row = columns.rowFor(listingId, orgId);
  if (row < 0) return undefined;
  const buyer = toBuyer(await settings.get(orgId), engine);
  const version = columns.columns.version[row] ?? 0;
  const lot = (await lots.find([{ id: listingId, version }], orgId, engine)).get(listingId);
  if (!lot) return undefined;
  const figures = lot.car ? saidOf(lot.car, buyer) : saidNothing;
  return { listingId, figures, engineVersion: engine.version, settingsVersion: buyer.version };
}

/**
 * Keeps what a buyer was told of a lot, in the transaction of whatever it was told for: a bid, a mark, an alert. The
 * same lot, moment and kind is kept once, so what is retried may call it again. `kind` is `alert` or `noun.verb`.
 */
export const keepTold = (
  scoped: Scoped,
  { listingId, figures, ...by }: Said,
  { at, kind }: { readonly at: Instant; readonly kind: string },
): Promise<void> => writeTold(scoped, { ...figures, listing_id: listingId, at, kind }, by);
