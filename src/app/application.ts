import type { AppraiseRequest } from '../contracts/appraise-request.ts';
import type { BuyerProfileInput } from '../contracts/buyer-profile.ts';
import type { DealsQuery, WhatIfDealsRequest } from '../contracts/deals.ts';
import type { OwnFeeScheduleInput } from '../contracts/fee-schedules.ts';
import type { OrgId } from '../core/kernel/ids.ts';
import type { Clock } from '../platform/clock.ts';
import type { Actor } from '../store/audit.writer.ts';
import { readInstallation } from '../store/captures.reader.ts';
import type { Database } from '../store/connection.ts';
import { appraiseVehicle } from './appraise-vehicle.ts';
import { presentProfile } from './buyer-profile.ts';
import { toolsOf } from './dealership.ts';
import { addFeeSchedule, listFeeSchedules } from './fee-schedules.ts';
import { listCostFigures } from './list-cost-figures.ts';
import { listRejections } from './list-rejections.ts';
import { countDealFacets, listDeals } from './market/list-deals.ts';
import type { MarketDesk } from './market/market-desk.ts';
import { rankWhatIf } from './market/rank-what-if.ts';
import { assessWhatIf, readDeal } from './market/read-deal.ts';
import { listProfileHistory, readSettings, restoreSettings, saveSettings } from './save-profile.ts';

export interface ApplicationDeps {
  readonly db: Database;
  readonly desk: MarketDesk;
  readonly clock: Clock;
  /** The dealership that everything is read and written for. */
  readonly orgId: OrgId;
  /** Whoever asks, for the audit log. */
  readonly actor: Actor;
}

/** The use cases that the API offers, bound to what they need. */
export function createApplication({ db, desk, clock, orgId, actor }: ApplicationDeps) {
  const tenant = { db, orgId };
  const asked = () => ({ ...tenant, desk, now: clock.now() });
  /** What is saved holds from the answer on: here at once, elsewhere as soon as it is heard. */
  const afterwards = async <T>(saving: Promise<T>): Promise<T> => {
    const saved = await saving;
    desk.settings.drop(orgId);
    return saved;
  };
  return {
    listDeals: (query: DealsQuery) => listDeals(query, asked()),
    countFacets: (query: DealsQuery) => countDealFacets(query, asked()),
    readDeal: (id: string) => readDeal(id, asked()),
    assessWhatIf: (id: string, settings: BuyerProfileInput) => assessWhatIf(id, settings, asked()),
    rankWhatIf: (request: WhatIfDealsRequest) => rankWhatIf(request, asked()),
    readSettings: () => readSettings(tenant),
    saveSettings: (changes: BuyerProfileInput) => afterwards(saveSettings(changes, { ...tenant, actor })),
    listCostFigures,
    listProfileHistory: () => listProfileHistory(tenant),
    restoreSettings: (version: number) => afterwards(restoreSettings(version, { ...tenant, actor })),
    listFeeSchedules: () => listFeeSchedules(tenant),
    addFeeSchedule: (source: string, schedule: OwnFeeScheduleInput) =>
      afterwards(addFeeSchedule(source, schedule, { ...tenant, actor })),
    appraise: async (request: AppraiseRequest) => {
      const dealership = await desk.settings.get(orgId);
      return appraiseVehicle(request, {
        tools: toolsOf(dealership, desk.market.serving.engine.tools),
        saved: presentProfile(dealership.profile),
        now: clock.now(),
      });
    },
    describeInstallation: () => readInstallation(db),
    listRejections: (page: { readonly afterId: string; readonly limit: number }) => listRejections(db, page),
  };
}
export type Application = ReturnType<typeof createApplication>;
