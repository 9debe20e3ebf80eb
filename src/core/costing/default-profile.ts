import { type Cents, dollarsToCents, toRatio } from '../kernel/money.ts';
import type { BuyerProfile, Exit } from './cost.ts';

/**
 * What is assumed of a dealership until it says otherwise. Nothing here flatters a deal: sales tax is counted until a
 * resale certificate is given, and unknown odometers, salvage titles and ex-police cars are flagged.
 */
export const defaultBuyerProfile: BuyerProfile = {
  /** The value we have evidence for; retail needs its own. */
  exit: 'wholesale',
  /** Assumption, ours: what a car must leave to be worth the work. */
  targetMarginCents: dollarsToCents(1_500),
  /** A licensed dealer has one and pays no sales tax; others pay. Until told, it is counted. */
  resaleCertificate: false,
  enclosedTransport: false,
  /** $36 a day, the middle of the trade's all-in $32–40, less $15 floorplan, the middle of $10–20 (secondary sources). */
  holdingCentsPerDay: dollarsToCents(21),
  /** The value already carries the brand; a second deduction would count it twice. */
  salvagePolicy: 'flag',
  /** "A flag and a cost, not a ban." */
  rustBeltPolicy: 'discount',
  /** The score is refused anyway when the odometer is unknown. */
  odometerUnknownPolicy: 'flag',
  policePolicy: 'flag',
};

/** Defaults of the profile's optional fields. */
export const defaultCosts = {
  paymentMethod: 'secured',
  /** The middle of $10–20 a day (secondary sources). */
  floorplanCentsPerDay: dollarsToCents(15),
  /** 12.3 % of 72,983 auction purchases of 2009–2010 were bad buys ("Don't Get Kicked" data). */
  lemonProbability: toRatio(0.123),
  /** Assumption: a lemon costs one more typical reconditioning ($1,500). */
  lemonLossCents: dollarsToCents(1_500),
  /** Assumption: transfer, plates in transit and paperwork. */
  titleWorkCents: dollarsToCents(75),
  /** Assumption: title service and VIN inspection for a car from another state. */
  outOfStateTitleCents: dollarsToCents(100),
  /** Assumptions, taken only where the policy says `discount`. */
  salvageDiscountCents: dollarsToCents(1_000),
  rustBeltDiscountCents: dollarsToCents(300),
  odometerUnknownDiscountCents: dollarsToCents(750),
  policeDiscountCents: dollarsToCents(500),
} as const;

/**
 * Retail: $624 of advertising for each car sold (NADA's annual report for 2018). Wholesale: assumption of a $300
 * auction seller fee; auctions publish theirs to members only.
 */
export const defaultSellingCents: Readonly<Record<Exit, Cents>> = {
  retail: dollarsToCents(624),
  wholesale: dollarsToCents(300),
};
