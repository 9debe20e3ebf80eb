import type { SourceId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Cents, Ratio } from '../kernel/money.ts';
import type { Refusal } from '../kernel/refusal.ts';
import type { Finding } from '../listing/finding.ts';
import type { TitleBrand } from '../listing/listing.ts';
import type { Vehicle } from '../vehicle/vehicle.ts';

export type CostKind =
  | 'hammer_price'
  | 'buyer_premium'
  | 'auction_fee'
  | 'gate_fee'
  | 'virtual_bid_fee'
  | 'documentation'
  | 'payment'
  | 'transport'
  | 'sales_tax'
  | 'title'
  | 'recon'
  | 'lemon_reserve'
  | 'holding'
  | 'floorplan'
  | 'selling';

export interface CostLine {
  readonly kind: CostKind;
  readonly amountCents: Cents;
  /** One sentence: schedule id, tier, effective date, citation; or the assumption and where it can be changed. */
  readonly basis: string;
}

/** All-in cost of buying at `atBidCents` and getting the car ready to sell. `totalCents` is the sum of the lines. */
export interface CostBreakdown {
  readonly atBidCents: Cents;
  readonly totalCents: Cents;
  readonly lines: readonly CostLine[];
}

export type Exit = 'wholesale' | 'retail';

/** What the dealership has told us about how it buys. Every default carries its source in `default-profile.ts`. */
export interface BuyerProfile {
  readonly homeZip?: string;
  readonly exit: Exit;
  readonly targetMarginCents: Cents;
  readonly resaleCertificate: boolean;
  readonly enclosedTransport: boolean;
  readonly holdingCentsPerDay: Cents;
  readonly floorplanApr?: Ratio;
  /** Block, discount (extra cost) or only flag. */
  readonly salvagePolicy: 'block' | 'discount' | 'flag';
  readonly rustBeltPolicy: 'block' | 'discount' | 'flag';
  readonly odometerUnknownPolicy: 'block' | 'discount' | 'flag';
  readonly policePolicy: 'block' | 'discount' | 'flag';
}

/** What costing needs to know of a lot. */
export interface CostSubject {
  readonly source?: SourceId;
  readonly vehicle: Vehicle;
  readonly odometerMiles?: number;
  readonly conditionGrade?: number;
  readonly titleBrand?: TitleBrand;
  readonly findings: readonly Finding[];
  readonly state?: string;
  readonly zip?: string;
  readonly buyerPremiumRatio?: Ratio;
  /** Fee schedules in force on this day are used. */
  readonly asOf: Instant;
}

export type Costed =
  | { readonly ok: true; readonly atBid: (bidCents: Cents) => CostBreakdown }
  | { readonly ok: false; readonly refusal: Refusal };
