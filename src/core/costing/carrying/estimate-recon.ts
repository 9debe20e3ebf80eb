import { formatCents, roundToCents } from '../../kernel/money.ts';
import { ageYears } from '../../vehicle/age-years.ts';
import type { BuyerProfile, CostLine, CostSubject } from '../cost.ts';
import { isStated } from '../stated.ts';
import { type ReconItem, reconItems, reconScale } from './recon-table.ts';

type ReconSubject = Pick<
  CostSubject,
  'vehicle' | 'odometerMiles' | 'conditionGrade' | 'findings' | 'asOf' | 'estimatedRepairCents'
>;

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
  const scale = reconScale;
  const year = subject.vehicle.year;
  const age =
    year === undefined ? scale.oldestYears : clamp(ageYears(year, subject.asOf), 0, scale.oldestYears);
  const miles = clamp(subject.odometerMiles ?? scale.mostMiles, 0, scale.mostMiles);
  const grade = clamp(subject.conditionGrade ?? scale.worstGrade, scale.worstGrade, scale.bestGrade);
  const wholesale = profile.exit === 'wholesale';
  const retailCents =
    scale.baseCents +
    age * scale.centsPerYear +
    (miles / 1_000) * scale.centsPerThousandMiles +
    (scale.bestGrade - grade) * scale.centsPerGradePoint;
  const lines: CostLine[] = [
    {
      kind: 'recon',
      amountCents: roundToCents(retailCents * (wholesale ? scale.wholesaleShare : 1)),
      basis: `reconditioning for ${describe(subject, age)}; assumed scale from $500 to $1,500 for usual cars${wholesale ? ', a third of it for a wholesale exit' : ''}; change it with profile.reconCents`,
    },
  ];
  const items = chargedItems(subject);
  const estimate = subject.estimatedRepairCents;
  // never both: the words of the lot describe what the seller's estimate would mend
  if (estimate !== undefined && estimate > items.reduce((sum, item) => sum + item.cents, 0))
    return [
      ...lines,
      {
        kind: 'recon',
        amountCents: estimate,
        basis: `the seller's own repair estimate, ${formatCents(estimate)}, as the lot states it; replace with your shop's price (profile.reconCents)`,
      },
    ];
  for (const item of items)
    lines.push({
      kind: 'recon',
      amountCents: roundToCents(item.cents),
      basis: `${item.label}: ${formatCents(roundToCents(item.cents))} assumed, from the lot's own words; replace with your shop's price`,
    });
  return lines;
}

function chargedItems({ findings }: ReconSubject): readonly ReconItem[] {
  if (findings.length === 0) return [];
  const stated = reconItems.filter((item) => isStated(findings, item.code, item.polarity));
  return stated.filter(
    (item) =>
      item.group === undefined ||
      !stated.some((other) => other.group === item.group && other !== item && other.cents > item.cents),
  );
}

function describe({ vehicle, odometerMiles, conditionGrade }: ReconSubject, age: number): string {
  return [
    vehicle.year === undefined ? 'unknown age (taken as 20 years)' : `${age.toFixed(1)} years`,
    odometerMiles === undefined ? 'unknown miles (taken as 200,000)' : `${formatMiles(odometerMiles)} miles`,
    conditionGrade === undefined ? 'unknown grade (taken as 1.0)' : `grade ${conditionGrade.toFixed(1)}`,
  ].join(', ');
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

const formatMiles = (miles: number): string => String(Math.round(miles)).replace(/\B(?=(\d{3})+$)/g, ',');
