import type { SourceId, SourceListingId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Cents, Ratio } from '../kernel/money.ts';

export type OdometerBrand = 'actual' | 'not_actual' | 'exempt' | 'unknown';
export type TitleBrand =
  | 'clean'
  | 'salvage'
  | 'rebuilt'
  | 'flood'
  | 'lemon'
  | 'parts_only'
  | 'bill_of_sale_only';
export type SellerType = 'government' | 'dealer' | 'fleet' | 'insurance' | 'private';

/** What the source says of the lot's life. `ended` is not `sold`: only a confirmed sale is a sale. */
export type LotStatus = 'scheduled' | 'active' | 'ended' | 'sold' | 'withdrawn';

/** Facts about the thing for sale, as the source states them; absent means that the source does not say. */
export interface ListingFacts {
  readonly title: string;
  readonly description?: string;
  /** The source's own name of its category, untranslated. */
  readonly category?: string;
  readonly year?: number;
  readonly make?: string;
  readonly model?: string;
  readonly trim?: string;
  readonly body?: string;
  readonly vin?: string;
  readonly odometerMiles?: number;
  readonly odometerBrand?: OdometerBrand;
  readonly color?: string;
  readonly transmission?: string;
  readonly drive?: string;
  readonly engine?: string;
  readonly cylinders?: number;
  readonly fuel?: string;
  readonly titleBrand?: TitleBrand;
  /** Condition grade 1.0–5.0, only where the source states one. */
  readonly conditionGrade?: number;
  readonly hasKeys?: boolean;
  /** Stated by the source as a field (not read out of prose): whether it starts / runs and drives. */
  readonly starts?: boolean;
  readonly runsAndDrives?: boolean;
  readonly primaryDamage?: string;
  readonly secondaryDamage?: string;
  readonly estimatedRetailCents?: Cents;
  /** What the seller (at a salvage auction the insurer) reckons that repairs would cost. */
  readonly estimatedRepairCents?: Cents;
  readonly sellerName?: string;
  readonly sellerType?: SellerType;
  readonly city?: string;
  /** Two capital letters. */
  readonly state?: string;
  /** Five digits. */
  readonly zip?: string;
  readonly photoUrls?: readonly string[];
  /** Buyer premium that this lot's own page states; overrides the source's schedule. */
  readonly buyerPremiumRatio?: Ratio;
  /** Minutes by which a late bid extends this lot, where the lot states them. */
  readonly softCloseMinutes?: number;
}

/** The auction's state as seen at `observedAt`. */
export interface LotState {
  readonly status: LotStatus;
  readonly currentBidCents?: Cents;
  readonly bidCount?: number;
  readonly bidderCount?: number;
  readonly reserveMet?: boolean;
  readonly buyNowCents?: Cents;
  /** Hammer price of a confirmed sale; present only with status `sold`. */
  readonly hammerPriceCents?: Cents;
  readonly startsAt?: Instant;
  readonly endsAt?: Instant;
  /** `day`: the source gives a date without a time, so `endsAt` is the end of that day and is not a countdown. */
  readonly endsAtPrecision?: 'minute' | 'day';
}

/** One lot as one capture shows it: what `transform` answers. */
export interface Listing {
  readonly source: SourceId;
  readonly sourceListingId: SourceListingId;
  readonly url?: string;
  readonly facts: ListingFacts;
  readonly state: LotState;
  /** When we saw it (never the source's own clock). */
  readonly observedAt: Instant;
  /** For each fact or state field present: where in the raw record it came from, such as `/currentBid` or `title[0..4]`. */
  readonly provenance: Readonly<Record<string, string>>;
  /** Facts that the source states and that could not be read, so they are absent here. Never an empty list. */
  readonly warnings?: readonly ListingRejection[];
}

/** A raw record that is not a listing. Kept for review, never dropped in silence. */
export interface ListingRejection {
  /** Stable snake_case code, such as `vin_check_digit`, `bad_price`, `duplicate_id`, `unreadable_line`. */
  readonly code: string;
  readonly reason: string;
  /** 1-based line or record number in the capture. */
  readonly line?: number;
  readonly field?: string;
  /** The offending text, cut to 200 characters. */
  readonly excerpt?: string;
}
