import type { AppraiseRequest } from '../contracts/appraise-request.ts';
import type { BuyerProfileInput } from '../contracts/buyer-profile.ts';
import type { DealsQuery } from '../contracts/deals.ts';
import type { AppraisalTools } from '../core/appraise.ts';
import type { OrgId } from '../core/kernel/ids.ts';
import type { Clock } from '../platform/clock.ts';
import type { Actor } from '../store/audit.writer.ts';
import { readInstallation } from '../store/captures.reader.ts';
import type { Database } from '../store/connection.ts';
import { appraiseVehicle } from './appraise-vehicle.ts';
import { countFacets, listDeals } from './list-deals.ts';
import { listRejections } from './list-rejections.ts';
import { assessWhatIf, readDeal } from './read-deal.ts';
import { readSettings, saveSettings } from './save-profile.ts';

export interface ApplicationDeps {
  readonly db: Database;
  readonly tools: AppraisalTools;
  readonly clock: Clock;
  /** The dealership that everything is read and written for. */
  readonly orgId: OrgId;
  /** Whoever asks, for the audit log. */
  readonly actor: Actor;
}

/** The use cases that the API offers, bound to what they need. */
export function createApplication({ db, tools, clock, orgId, actor }: ApplicationDeps) {
  const tenant = { db, orgId };
  return {
    listDeals: (query: DealsQuery) => listDeals(query, { ...tenant, now: clock.now() }),
    countFacets: (query: DealsQuery) => countFacets(query, { ...tenant, now: clock.now() }),
    readDeal: (id: string) => readDeal(id, { ...tenant, tools, now: clock.now() }),
    assessWhatIf: (id: string, settings: BuyerProfileInput) =>
      assessWhatIf(id, settings, { ...tenant, tools, now: clock.now() }),
    readSettings: () => readSettings(tenant),
    saveSettings: (changes: BuyerProfileInput) => saveSettings(changes, { ...tenant, actor }),
    appraise: async (request: AppraiseRequest) =>
      appraiseVehicle(request, { tools, saved: await readSettings(tenant), now: clock.now() }),
    describeInstallation: () => readInstallation(db),
    listRejections: (page: { readonly afterId: string; readonly limit: number }) => listRejections(db, page),
  };
}
export type Application = ReturnType<typeof createApplication>;
