import type { SourceId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Cents, Ratio } from '../kernel/money.ts';
import type { Refusal } from '../kernel/refusal.ts';
import type { Finding, Severity } from '../listing/finding.ts';
import type { TitleBrand } from '../listing/listing.ts';
import type { Vehicle } from '../vehicle/vehicle.ts';
import type { OwnFigures } from './cost-figures.ts';

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
  | 'risk_discount'
  | 'holding'
  | 'floorplan'
  | 'selling';

export interface CostLine {
  readonly kind: CostKind;
  readonly amountCents: Cents;
  /** One sentence: schedule id, tier, effective date, citation; or the assumption and where it can be changed. */
  readonly basis: string;
  /** Where the amount is approximate: why, in words for the buyer. */
  readonly approximate?: string;
}

/** All-in cost of buying at `atBidCents` and getting the car ready to sell. `totalCents` is the sum of the lines. */
export interface CostBreakdown {
  readonly atBidCents: Cents;
  readonly totalCents: Cents;
  readonly lines: readonly CostLine[];
}

export type Exit = 'wholesale' | 'retail';
export type RiskPolicy = 'block' | 'discount' | 'flag';
/** Secured: wire, cashier's cheque, debit. Unsecured: credit card; some auctions charge more for it. */
export type PaymentMethod = 'secured' | 'unsecured';

export interface StateCertificate {
  /** Two capital letters. */
  readonly state: string;
  /** From this moment on it no longer counts; absent: it does not run out. */
  readonly expiresAt?: Instant;
}

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
  readonly salvagePolicy: RiskPolicy;
  readonly rustBeltPolicy: RiskPolicy;
  readonly odometerUnknownPolicy: RiskPolicy;
  readonly policePolicy: RiskPolicy;

  // Everything below is optional: absent means the default named in `default-profile.ts`.

  /** After this moment the resale certificate no longer counts. */
  readonly resaleCertificateExpiresAt?: Instant;
  /** Certificates of single states; each decides in its own state, see `findCertificate`. One a state. */
  readonly resaleCertificates?: readonly StateCertificate[];
  /** Cars that run and drive are fetched by plane and driven home where that is cheaper. */
  readonly flyAndDrive?: boolean;
  /** Own figures in place of the assumed ones of the cost tables. */
  readonly costFigures?: OwnFigures;
  readonly paymentMethod?: PaymentMethod;
  /** Days from paying for the car to being paid for it; ≥ 1. */
  readonly daysToSell?: number;
  /** Floorplan cost a day, used when `floorplanApr` is absent; 0 for a buyer who pays with own money. */
  readonly floorplanCentsPerDay?: Cents;
  /** Replaces the whole reconditioning estimate. */
  readonly reconCents?: Cents;
  /** Share of purchases that turn out lemons, for every car, in place of each car's own chance; and what one costs on top of reconditioning. */
  readonly lemonProbability?: Ratio;
  readonly lemonLossCents?: Cents;
  /** Replaces the transport estimate, whatever the distance. */
  readonly transportCents?: Cents;
  readonly titleWorkCents?: Cents;
  readonly outOfStateTitleCents?: Cents;
  /** Replaces the state's sales tax rate, local taxes included. */
  readonly salesTaxRatio?: Ratio;
  /** What it costs to sell the car: auction seller fee, or advertising and documents. */
  readonly sellingCents?: Cents;
  /** Extra cost taken where the matching policy is `discount`. */
  readonly salvageDiscountCents?: Cents;
  readonly rustBeltDiscountCents?: Cents;
  readonly odometerUnknownDiscountCents?: Cents;
  readonly policeDiscountCents?: Cents;
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
  /** Places the lot where its ZIP is not known. */
  readonly city?: string;
  readonly zip?: string;
  readonly buyerPremiumRatio?: Ratio;
  /** Hours of idling and of the engine, where the lot states them. */
  readonly idleHours?: number;
  readonly engineHours?: number;
  /** The seller's own estimate of repairs, where the lot states one. */
  readonly estimatedRepairCents?: Cents;
  /** How unsure the grade is, where it was estimated from words: one standard deviation, in grade points. */
  readonly conditionGradeSd?: number;
  /** What the car is worth at retail, where that is known: dearer cars take longer to sell. */
  readonly retailP50Cents?: Cents;
  /** This car's own chance of being a lemon, where a model gives one; otherwise the base rate. */
  readonly lemonProbability?: Ratio;
  /** That chance is at least twice the base rate; `beyond_records`: for a car older than the records reach. */
  readonly lemonRisk?: 'high' | 'high_beyond_records';
  /** Fee schedules in force on this day are used. */
  readonly asOf: Instant;
}

/** Something about the cost that a buyer should see: an assumption, a risk, a policy that applies. */
export interface CostNote {
  /** snake_case, stable; becomes a flag of the assessment. */
  readonly code: string;
  readonly severity: Severity;
  readonly evidence: string;
  /** The buyer's own policy says not to buy such a car: the max bid is 0. */
  readonly blocks: boolean;
}

/** The cost of one lot to one buyer, at any bid. */
export interface PricedCost {
  readonly ok: true;
  /** Every line with its basis. Throws RangeError for a bid that is negative, not whole cents, or over $50 million. */
  readonly atBid: (bidCents: Cents) => CostBreakdown;
  /** `atBid(bid).totalCents` without building text: well under a microsecond. */
  readonly totalAt: (bidCents: number) => number;
  /** The same without sales tax: what a resale certificate would make of it. */
  readonly untaxedTotalAt: (bidCents: number) => number;
  /**
   * Bids at which a fee steps, ascending, without 0. Between two of them `totalAt` never falls as the bid rises;
   * at one of them it may.
   */
  readonly breakpointsCents: readonly number[];
  /** Days from paying for the car to being paid for it. */
  readonly daysToSell: number;
  /** What transport adds, at any bid. */
  readonly transportCents: Cents;
  readonly notes: readonly CostNote[];
}

export type Costed = PricedCost | { readonly ok: false; readonly refusal: Refusal };
