import type { AppraiseRequest } from '../contracts/appraise-request.ts';
import type { BuyerProfileInput } from '../contracts/buyer-profile.ts';
import type { AppraisalInput } from '../core/appraisal.ts';
import { toSourceId } from '../core/kernel/ids.ts';
import { type Instant, toInstant } from '../core/kernel/instant.ts';
import { toCents, toRatio } from '../core/kernel/money.ts';
import type { ListingFacts, LotState } from '../core/listing/listing.ts';
import { mergeProfile } from './buyer-profile.ts';

/** Leaves out what is undefined, so that absent means absent. */
function present<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

/** A request in the words of the stages. `now` is used only when the request names no `asOf`. */
export function toAppraisalInput(
  request: AppraiseRequest,
  saved: BuyerProfileInput | undefined,
  now: Instant,
): AppraisalInput {
  const { year, make, model, trim } = request;
  const facts = present({
    title: request.title ?? [year, make, model, trim].filter((part) => part !== undefined).join(' '),
    description: request.description,
    category: request.category,
    year,
    make,
    model,
    trim,
    body: request.body,
    vin: request.vin,
    odometerMiles: request.odometerMiles === undefined ? undefined : Math.round(request.odometerMiles),
    odometerBrand: request.odometerBrand,
    color: request.color,
    transmission: request.transmission,
    drive: request.drive,
    engine: request.engine,
    fuel: request.fuel,
    titleBrand: request.titleBrand,
    conditionGrade: request.conditionGrade,
    sellerName: request.seller,
    sellerType: request.sellerType,
    city: request.city,
    state: request.state?.toUpperCase(),
    zip: request.zip?.slice(0, 5),
    buyerPremiumRatio:
      request.buyerPremiumRatio === undefined ? undefined : toRatio(request.buyerPremiumRatio),
  }) as ListingFacts;
  const state = present({
    status: 'active' as const,
    currentBidCents: request.currentBidCents === undefined ? undefined : toCents(request.currentBidCents),
    bidCount: request.bidCount,
    bidderCount: request.bidderCount,
    reserveMet: request.reserveMet,
    endsAt: request.endsAt === undefined ? undefined : toInstant(request.endsAt),
  }) as LotState;
  return {
    facts,
    state,
    ...(request.source !== undefined && { source: toSourceId(request.source) }),
    ...(request.book && { book: { name: request.book.name, cents: toCents(request.book.cents) } }),
    asOf: request.asOf === undefined ? now : toInstant(request.asOf),
    profile: mergeProfile(saved, request.profile),
    isExplained: request.comparables ?? false,
  };
}
