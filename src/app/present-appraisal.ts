import type { AppraiseResponse } from '../contracts/appraise-response.ts';
import type { Appraisal } from '../core/appraisal.ts';
import type { RetailValue, WholesaleValue } from '../core/valuation/valuation.ts';

type Value = NonNullable<AppraiseResponse['retail']>;

const presentValue = (value: WholesaleValue | RetailValue): Value => {
  const { market: _market, ...figures } = value;
  // the contract's arrays are mutable by zod's inference; nobody changes them
  return figures as unknown as Value;
};

const readNames = [
  'odometerMiles',
  'odometerBrand',
  'engineHours',
  'idleHours',
  'vin',
  'titleBrand',
  'hasKeys',
  'engine',
  'engineCylinders',
  'transmission',
  'drive',
  'cab',
  'bed',
  'trimWords',
] as const;

function presentReading({ reading, estimatedGrade }: Appraisal): AppraiseResponse['reading'] {
  return {
    ...(estimatedGrade && { estimatedGrade: { ...estimatedGrade } }),
    facts: readNames.flatMap((name) => {
      const value = reading[name];
      const from = reading.provenance[name] ?? '';
      if (value === undefined || from.startsWith('field:')) return [];
      return [{ name, value: Array.isArray(value) ? value.join(' ') : String(value), from }];
    }),
    equipment: [...reading.equipment],
  };
}

/** The stages' answers in the shape that CONTRACT.md promises. */
export function presentAppraisal(appraisal: Appraisal): AppraiseResponse {
  const { vehicle, reading, wholesale, retail, costs, forecast, lemon, assessment, refusals } = appraisal;
  const { vin, ...rest } = vehicle;
  const reasonOf = (stage: string) =>
    refusals.find((refusal) => refusal.stage === stage)?.reason ?? 'no value';
  return {
    vehicle: {
      ...rest,
      ...(vin && {
        vin: { vin: vin.vin, valid: vin.valid, ...(vin.agrees !== undefined && { agrees: vin.agrees }) },
      }),
    },
    wholesale: wholesale ? presentValue(wholesale) : { method: 'refused', reason: reasonOf('wholesale') },
    retail: retail ? presentValue(retail) : { method: 'refused', reason: reasonOf('retail') },
    costs: costs ? { ...costs, lines: [...costs.lines] } : null,
    forecastClose: forecast
      ? {
          p10Cents: forecast.p10Cents,
          p50Cents: forecast.p50Cents,
          p90Cents: forecast.p90Cents,
          basis: forecast.basis,
          ...(forecast.distribution && { curve: { ...forecast.distribution } }),
        }
      : null,
    lemon: { probability: lemon.probability, baseRate: lemon.baseRate, drivers: [...lemon.drivers] },
    pickup: [...appraisal.pickup],
    findings: [...reading.findings],
    reading: presentReading(appraisal),
    assessment: assessment
      ? {
          ...assessment,
          flags: [...assessment.flags],
          reasons: [...assessment.reasons],
          sensitivities: [...assessment.sensitivities],
        }
      : null,
    refusals: refusals.map((refusal) => ({ ...refusal, missing: [...refusal.missing] })),
  };
}
