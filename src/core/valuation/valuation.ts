import type { SaleId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Cents } from '../kernel/money.ts';
import type { MoneyRange } from '../kernel/money-range.ts';
import type { Refusal } from '../kernel/refusal.ts';
import type { SellerType, TitleBrand } from '../listing/listing.ts';
import type { Vehicle } from '../vehicle/vehicle.ts';

/** Everything that a value may depend on. Nothing observed after `asOf` may be used. */
export interface ValuationSubject {
  readonly vehicle: Vehicle;
  readonly odometerMiles?: number;
  /** 1.0–5.0, stated by the source or estimated from the text; the latter with its own uncertainty. */
  readonly conditionGrade?: number;
  /** Standard deviation of an estimated grade; absent for a stated one. */
  readonly conditionGradeSd?: number;
  readonly titleBrand?: TitleBrand;
  readonly sellerType?: SellerType;
  readonly sellerName?: string;
  readonly state?: string;
  readonly book?: { readonly name: string; readonly cents: Cents };
  readonly asOf: Instant;
}

/** One sale behind a value, adjusted line by line to the subject car. */
export interface Comparable {
  readonly saleId: SaleId;
  readonly soldAt: Instant;
  readonly hammerPriceCents: Cents;
  readonly year: number;
  readonly make: string;
  readonly model: string;
  readonly trim?: string;
  readonly odometerMiles?: number;
  readonly conditionGrade?: number;
  readonly state?: string;
  readonly adjustments: readonly {
    readonly kind: 'time' | 'age' | 'miles' | 'grade' | 'trim' | 'title';
    readonly amountCents: Cents;
  }[];
  readonly adjustedCents: Cents;
  /** Share of the estimate that rests on this sale, 0…1. */
  readonly weight: number;
}

export interface Contribution {
  /** Plain words: "142,000 miles, 31,000 above its age". */
  readonly label: string;
  readonly amountCents: Cents;
}

interface ValueBase extends MoneyRange {
  readonly asOf: Instant;
  readonly method: 'model' | 'comps' | 'blend';
  /** Version that can be looked up, such as `comps-1 sales:9f3a…`. */
  readonly model: string;
  /** `count` of sales used; `sales` the most telling ones, at most 20. */
  readonly evidence: { readonly count: number; readonly sales: readonly SaleId[] };
  readonly comparables: readonly Comparable[];
  /** Sums to p50 − the segment's typical value. */
  readonly contributions: readonly Contribution[];
  /** What the middle car of its segment brings, whatever its age: where the contributions start. */
  readonly typicalCents?: Cents;
  /** 0…1, from the width of the range and the nearness of the evidence; never from time running out. */
  readonly confidence: number;
  /** Plain sentences on what widened the range or where evidence disagrees. */
  readonly notes: readonly string[];
}

/** What it brings at a dealers' auction. Never mixed with {@link RetailValue}: the compiler keeps them apart. */
export interface WholesaleValue extends ValueBase {
  readonly market: 'wholesale';
}
/** What a retail buyer pays: asking prices less a stated ask-to-sale discount. */
export interface RetailValue extends ValueBase {
  readonly market: 'retail';
}

export type Valued<V> =
  | { readonly ok: true; readonly value: V }
  | { readonly ok: false; readonly refusal: Refusal };

export interface ValueOptions {
  /** `false` leaves `comparables` empty, for speed in bulk. Everything else is the same. Default `true`. */
  readonly withComparables?: boolean;
}

/** The final interface: engines change behind it, callers do not. Synchronous, deterministic, no I/O. */
export interface Valuer {
  readonly version: string;
  valueWholesale(subject: ValuationSubject, options?: ValueOptions): Valued<WholesaleValue>;
  valueRetail(subject: ValuationSubject, options?: ValueOptions): Valued<RetailValue>;
}
