import type { Severity } from '../listing/finding.ts';
import type { BuyerProfile, CostLine, CostNote, CostSubject, RiskPolicy } from './cost.ts';
import { defaultCosts } from './default-profile.ts';
import { isStated, titleBrandOf } from './stated.ts';

/** States that salt their roads, where underbodies rust. */
export const rustBeltStates: ReadonlySet<string> = new Set([
  'OH',
  'MI',
  'PA',
  'NY',
  'WI',
  'MN',
  'IL',
  'IN',
  'MO',
  'IA',
  'ND',
  'SD',
  'NE',
  'KS',
  'WV',
  'ME',
  'NH',
  'VT',
  'MA',
  'RI',
  'CT',
  'NJ',
  'MD',
  'DE',
]);

export interface WeighedRisks {
  readonly lines: readonly CostLine[];
  readonly notes: readonly CostNote[];
}

type RiskSubject = Pick<CostSubject, 'titleBrand' | 'findings' | 'state' | 'odometerMiles'>;

/** Applies the buyer's policies: block (max bid 0), discount (a cost line), or only flag. */
export function weighRisks(subject: RiskSubject, profile: BuyerProfile): WeighedRisks {
  const lines: CostLine[] = [];
  const notes: CostNote[] = [];
  const weigh = (
    code: string,
    evidence: string,
    policy: RiskPolicy,
    discountCents: CostLine['amountCents'],
    field: string,
    severity: Severity = 'warn',
  ): void => {
    const blocks = policy === 'block';
    notes.push({
      code,
      severity: blocks ? 'stop' : severity,
      evidence: blocks ? `${evidence} Your profile rules it out.` : evidence,
      blocks,
    });
    if (policy === 'discount')
      lines.push({
        kind: 'risk_discount',
        amountCents: discountCents,
        basis: `${evidence} Assumed cost; set profile.${field}`,
      });
  };
  const { findings, state } = subject;
  const titleBrand = titleBrandOf(subject);
  if (titleBrand !== undefined && titleBrand !== 'clean') {
    const dead = titleBrand === 'parts_only';
    const evidence = `The title is branded: ${titleBrand.replaceAll('_', ' ')}.`;
    const discount = profile.salvageDiscountCents ?? defaultCosts.salvageDiscountCents;
    weigh(
      `title_brand_${titleBrand}`,
      evidence,
      profile.salvagePolicy,
      discount,
      'salvageDiscountCents',
      dead ? 'stop' : 'warn',
    );
  }
  const rustDiscount = profile.rustBeltDiscountCents ?? defaultCosts.rustBeltDiscountCents;
  if (state !== undefined && rustBeltStates.has(state))
    weigh(
      'rust_belt',
      `The car is in ${state}, a rust-belt state.`,
      profile.rustBeltPolicy,
      rustDiscount,
      'rustBeltDiscountCents',
      'info',
    );
  else if (state === undefined && profile.rustBeltPolicy !== 'flag')
    // not knowing where it stood must not be cheaper than knowing the worst; but only the known worst is banned
    weigh(
      'rust_belt_unknown',
      'The state is unknown, so a rust-belt car is not ruled out.',
      'discount',
      rustDiscount,
      'rustBeltDiscountCents',
      'info',
    );
  const odometer = odometerDoubt(subject);
  if (odometer)
    weigh(
      odometer.code,
      odometer.evidence,
      profile.odometerUnknownPolicy,
      profile.odometerUnknownDiscountCents ?? defaultCosts.odometerUnknownDiscountCents,
      'odometerUnknownDiscountCents',
    );
  if (isStated(findings, 'police'))
    weigh(
      'police',
      'It was a police car: long idling, hard use, equipment cut out.',
      profile.policePolicy,
      profile.policeDiscountCents ?? defaultCosts.policeDiscountCents,
      'policeDiscountCents',
    );
  return { lines, notes };
}

function odometerDoubt({
  odometerMiles,
  findings,
}: RiskSubject): { code: string; evidence: string } | undefined {
  if (odometerMiles === undefined)
    return { code: 'odometer_unknown', evidence: 'The odometer reading is unknown.' };
  if (isStated(findings, 'odometer_not_actual'))
    return { code: 'odometer_not_actual', evidence: 'The odometer does not show the actual miles.' };
  if (isStated(findings, 'odometer_exempt'))
    return {
      code: 'odometer_exempt',
      evidence: 'The odometer is exempt from disclosure: the true mileage is not vouched for.',
    };
  return undefined;
}
