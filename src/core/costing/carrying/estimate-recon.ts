import { type Cents, formatCents, roundToCents } from '../../kernel/money.ts';
import type { FindingCode } from '../../listing/finding.ts';
import { ageYears } from '../../vehicle/age-years.ts';
import type { BuyerProfile, CostLine, CostSubject } from '../cost.ts';
import { type CostFigureKey, defectCentsOf, figureOf, hasOwnFigure } from '../cost-figures.ts';
import { isStated } from '../stated.ts';
import { type ReconItem, reconItems, reconScale } from './recon-table.ts';

type ReconSubject = Pick<
  CostSubject,
  | 'vehicle'
  | 'odometerMiles'
  | 'conditionGrade'
  | 'conditionGradeSd'
  | 'findings'
  | 'asOf'
  | 'estimatedRepairCents'
>;

/** What reconditioning depends on, each figure already within its scale and unknowns at their worst. */
export interface ReconInputs {
  readonly ageYears: number;
  readonly miles: number;
  readonly grade: number;
  /** What the lot's words name. */
  readonly defects: readonly FindingCode[];
  /** The seller's own estimate of repairs. */
  readonly repairCents?: number;
}

export function toReconInputs(subject: ReconSubject): ReconInputs {
  const { oldestYears, mostMiles, worstGrade, bestGrade } = reconScale;
  const { year } = subject.vehicle;
  const repairCents = subject.estimatedRepairCents;
  return {
    ageYears: year === undefined ? oldestYears : clamp(ageYears(year, subject.asOf), 0, oldestYears),
    miles: clamp(subject.odometerMiles ?? mostMiles, 0, mostMiles),
    // as a 32-bit number, in which the market keeps it: both then cost the same to the cent
    grade: Math.fround(clamp(subject.conditionGrade ?? worstGrade, worstGrade, bestGrade)),
    defects: reconItems
      .filter((item) => isStated(subject.findings, item.code, item.polarity))
      .map(({ code }) => code),
    ...(repairCents !== undefined && { repairCents }),
  };
}

/** What age, miles and grade cost, in cents: settled once for a buyer, then a few multiplications a car. */
export function reconScaleFunction(
  profile: BuyerProfile,
): (ageYears: number, miles: number, grade: number) => Cents {
  const base = figureOf(profile, 'recon_base');
  const perYear = figureOf(profile, 'recon_per_year');
  const perThousandMiles = figureOf(profile, 'recon_per_thousand_miles');
  const perGradePoint = figureOf(profile, 'recon_per_grade_point');
  const share = profile.exit === 'wholesale' ? figureOf(profile, 'recon_wholesale_share') : 1;
  return (age, miles, grade) =>
    roundToCents(
      (base +
        age * perYear +
        (miles / 1_000) * perThousandMiles +
        (reconScale.bestGrade - grade) * perGradePoint) *
        share,
    );
}

/** The items that count, of those in one group the dearest, in whole cents. */
export function chargedDefects(
  defects: readonly FindingCode[],
  profile: BuyerProfile,
): readonly { readonly item: ReconItem; readonly cents: Cents }[] {
  if (defects.length === 0) return [];
  const stated = reconItems
    .filter(({ code }) => defects.includes(code))
    .map((item: ReconItem) => ({ item, cents: roundToCents(defectCentsOf(profile, item.code)) }));
  return stated.filter(
    ({ item, cents }, at) =>
      item.group === undefined ||
      !stated.some(
        (other, otherAt) =>
          other.item.group === item.group && (other.cents > cents || (other.cents === cents && otherAt < at)),
      ),
  );
}

/** What the lot's words add: the sum of its items, or the seller's own estimate where that is more. Never both. */
export function defectsCents(
  { defects, repairCents }: Pick<ReconInputs, 'defects' | 'repairCents'>,
  profile: BuyerProfile,
): number {
  const items = chargedDefects(defects, profile).reduce((sum, { cents }) => sum + cents, 0);
  return Math.max(items, repairCents ?? 0);
}

/**
 * One line for the car's age, miles and grade, and one for each defect its text names. Older, more miles, a worse
 * grade or one more defect never lowers the sum, and an unknown counts as the worst of its scale.
 */
export function estimateRecon(subject: ReconSubject, profile: BuyerProfile): readonly CostLine[] {
  if (profile.reconCents !== undefined)
    return [
      {
        kind: 'recon',
        amountCents: profile.reconCents,
        basis: 'your own figure for every car (profile.reconCents)',
      },
    ];
  const inputs = toReconInputs(subject);
  const wholesale = profile.exit === 'wholesale';
  const share = figureOf(profile, 'recon_wholesale_share');
  const kept = hasOwnFigure(profile, 'recon_wholesale_share')
    ? `, ${Math.round(share * 100)} % of it for a wholesale exit`
    : ', a third of it for a wholesale exit';
  const lines: CostLine[] = [
    {
      kind: 'recon',
      amountCents: reconScaleFunction(profile)(inputs.ageYears, inputs.miles, inputs.grade),
      basis: `reconditioning for ${describe(subject, inputs.ageYears)}; ${isOwnScale(profile) ? 'your own scale' : 'assumed scale from $500 to $1,500 for usual cars'}${wholesale ? kept : ''}; change it under cost figures, or with profile.reconCents`,
    },
  ];
  const items = chargedDefects(inputs.defects, profile);
  const estimate = subject.estimatedRepairCents;
  // never both: the words of the lot describe what the seller's estimate would mend
  if (estimate !== undefined && estimate > items.reduce((sum, { cents }) => sum + cents, 0))
    return [
      ...lines,
      {
        kind: 'recon',
        amountCents: estimate,
        basis: `the seller's own repair estimate, ${formatCents(estimate)}, as the lot states it; replace with your shop's price (profile.reconCents)`,
      },
    ];
  for (const { item, cents } of items) {
    const own = hasOwnFigure(profile, `recon_${item.code}` as CostFigureKey);
    lines.push({
      kind: 'recon',
      amountCents: cents,
      basis: `${item.label}: ${formatCents(cents)} ${own ? 'by your own figure' : 'assumed'}, from the lot's own words${own ? '' : "; replace with your shop's price under cost figures"}`,
    });
  }
  return lines;
}

const scaleKeys = [
  'recon_base',
  'recon_per_year',
  'recon_per_thousand_miles',
  'recon_per_grade_point',
] as const satisfies readonly CostFigureKey[];
const isOwnScale = (profile: BuyerProfile): boolean => scaleKeys.some((key) => hasOwnFigure(profile, key));

function describe(
  { vehicle, odometerMiles, conditionGrade, conditionGradeSd }: ReconSubject,
  age: number,
): string {
  return [
    vehicle.year === undefined ? 'unknown age (taken as 20 years)' : `${age.toFixed(1)} years`,
    odometerMiles === undefined ? 'unknown miles (taken as 200,000)' : `${formatMiles(odometerMiles)} miles`,
    conditionGrade === undefined
      ? 'unknown grade (taken as 1.0)'
      : `grade ${conditionGrade.toFixed(1)}${conditionGradeSd === undefined ? '' : ` ± ${conditionGradeSd.toFixed(1)}, estimated from its words`}`,
  ].join(', ');
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

const formatMiles = (miles: number): string => String(Math.round(miles)).replace(/\B(?=(\d{3})+$)/g, ',');
