import type { BuyerProfile, CostBreakdown, CostSubject } from './costing/cost.ts';
import type { CostTables } from './costing/cost-tables.ts';
import type { CloseForecast, CloseHistory, Forecasted } from './forecast/forecast.ts';
import type { SourceId } from './kernel/ids.ts';
import type { Instant } from './kernel/instant.ts';
import type { Cents } from './kernel/money.ts';
import type { Refusal } from './kernel/refusal.ts';
import type { LemonModel } from './lemon/lemon-model.ts';
import type { LemonRisk } from './lemon/lemon-risk.ts';
import type { EstimatedGrade } from './listing/findings/estimate-grade.ts';
import type { ListingReading } from './listing/findings/listing-reading.ts';
import type { ListingFacts, LotState, TitleBrand } from './listing/listing.ts';
import type { PickupTerm } from './listing/read/read-pickup.ts';
import type { Assessment } from './scoring/assessment.ts';
import type { RetailValue, Valued, Valuer, WholesaleValue } from './valuation/valuation.ts';
import type { Vehicle } from './vehicle/vehicle.ts';
import type { VinDecoder } from './vehicle/vin-decoder.ts';

/** Tables and engines that the stages work with; loaded once, never changed while in use. */
export interface AppraisalTools {
  readonly vinDecoder: VinDecoder;
  readonly valuer: Valuer;
  readonly lemonModel: LemonModel;
  readonly costTables: CostTables;
  readonly closes?: LearnedCloses;
}

/** What closed lots have shown, and the moment of the newest of them. */
export interface LearnedCloses {
  readonly history: CloseHistory;
  readonly learnedUntil: Instant;
}

/** A lot as it stands, before anybody's settings. */
export interface CarInput {
  readonly facts: ListingFacts;
  readonly state: LotState;
  readonly source?: SourceId;
  readonly book?: { readonly name: string; readonly cents: Cents };
  readonly asOf: Instant;
  /** When the bid was seen; at `asOf` when left out. */
  readonly observedAt?: Instant;
  /** For a person to check: the comparables, what drives the lemon risk, the pickup terms. Every figure is the same. */
  readonly isExplained?: boolean;
}

export interface AppraisalInput extends CarInput {
  readonly profile: BuyerProfile;
}

/** Whom a lot is assessed for: settings, and the cost tables with the dealership's own fee schedules. */
export interface Buyer {
  readonly profile: BuyerProfile;
  readonly costTables: CostTables;
}

/** A lot read, identified, valued, weighed and forecast: everything that is the same for every buyer. */
export interface PricedCar {
  readonly vehicle: Vehicle;
  readonly reading: ListingReading;
  /** Where no grade is stated and the lot's words speak of its condition. */
  readonly estimatedGrade?: EstimatedGrade;
  /** Absent where the reading is not the true mileage. */
  readonly odometerMiles?: number;
  readonly titleBrand?: TitleBrand;
  readonly costSubject: CostSubject;
  readonly currentBidCents?: Cents;
  readonly endsAt?: Instant;
  readonly bidObservedAt: Instant;
  readonly wholesale: Valued<WholesaleValue>;
  readonly retail: Valued<RetailValue>;
  readonly forecasted: Forecasted;
  readonly pickup: readonly PickupTerm[];
  readonly lemon: LemonRisk;
}

/** Every stage's answer for one lot, or its refusal. */
export interface Appraisal {
  readonly vehicle: Vehicle;
  readonly reading: ListingReading;
  /** Where no grade is stated and the lot's words speak of its condition. */
  readonly estimatedGrade?: EstimatedGrade;
  readonly odometerMiles?: number;
  readonly titleBrand?: TitleBrand;
  /** What was costed: the facts of the lot that no buyer's settings change. */
  readonly costSubject: CostSubject;
  readonly currentBidCents?: Cents;
  readonly wholesale?: WholesaleValue;
  readonly retail?: RetailValue;
  /** At the current bid; at the forecast close where there is no bid yet. */
  readonly costs?: CostBreakdown;
  readonly forecast?: CloseForecast;
  readonly assessment?: Assessment;
  /** What the lot says of fetching it; read for a person only. */
  readonly pickup: readonly PickupTerm[];
  /** The chance of a bad buy, and what moves it. */
  readonly lemon: LemonRisk;
  readonly refusals: readonly Refusal[];
}
