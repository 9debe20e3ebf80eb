import type { AppraiseResponse } from '../../contracts/appraise-response.ts';
import type { BuyerProfileInput } from '../../contracts/buyer-profile.ts';
import type { DealDetail } from '../../contracts/deals.ts';
import type { Appraisal } from '../../core/appraisal.ts';
import { assessFor, readCar } from '../../core/appraise.ts';
import type { OrgId } from '../../core/kernel/ids.ts';
import type { Instant } from '../../core/kernel/instant.ts';
import type { ListingFacts } from '../../core/listing/listing.ts';
import { type Database, readTenant } from '../../store/connection.ts';
import { type DealRecord, findDeal } from '../../store/deals.reader.ts';
import { mergeProfile, presentProfile } from '../buyer-profile.ts';
import { presentAppraisal } from '../present-appraisal.ts';
import { notFound } from '../problem-error.ts';
import { type MarketBuyer, toBuyer } from './buyer.ts';
import { summarizeForBuyer, summarizeLot } from './deal-summary.ts';
import type { MarketDesk } from './market-desk.ts';
import { toCarInput } from './stored-lot.ts';

export interface ReadDealDeps {
  readonly db: Database;
  readonly desk: MarketDesk;
  readonly orgId: OrgId;
  readonly now: Instant;
}

async function getRecord(id: string, { db, orgId }: ReadDealDeps): Promise<DealRecord> {
  const record = await readTenant(db, orgId, (scoped) => findDeal(scoped, id));
  if (!record) throw notFound('deal');
  return record;
}

/** The stages' whole answer for a stored road vehicle, with what a person checks it by. */
function appraiseStored(record: DealRecord, buyer: MarketBuyer, { desk }: ReadDealDeps): Appraisal {
  const { tools } = desk.market.serving.engine;
  return assessFor(readCar({ ...toCarInput(record), isExplained: true }, tools), buyer);
}

/** Everything about one lot: facts with provenance, observations, and every stage's work. */
export async function readDeal(id: string, deps: ReadDealDeps): Promise<DealDetail> {
  const { desk, orgId, now } = deps;
  const [record, dealership] = await Promise.all([getRecord(id, deps), desk.settings.get(orgId)]);
  const buyer = toBuyer(dealership, desk.market.serving.engine);
  const facts = record.facts as unknown as ListingFacts;
  const provenance = record.provenance as Record<string, string>;
  const { appraisal, failure } = tryToAppraise(record, buyer, deps);
  return {
    deal: {
      ...summarizeLot(record),
      ...summarizeForBuyer({ row: record, ...(failure !== undefined && { failure }) }, appraisal),
    },
    market: desk.describeMarket(now),
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
    profile: presentProfile(buyer.profile),
    appraisal: appraisal ? presentAppraisal(appraisal) : null,
  };
}

/** Nothing for what is no road vehicle; a lot that throws is shown with the reason. */
function tryToAppraise(
  record: DealRecord,
  buyer: MarketBuyer,
  deps: ReadDealDeps,
): { readonly appraisal?: Appraisal; readonly failure?: string } {
  if (record.kind !== 'road_vehicle') return {};
  try {
    return { appraisal: appraiseStored(record, buyer, deps) };
  } catch (error) {
    return {
      failure: `This lot could not be read: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

/** The same lot under other settings; nothing is stored. */
export async function assessWhatIf(
  id: string,
  settings: BuyerProfileInput,
  deps: ReadDealDeps,
): Promise<AppraiseResponse> {
  const { desk, orgId } = deps;
  const [record, dealership] = await Promise.all([getRecord(id, deps), desk.settings.get(orgId)]);
  if (record.kind !== 'road_vehicle') throw notFound('vehicle');
  const profile = mergeProfile(presentProfile(dealership.profile), settings);
  return presentAppraisal(
    appraiseStored(record, toBuyer(dealership, desk.market.serving.engine, profile), deps),
  );
}
