import type { Appraisal, AppraisalInput, AppraisalTools, Buyer, CarInput, PricedCar } from './appraisal.ts';
import { reconScale } from './costing/carrying/recon-table.ts';
import type { CostSubject } from './costing/cost.ts';
import { costLot } from './costing/cost-lot.ts';
import type { CostTables } from './costing/cost-tables.ts';
import { locateZip } from './costing/transport/zip-centroids.ts';
import type { Forecasted } from './forecast/forecast.ts';
import { forecastClose } from './forecast/forecast-close.ts';
import type { Instant } from './kernel/instant.ts';
import { toRatio, zeroCents } from './kernel/money.ts';
import type { Refusal } from './kernel/refusal.ts';
import { isHighLemonRisk, type LemonRisk, lemonRisk } from './lemon/lemon-risk.ts';
import { type EstimatedGrade, estimateGrade } from './listing/findings/estimate-grade.ts';
import type { ListingReading } from './listing/findings/listing-reading.ts';
import { readFindings } from './listing/findings/read-findings.ts';
import type { TitleBrand } from './listing/listing.ts';
import { readPickup } from './listing/read/read-pickup.ts';
import { assessLot } from './scoring/assess-lot.ts';
import type { RetailValue, ValuationSubject, Valued, WholesaleValue } from './valuation/valuation.ts';
import { ageYears } from './vehicle/age-years.ts';
import { identifyVehicle } from './vehicle/identify-vehicle.ts';
import type { Vehicle } from './vehicle/vehicle.ts';

/** The sentence of the product: one lot through every stage. */
export function appraise(input: AppraisalInput, tools: AppraisalTools): Appraisal {
  return assessFor(readCar(input, tools), { profile: input.profile, costTables: tools.costTables });
}

/** `appraise` for a row of lots, each answered as it would be alone. */
export function appraiseAll(inputs: readonly AppraisalInput[], tools: AppraisalTools): readonly Appraisal[] {
  const { costTables } = tools;
  return readCars(inputs, tools).map((car, at) =>
    assessFor(car, { profile: (inputs[at] as AppraisalInput).profile, costTables }),
  );
}

/** Reads, identifies, values, weighs and forecasts one lot: all that no buyer's settings change. */
export function readCar(input: CarInput, tools: AppraisalTools): PricedCar {
  const [car] = readCars([input], tools);
  if (car === undefined) throw new Error('no answer to the only lot');
  return car;
}

/**
 * Lots in a row, each answered as `readCar` would. Every stage goes over all of them before the next begins: its code
 * and tables then stay in the processor's caches, which halves the time (bench/appraise.bench.ts). Some 50 at once are
 * best; with more their own data no longer fit.
 */
export function readCars(inputs: readonly CarInput[], tools: AppraisalTools): readonly PricedCar[] {
  const readings = inputs.map(({ facts }) => readFindings(facts));
  const lots = inputs.map((input, at) => identifyLot(input, readings[at] as ListingReading, tools));
  const wholesales = lots.map(({ subject, input }) =>
    tools.valuer.valueWholesale(subject, { withComparables: input.isExplained ?? false }),
  );
  const retails = lots.map(({ subject, input }) =>
    tools.valuer.valueRetail(subject, { withComparables: input.isExplained ?? false }),
  );
  const lemons = lots.map((lot) => judgeLemon(lot, tools));
  return lots.map((lot, at): PricedCar => {
    const { input, vehicle, reading, estimatedGrade, odometerMiles, titleBrand } = lot;
    const wholesale = wholesales[at] as Valued<WholesaleValue>;
    const retail = retails[at] as Valued<RetailValue>;
    const lemon = lemons[at] as LemonRisk;
    const { currentBidCents, endsAt } = input.state;
    return {
      vehicle,
      reading,
      ...(estimatedGrade && { estimatedGrade }),
      lemon,
      pickup: input.isExplained ? readPickup(input.facts.description ?? '') : [],
      ...(odometerMiles !== undefined && { odometerMiles }),
      ...(titleBrand !== undefined && { titleBrand }),
      costSubject: describeCost(lot, lemon, retail),
      ...(currentBidCents !== undefined && { currentBidCents }),
      ...(endsAt !== undefined && { endsAt }),
      bidObservedAt: input.observedAt ?? input.asOf,
      wholesale,
      retail,
      forecasted: forecastLot(input, wholesale, tools),
    };
  });
}

/** What the lot is to this buyer: its cost, the maximum bid and all that follows from it. */
export function assessFor(car: PricedCar, { profile, costTables }: Buyer): Appraisal {
  const { wholesale, retail, forecasted, costSubject, currentBidCents } = car;
  const forecast = forecasted.ok ? forecasted.forecast : undefined;
  const costed = costLot(costSubject, profile, costTables);
  const assessed = assessLot({
    subject: costSubject,
    profile,
    costed,
    wholesale,
    retail,
    ...(forecast && { forecast }),
    ...(currentBidCents !== undefined && { currentBidCents }),
    ...(car.endsAt !== undefined && { endsAt: car.endsAt }),
    bidObservedAt: car.bidObservedAt,
  });
  const refusals: Refusal[] = [];
  for (const answer of [wholesale, retail, costed, forecasted]) if (!answer.ok) refusals.push(answer.refusal);
  if (assessed.ok) refusals.push(...assessed.refusals);
  else refusals.push(assessed.refusal);
  return {
    vehicle: car.vehicle,
    reading: car.reading,
    ...(car.estimatedGrade && { estimatedGrade: car.estimatedGrade }),
    lemon: car.lemon,
    pickup: car.pickup,
    ...(car.odometerMiles !== undefined && { odometerMiles: car.odometerMiles }),
    ...(car.titleBrand !== undefined && { titleBrand: car.titleBrand }),
    ...knownOf(car),
    ...(costed.ok && { costs: costed.atBid(currentBidCents ?? forecast?.p50Cents ?? zeroCents) }),
    ...(assessed.ok && { assessment: assessed.assessment }),
    refusals,
  };
}

/** What of a car is known, without the reasons why the rest is not. */
export function knownOf({
  costSubject,
  currentBidCents,
  wholesale,
  retail,
  forecasted,
}: PricedCar): Pick<Appraisal, 'costSubject' | 'currentBidCents' | 'wholesale' | 'retail' | 'forecast'> {
  return {
    costSubject,
    ...(currentBidCents !== undefined && { currentBidCents }),
    ...(wholesale.ok && { wholesale: wholesale.value }),
    ...(retail.ok && { retail: retail.value }),
    ...(forecasted.ok && { forecast: forecasted.forecast }),
  };
}

interface IdentifiedLot {
  readonly input: CarInput;
  readonly stateCode: string | undefined;
  readonly reading: ListingReading;
  readonly vehicle: Vehicle;
  /** Undefined where the reading is not the true mileage. */
  readonly odometerMiles: number | undefined;
  readonly titleBrand: TitleBrand | undefined;
  readonly estimatedGrade: EstimatedGrade | undefined;
  readonly subject: ValuationSubject;
}

function identifyLot(input: CarInput, reading: ListingReading, tools: AppraisalTools): IdentifiedLot {
  const { facts, asOf } = input;
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
  const estimatedGrade =
    facts.conditionGrade === undefined
      ? estimateGrade(reading.findings, {
          ...(vehicle.year !== undefined && { ageYears: Math.max(0, ageYears(vehicle.year, asOf)) }),
          ...(milesToValueBy !== undefined && { odometerMiles: milesToValueBy }),
        })
      : undefined;
  return {
    input,
    stateCode: facts.state ?? stateOfZip(facts.zip, tools.costTables),
    reading,
    vehicle,
    odometerMiles,
    titleBrand,
    estimatedGrade,
    subject: describeSubject(input, estimatedGrade, vehicle, milesToValueBy, titleBrand),
  };
}

function describeSubject(
  { facts, book, asOf }: CarInput,
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

function judgeLemon({ input, vehicle, odometerMiles, stateCode }: IdentifiedLot, tools: AppraisalTools) {
  const subject = {
    ...(vehicle.year !== undefined && { ageYears: ageYears(vehicle.year, input.asOf) }),
    // an unknown odometer counts as a worn one, as in reconditioning: not knowing must not be cheaper
    odometerMiles: odometerMiles ?? reconScale.mostMiles,
    ...(vehicle.make !== undefined && { make: vehicle.make }),
    ...(stateCode !== undefined && { state: stateCode }),
    segment: vehicle.segment,
  };
  return lemonRisk(subject, tools.lemonModel, { withDrivers: input.isExplained ?? false });
}

function describeCost(lot: IdentifiedLot, lemon: LemonRisk, retail: Valued<RetailValue>): CostSubject {
  const { input, vehicle, reading, subject, odometerMiles, estimatedGrade, titleBrand, stateCode } = lot;
  const { facts, source, asOf } = input;
  return {
    vehicle,
    // as a 32-bit number, in which the market keeps it
    lemonProbability: toRatio(Math.fround(lemon.probability)),
    ...(isHighLemonRisk(lemon) && {
      lemonRisk: lemon.beyondRecords.includes('ageYears') ? 'high_beyond_records' : 'high',
    }),
    findings: reading.findings,
    asOf,
    ...(retail.ok && { retailP50Cents: retail.value.p50Cents }),
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
}

function forecastLot(
  { facts, state, source, asOf, observedAt }: CarInput,
  wholesale: Valued<WholesaleValue>,
  tools: AppraisalTools,
): Forecasted {
  return forecastClose(
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
