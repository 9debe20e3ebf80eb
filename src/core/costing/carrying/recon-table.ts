import type { FindingCode, Polarity } from '../../listing/finding.ts';

/**
 * Reconditioning for a retail exit, in cents. Published: $500–1,500 is typical and $1,500 the common default. The
 * straight lines below are an assumption that joins those two figures: a typical auction car (8 years, 100,000 miles,
 * grade 3.0) comes to $1,500, a nearly new one (1 year, 15,000 miles, grade 4.5) to about $500.
 */
export const reconScale = {
  baseCents: 28_000,
  centsPerYear: 4_000,
  /** Older than this costs no more; an unknown year is taken to be this old. */
  oldestYears: 20,
  centsPerThousandMiles: 400,
  /** More miles than this cost no more; an unknown odometer is taken to be this. */
  mostMiles: 200_000,
  centsPerGradePoint: 25_000,
  /** An unknown grade is taken to be the worst, 1.0, and the best is 5.0. */
  worstGrade: 1,
  bestGrade: 5,
  /**
   * A car sold on at wholesale is sold much as it stands, and its value is for its grade: a third of the retail
   * figure, which takes the typical car to the $500 end of the published range.
   */
  wholesaleShare: 1 / 3,
} as const;

export interface ReconItem {
  readonly code: FindingCode;
  readonly polarity: Polarity;
  readonly cents: number;
  readonly label: string;
  /** Of the items in one group only the dearest counts: one car that does not start also does not run. */
  readonly group?: 'running' | 'fire_or_flood' | 'emissions' | 'body';
}

/** What the lot's own words add, at full cost for either exit. Every figure is an assumption, meant to be replaced by own invoices: see `cost-figures.ts`. */
export const reconItems = [
  { code: 'runs', polarity: 'absent', cents: 150_000, label: 'does not run', group: 'running' },
  { code: 'drives', polarity: 'absent', cents: 100_000, label: 'does not drive', group: 'running' },
  { code: 'starts', polarity: 'absent', cents: 80_000, label: 'does not start', group: 'running' },
  { code: 'battery_dead', polarity: 'present', cents: 20_000, label: 'dead battery', group: 'running' },
  { code: 'keys', polarity: 'absent', cents: 25_000, label: 'no keys' },
  { code: 'engine_problem', polarity: 'present', cents: 250_000, label: 'engine problem' },
  { code: 'transmission_problem', polarity: 'present', cents: 220_000, label: 'transmission problem' },
  { code: 'electrical_problem', polarity: 'present', cents: 40_000, label: 'electrical problem' },
  { code: 'brake_problem', polarity: 'present', cents: 50_000, label: 'brake problem' },
  { code: 'frame_damage', polarity: 'present', cents: 200_000, label: 'frame damage' },
  { code: 'airbag_deployed', polarity: 'present', cents: 150_000, label: 'airbag deployed' },
  {
    code: 'flood_damage',
    polarity: 'present',
    cents: 300_000,
    label: 'flood damage',
    group: 'fire_or_flood',
  },
  { code: 'fire_damage', polarity: 'present', cents: 250_000, label: 'fire damage', group: 'fire_or_flood' },
  { code: 'hail_damage', polarity: 'present', cents: 80_000, label: 'hail damage', group: 'body' },
  { code: 'body_damage', polarity: 'present', cents: 60_000, label: 'body damage', group: 'body' },
  { code: 'glass_damage', polarity: 'present', cents: 35_000, label: 'glass damage' },
  { code: 'rust', polarity: 'present', cents: 50_000, label: 'rust' },
  { code: 'interior_damage', polarity: 'present', cents: 30_000, label: 'interior damage' },
  { code: 'missing_parts', polarity: 'present', cents: 40_000, label: 'missing parts' },
  {
    code: 'catalytic_converter_missing',
    polarity: 'present',
    cents: 120_000,
    label: 'catalytic converter missing',
    group: 'emissions',
  },
  {
    code: 'emissions_problem',
    polarity: 'present',
    cents: 50_000,
    label: 'emissions problem',
    group: 'emissions',
  },
  {
    code: 'check_engine',
    polarity: 'present',
    cents: 40_000,
    label: 'check-engine light',
    group: 'emissions',
  },
  { code: 'flat_tires', polarity: 'present', cents: 40_000, label: 'flat tires' },
] as const satisfies readonly ReconItem[];
