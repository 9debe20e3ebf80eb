import type { AppraiseResponse } from '../contracts/appraise-response.ts';
import type { BuyerProfileInput } from '../contracts/buyer-profile.ts';
import type { DealDetail } from '../contracts/deals.ts';
import type { AppraisalTools } from '../core/appraisal.ts';
import { appraise } from '../core/appraise.ts';
import type { OrgId } from '../core/kernel/ids.ts';
import type { Instant } from '../core/kernel/instant.ts';
import type { ListingFacts } from '../core/listing/listing.ts';
import { type Database, readTenant } from '../store/connection.ts';
import { type DealRecord, findDeal } from '../store/deals.reader.ts';
import { mergeProfile, presentProfile } from './buyer-profile.ts';
import { readDealership, toolsOf } from './dealership.ts';
import { toDealSummary } from './list-deals.ts';
import { describeMarket } from './market.ts';
import { presentAppraisal } from './present-appraisal.ts';
import { notFound } from './problem-error.ts';
import { toStoredInput } from './stored-lot.ts';

export interface ReadDealDeps {
  readonly db: Database;
  readonly orgId: OrgId;
  readonly tools: AppraisalTools;
  readonly now: Instant;
}

async function getRecord(id: string, { db, orgId }: ReadDealDeps): Promise<DealRecord> {
  const record = await readTenant(db, orgId, (scoped) => findDeal(scoped, id));
  if (!record) throw notFound('deal');
  return record;
}

/** Everything about one lot: facts with provenance, observations, and every stage's work. */
export async function readDeal(id: string, deps: ReadDealDeps): Promise<DealDetail> {
  const record = await getRecord(id, deps);
  const dealership = await readDealership(deps.db, deps.orgId);
  const { profile } = dealership;
  const tools = toolsOf(dealership, deps.tools);
  const facts = record.facts as unknown as ListingFacts;
  const provenance = record.provenance as Record<string, string>;
  const isVehicle = record.kind === 'road_vehicle';
  return {
    deal: toDealSummary(record),
    market: await describeMarket(deps.db, deps.now),
    description: facts.description ?? null,
    photoUrls: [...(facts.photoUrls ?? [])],
    sellerName: facts.sellerName ?? null,
    kind: { kind: record.kind, confidence: record.kind_confidence, reasons: record.kind_reasons as string[] },
    facts: Object.entries(facts)
      .filter(([name]) => name !== 'description' && name !== 'photoUrls')
      .map(([name, value]) => ({ name, value: String(value), from: provenance[name] ?? '' })),
    observations: record.observations.map((seen) => ({
      observedAt: seen.observed_at,
      status: seen.status,
      currentBidCents: seen.current_bid_cents,
      bidCount: seen.bid_count,
      endsAt: seen.ends_at,
    })),
    capture: {
      id: record.capture_id,
      url: record.capture_url,
      observedAt: record.capture_observed_at,
      sha256: record.sha256,
      line: record.capture_line,
    },
    asOf: record.observed_at,
    profile: presentProfile(profile),
    appraisal: isVehicle
      ? presentAppraisal(appraise({ ...toStoredInput(record, profile), isExplained: true }, tools))
      : null,
  };
}

/** The same lot under other settings; nothing is stored. */
export async function assessWhatIf(
  id: string,
  settings: BuyerProfileInput,
  deps: ReadDealDeps,
): Promise<AppraiseResponse> {
  const record = await getRecord(id, deps);
  if (record.kind !== 'road_vehicle') throw notFound('vehicle');
  const dealership = await readDealership(deps.db, deps.orgId);
  const profile = mergeProfile(presentProfile(dealership.profile), settings);
  return presentAppraisal(
    appraise({ ...toStoredInput(record, profile), isExplained: true }, toolsOf(dealership, deps.tools)),
  );
}
