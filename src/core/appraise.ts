import type { BuyerProfile, CostBreakdown, CostSubject } from './costing/cost.ts';
import { type CostTables, costLot } from './costing/cost-lot.ts';
import type { CloseForecast } from './forecast/forecast.ts';
import { type CloseHistory, forecastClose } from './forecast/forecast-close.ts';
import type { SourceId } from './kernel/ids.ts';
import type { Instant } from './kernel/instant.ts';
import type { Cents } from './kernel/money.ts';
import type { Refusal } from './kernel/refusal.ts';
import { type ListingReading, readFindings } from './listing/findings/read-findings.ts';
import type { ListingFacts, LotState, TitleBrand } from './listing/listing.ts';
import { assessLot } from './scoring/assess-lot.ts';
import type { Assessment } from './scoring/assessment.ts';
import type { RetailValue, ValuationSubject, Valuer, WholesaleValue } from './valuation/valuation.ts';
import { identifyVehicle } from './vehicle/identify-vehicle.ts';
import type { Vehicle } from './vehicle/vehicle.ts';
import type { VinDecoder } from './vehicle/vin-decoder.ts';

/** Tables and engines that the stages work with; loaded once, never changed while in use. */
export interface AppraisalTools {
  readonly vinDecoder: VinDecoder;
  readonly valuer: Valuer;
  readonly costTables: CostTables;
  readonly closeHistory?: CloseHistory;
}

export interface AppraisalInput {
  readonly facts: ListingFacts;
  readonly state: LotState;
  readonly source?: SourceId;
  readonly book?: { readonly name: string; readonly cents: Cents };
  readonly asOf: Instant;
  readonly profile: BuyerProfile;
}

/** Every stage's answer for one lot, or its refusal. */
export interface Appraisal {
  readonly vehicle: Vehicle;
  readonly reading: ListingReading;
  readonly odometerMiles?: number;
  readonly titleBrand?: TitleBrand;
  readonly wholesale?: WholesaleValue;
  readonly retail?: RetailValue;
  readonly costs?: CostBreakdown;
  readonly forecast?: CloseForecast;
  readonly assessment?: Assessment;
  readonly refusals: readonly Refusal[];
}
