import type { WhatIfDealsPage, WhatIfDealsRequest } from '../../contracts/deals.ts';
import { assessFor } from '../../core/appraise.ts';
import type { OrgId } from '../../core/kernel/ids.ts';
import type { Instant } from '../../core/kernel/instant.ts';
import { mergeProfile, presentProfile } from '../buyer-profile.ts';
import { toBuyer } from './buyer.ts';
import { summarizeForBuyer, summarizeLot } from './deal-summary.ts';
import { isDescending, toLotsFilter } from './list-deals.ts';
import type { MarketDesk } from './market-desk.ts';

/**
 * The market ranked under other settings; nothing is stored. Beside each lot stands its maximum bid under the saved
 * settings, so that a page can show both.
 */
export async function rankWhatIf(
  { profile: settings, query: { sort, order, limit, ...filter } }: WhatIfDealsRequest,
  { desk, orgId, now }: { readonly desk: MarketDesk; readonly orgId: OrgId; readonly now: Instant },
): Promise<WhatIfDealsPage> {
  const { market, lots, follower } = desk;
  const { engine } = market.serving;
  const dealership = await desk.settings.get(orgId);
  const saved = toBuyer(dealership, engine);
  const buyer = toBuyer(dealership, engine, mergeProfile(presentProfile(dealership.profile), settings));
  const page = await market.rankOnce(buyer, {
    ...toLotsFilter(filter, market.isSample, now),
    sort,
    descending: isDescending({ order, sort }),
    limit,
  });
  const found = await lots.find(page.lots, orgId, engine);
  const shown = page.lots.flatMap(({ id }) => found.get(id) ?? []);
  return {
    market: desk.describeMarket(now),
    total: page.total,
    complete: follower.reading.isComplete,
    changed: false,
    deals: shown.map((lot) => ({
      ...summarizeLot(lot.row),
      ...summarizeForBuyer(lot, lot.car && assessFor(lot.car, buyer)),
      savedMaxBidCents: (lot.car && assessFor(lot.car, saved).assessment?.maxBidCents) ?? null,
    })),
    nextCursor: null,
  };
}
