import { reconScale } from './costing/carrying/recon-table.ts';
import type { BuyerProfile, CostBreakdown, CostSubject } from './costing/cost.ts';
import { costLot } from './costing/cost-lot.ts';
import type { CostTables } from './costing/cost-tables.ts';
import { locateZip } from './costing/transport/zip-centroids.ts';
import type { CloseForecast, CloseHistory } from './forecast/forecast.ts';
import { forecastClose } from './forecast/forecast-close.ts';
import type { SourceId } from './kernel/ids.ts';
import type { Instant } from './kernel/instant.ts';
import { type Cents, zeroCents } from './kernel/money.ts';
import type { Refusal } from './kernel/refusal.ts';
import type { LemonModel } from './lemon/lemon-model.ts';
import { isHighLemonRisk, type LemonRisk, lemonRisk } from './lemon/lemon-risk.ts';
import { type EstimatedGrade, estimateGrade } from './listing/findings/estimate-grade.ts';
import type { ListingReading } from './listing/findings/listing-reading.ts';
import { readFindings } from './listing/findings/read-findings.ts';
import type { ListingFacts, LotState, TitleBrand } from './listing/listing.ts';
import { type PickupTerm, readPickup } from './listing/read/read-pickup.ts';
import { assessLot } from './scoring/assess-lot.ts';
import type { Assessment } from './scoring/assessment.ts';
import type { RetailValue, ValuationSubject, Valuer, WholesaleValue } from './valuation/valuation.ts';
import { ageYears } from './vehicle/age-years.ts';
import { identifyVehicle } from './vehicle/identify-vehicle.ts';
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

export interface AppraisalInput {
  readonly facts: ListingFacts;
  readonly state: LotState;
  readonly source?: SourceId;
  readonly book?: { readonly name: string; readonly cents: Cents };
  readonly asOf: Instant;
  /** When the bid was seen; at `asOf` when left out. */
  readonly observedAt?: Instant;
  readonly profile: BuyerProfile;
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

/** The sentence of the product: one lot through every stage. For the pipeline, which keeps figures only. */
export const appraise = (input: AppraisalInput, tools: AppraisalTools): Appraisal =>
  runStages(input, tools, false);

/** The same with the comparables listed, for a person to check. Every figure is the same. */
export const explainAppraisal = (input: AppraisalInput, tools: AppraisalTools): Appraisal =>
  runStages(input, tools, true);

function runStages(input: AppraisalInput, tools: AppraisalTools, withComparables: boolean): Appraisal {
  const { facts, state, source, asOf, observedAt, profile } = input;
  const stateCode = facts.state ?? stateOfZip(facts.zip, tools.costTables);
  const reading = readFindings(facts);
  const vehicle = identifyVehicle(
    facts,
    tools.vinDecoder,
    reading.vin === undefined ? {} : { vin: reading.vin },
  );
  const statedMiles = facts.odometerMiles ?? reading.odometerMiles;
  const isNotActual = (facts.odometerBrand ?? reading.odometerBrand) === 'not_actual';
  // a reading that is not the true mileage is no mileage to score by, and only a floor to value by
  const odometerMiles = isNotActual ? undefined : statedMiles;
  const milesToValueBy = isNotActual ? leastLikelyMiles(statedMiles, vehicle, asOf) : statedMiles;
  const titleBrand = facts.titleBrand ?? reading.titleBrand;
  const refusals: Refusal[] = [];

  const estimatedGrade =
    facts.conditionGrade === undefined
      ? estimateGrade(reading.findings, {
          ...(vehicle.year !== undefined && { ageYears: Math.max(0, ageYears(vehicle.year, asOf)) }),
          ...(milesToValueBy !== undefined && { odometerMiles: milesToValueBy }),
        })
      : undefined;
  const subject = describeSubject(input, estimatedGrade, vehicle, milesToValueBy, titleBrand);
  const wholesale = tools.valuer.valueWholesale(subject, { withComparables });
  const retail = tools.valuer.valueRetail(subject, { withComparables });
  if (!wholesale.ok) refusals.push(wholesale.refusal);
  if (!retail.ok) refusals.push(retail.refusal);

  const lemonSubject = {
    ...(vehicle.year !== undefined && { ageYears: ageYears(vehicle.year, asOf) }),
    // an unknown odometer counts as a worn one, as in reconditioning: not knowing must not be cheaper
    odometerMiles: odometerMiles ?? reconScale.mostMiles,
    ...(vehicle.make !== undefined && { make: vehicle.make }),
    ...(stateCode !== undefined && { state: stateCode }),
    segment: vehicle.segment,
  };
  const lemon = lemonRisk(lemonSubject, tools.lemonModel, { withDrivers: withComparables });

  const costSubject: CostSubject = {
    vehicle,
    lemonProbability: lemon.probability,
    ...(isHighLemonRisk(lemon) && {
      lemonRisk: lemon.beyondRecords.includes('ageYears') ? 'high_beyond_records' : 'high',
    }),
    findings: reading.findings,
    asOf,
    ...(source !== undefined && { source }),
    ...(odometerMiles !== undefined && { odometerMiles }),
    ...(subject.conditionGrade !== undefined && { conditionGrade: subject.conditionGrade }),
    ...(estimatedGrade && { conditionGradeSd: estimatedGrade.sd }),
    ...(reading.idleHours !== undefined && { idleHours: reading.idleHours }),
    ...(reading.engineHours !== undefined && { engineHours: reading.engineHours }),
    ...(titleBrand !== undefined && { titleBrand }),
    ...(facts.city !== undefined && { city: facts.city }),
    ...(stateCode !== undefined && { state: stateCode }),
    ...(facts.zip !== undefined && { zip: facts.zip }),
    ...(facts.buyerPremiumRatio !== undefined && { buyerPremiumRatio: facts.buyerPremiumRatio }),
    ...(facts.estimatedRepairCents !== undefined && { estimatedRepairCents: facts.estimatedRepairCents }),
  };
  const costed = costLot(costSubject, profile, tools.costTables);
  if (!costed.ok) refusals.push(costed.refusal);

  const forecasted = forecastClose(
    {
      asOf,
      bidObservedAt: observedAt ?? asOf,
      ...(source !== undefined && { source }),
      ...(wholesale.ok && { wholesale: wholesale.value }),
      ...(state.currentBidCents !== undefined && { currentBidCents: state.currentBidCents }),
      ...(state.bidCount !== undefined && { bidCount: state.bidCount }),
      ...(state.bidderCount !== undefined && { bidderCount: state.bidderCount }),
      ...(state.reserveMet !== undefined && { reserveMet: state.reserveMet }),
      ...(state.endsAt !== undefined && { endsAt: state.endsAt }),
      ...(facts.softCloseMinutes !== undefined && { softCloseMinutes: facts.softCloseMinutes }),
    },
    // an appraisal of a past day must not know how later lots closed
    tools.closes && tools.closes.learnedUntil <= asOf ? tools.closes.history : undefined,
  );
  if (!forecasted.ok) refusals.push(forecasted.refusal);
  const forecast = forecasted.ok ? forecasted.forecast : undefined;

  const assessed = assessLot({
    subject: costSubject,
    profile,
    costed,
    wholesale,
    retail,
    ...(forecast && { forecast }),
    ...(state.currentBidCents !== undefined && { currentBidCents: state.currentBidCents }),
    ...(state.endsAt !== undefined && { endsAt: state.endsAt }),
    bidObservedAt: observedAt ?? asOf,
  });
  if (assessed.ok) refusals.push(...assessed.refusals);
  else refusals.push(assessed.refusal);

  return {
    vehicle,
    reading,
    ...(estimatedGrade && { estimatedGrade }),
    lemon,
    pickup: withComparables ? readPickup(facts.description ?? '') : [],
    ...(odometerMiles !== undefined && { odometerMiles }),
    ...(titleBrand !== undefined && { titleBrand }),
    costSubject,
    ...(state.currentBidCents !== undefined && { currentBidCents: state.currentBidCents }),
    ...(wholesale.ok && { wholesale: wholesale.value }),
    ...(retail.ok && { retail: retail.value }),
    ...(costed.ok && { costs: costed.atBid(state.currentBidCents ?? forecast?.p50Cents ?? zeroCents) }),
    ...(forecast && { forecast }),
    ...(assessed.ok && { assessment: assessed.assessment }),
    refusals,
  };
}

function describeSubject(
  { facts, book, asOf }: AppraisalInput,
  estimated: EstimatedGrade | undefined,
  vehicle: Vehicle,
  odometerMiles: number | undefined,
  titleBrand: TitleBrand | undefined,
): ValuationSubject {
  const stated = facts.conditionGrade;
  return {
    vehicle,
    asOf,
    ...(odometerMiles !== undefined && { odometerMiles }),
    ...(stated !== undefined
      ? { conditionGrade: stated }
      : estimated && { conditionGrade: estimated.mean, conditionGradeSd: estimated.sd }),
    ...(titleBrand !== undefined && { titleBrand }),
    ...(facts.sellerType !== undefined && { sellerType: facts.sellerType }),
    ...(facts.sellerName !== undefined && { sellerName: facts.sellerName }),
    ...(facts.state !== undefined && { state: facts.state }),
    ...(book && { book }),
  };
}

/** An assumed 15,000 miles a year, the high side of usual use, since a car with a false reading has been driven more. */
const suspectMilesPerYear = 15_000;

/** Miles to value a car by whose reading is not the true mileage: never fewer than it shows, nor than its age suggests. */
function leastLikelyMiles(stated: number | undefined, { year }: Vehicle, asOf: Instant): number | undefined {
  if (stated === undefined || year === undefined) return stated;
  return Math.max(stated, Math.round(suspectMilesPerYear * Math.max(0, ageYears(year, asOf))));
}

const stateOfZip = (zip: string | undefined, { zipCentroids }: CostTables): string | undefined =>
  zip !== undefined && zipCentroids ? locateZip(zipCentroids, zip)?.state : undefined;
