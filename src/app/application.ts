import type { AppraiseRequest } from '../contracts/appraise-request.ts';
import type { BuyerProfileInput } from '../contracts/buyer-profile.ts';
import type { DealsQuery, WhatIfDealsRequest } from '../contracts/deals.ts';
import type { OwnFeeScheduleInput } from '../contracts/fee-schedules.ts';
import type { AppraisalTools } from '../core/appraisal.ts';
import type { OrgId } from '../core/kernel/ids.ts';
import type { Clock } from '../platform/clock.ts';
import type { Actor } from '../store/audit.writer.ts';
import { readInstallation } from '../store/captures.reader.ts';
import type { Database } from '../store/connection.ts';
import { appraiseVehicle } from './appraise-vehicle.ts';
import { presentProfile } from './buyer-profile.ts';
import { readDealership, toolsOf } from './dealership.ts';
import { addFeeSchedule, listFeeSchedules } from './fee-schedules.ts';
import { listCostFigures } from './list-cost-figures.ts';
import { countFacets, listDeals } from './list-deals.ts';
import { listRejections } from './list-rejections.ts';
import type { MarketRanking } from './market-ranking.ts';
import { rankWhatIf } from './rank-what-if.ts';
import { assessWhatIf, readDeal } from './read-deal.ts';
import { readReassessment } from './reassess-lots.ts';
import { listProfileHistory, readSettings, restoreSettings, saveSettings } from './save-profile.ts';

export interface ApplicationDeps {
  readonly db: Database;
  readonly tools: AppraisalTools;
  readonly engineVersion: string;
  readonly ranking: MarketRanking;
  readonly clock: Clock;
  /** The dealership that everything is read and written for. */
  readonly orgId: OrgId;
  /** Whoever asks, for the audit log. */
  readonly actor: Actor;
}

/** The use cases that the API offers, bound to what they need. */
export function createApplication({
  db,
  tools,
  engineVersion,
  ranking,
  clock,
  orgId,
  actor,
}: ApplicationDeps) {
  const tenant = { db, orgId };
  return {
    listDeals: (query: DealsQuery) => listDeals(query, { ...tenant, now: clock.now() }),
    countFacets: (query: DealsQuery) => countFacets(query, { ...tenant, now: clock.now() }),
    readDeal: (id: string) => readDeal(id, { ...tenant, tools, now: clock.now() }),
    assessWhatIf: (id: string, settings: BuyerProfileInput) =>
      assessWhatIf(id, settings, { ...tenant, tools, now: clock.now() }),
    rankWhatIf: (request: WhatIfDealsRequest) =>
      rankWhatIf(request, { ...tenant, tools, engineVersion, ranking, now: clock.now() }),
    readSettings: () => readSettings(tenant),
    saveSettings: (changes: BuyerProfileInput) => saveSettings(changes, { ...tenant, actor }),
    listCostFigures,
    listProfileHistory: () => listProfileHistory(tenant),
    restoreSettings: (version: number) => restoreSettings(version, { ...tenant, actor }),
    readReassessment: () => readReassessment(db, orgId),
    listFeeSchedules: () => listFeeSchedules(tenant),
    addFeeSchedule: (source: string, schedule: OwnFeeScheduleInput) =>
      addFeeSchedule(source, schedule, { ...tenant, actor }),
    appraise: async (request: AppraiseRequest) => {
      const dealership = await readDealership(db, orgId);
      return appraiseVehicle(request, {
        tools: toolsOf(dealership, tools),
        saved: presentProfile(dealership.profile),
        now: clock.now(),
      });
    },
    describeInstallation: () => readInstallation(db),
    listRejections: (page: { readonly afterId: string; readonly limit: number }) => listRejections(db, page),
  };
}
export type Application = ReturnType<typeof createApplication>;
