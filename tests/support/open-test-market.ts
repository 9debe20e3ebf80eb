import { listDeals } from '../../src/app/market/list-deals.ts';
import { type OpenMarket, openMarket } from '../../src/app/market/open-market.ts';
import { rankWhatIf } from '../../src/app/market/rank-what-if.ts';
import type { BuyerProfileInput } from '../../src/contracts/buyer-profile.ts';
import {
  type DealsPage,
  dealsQuerySchema,
  type WhatIfDealsPage,
  whatIfDealsRequestSchema,
} from '../../src/contracts/deals.ts';
import type { OrgId } from '../../src/core/kernel/ids.ts';
import type { Instant } from '../../src/core/kernel/instant.ts';
import type { Database } from '../../src/store/connection.ts';
import { shippedTools } from './shipped-tools.ts';

export interface TestMarket extends OpenMarket {
  /** The list as the dealership sees it, of all that is written by now. */
  inbox(query?: Record<string, unknown>): Promise<DealsPage>;
  whatIf(profile: BuyerProfileInput, query?: Record<string, unknown>): Promise<WhatIfDealsPage>;
}

/** The market in memory of a test's database, with the engine that ships, asked by one dealership at one moment. */
export async function openTestMarket(db: Database, orgId: OrgId, now: Instant): Promise<TestMarket> {
  const { tools, engineVersion } = await shippedTools();
  const market = await openMarket({
    db,
    loadEngine: async () => ({ version: engineVersion, tools }),
    onNews: () => undefined,
    onError: (error) => {
      throw error;
    },
  });
  const { desk } = market;
  return {
    ...market,
    async inbox(query = {}) {
      await desk.follower.refresh();
      const listed = await listDeals(dealsQuerySchema.parse({ limit: 100, ...query }), { desk, orgId, now });
      return JSON.parse(listed.toJson()) as DealsPage;
    },
    async whatIf(profile, query = {}) {
      await desk.follower.refresh();
      return rankWhatIf(whatIfDealsRequestSchema.parse({ profile, query }), { desk, orgId, now });
    },
  };
}
