import type { Finding, FindingCode, Polarity } from '../finding.ts';

/**
 * An estimate of condition on the 1.0–5.0 wholesale scale from words alone.
 *
 * The rule is a judgement written down, not a fit: no public set pairs prose with grades. Its anchors are the
 * wholesale scale's own bands (5 like new, 4 good, 3 average wear, 2 rough, 1 inoperable or parts) and the plain
 * observation that surplus is sold at the end of a duty life. So: 2.9 for a lot that runs and drives, 2.7 where it
 * runs and driving is not said, 2.5 where only other condition words are there, and at most 1.6 for one that does
 * not run, start or drive. Each defect takes off the amount below, half of it where it is only possible.
 * The spread is wide on purpose, and wider the less is said.
 */
const deductions: Partial<Readonly<Record<FindingCode, number>>> = {
  engine_problem: 0.6,
  transmission_problem: 0.6,
  frame_damage: 0.8,
  fire_damage: 1.2,
  flood_damage: 1.2,
  airbag_deployed: 0.9,
  electrical_problem: 0.3,
  brake_problem: 0.2,
  hail_damage: 0.4,
  body_damage: 0.2,
  glass_damage: 0.1,
  rust: 0.3,
  interior_damage: 0.2,
  missing_parts: 0.3,
  catalytic_converter_missing: 0.3,
  check_engine: 0.2,
  emissions_problem: 0.2,
  battery_dead: 0.1,
  flat_tires: 0.1,
  parts_vehicle: 0.8,
};
const notRunningCeiling = 1.6;

/** Undefined where the lot says nothing of its condition. */
export function estimateGrade(findings: readonly Finding[]): { mean: number; sd: number } | undefined {
  const polarities = new Map<FindingCode, Polarity>();
  for (const { code, polarity } of findings) polarities.set(code, polarity);
  const runs = polarities.get('runs');
  const drives = polarities.get('drives');
  const dead = runs === 'absent' || drives === 'absent' || polarities.get('starts') === 'absent';
  const works = runs === 'present' || polarities.get('starts') === 'present';
  let words = dead || works || drives === 'present' ? 1 : 0;
  let taken = 0;
  for (const [code, amount] of Object.entries(deductions) as [FindingCode, number][]) {
    const polarity = polarities.get(code);
    if (polarity === undefined) continue;
    words++;
    if (polarity === 'present') taken += amount;
    if (polarity === 'unknown') taken += amount / 2;
  }
  if (words === 0) return undefined;
  const base = drives === 'present' ? 2.9 : works ? 2.7 : 2.5;
  const mean = Math.max(1, Math.min(dead ? notRunningCeiling : 5, base - taken));
  const sd = dead ? 0.5 : words >= 3 ? 0.6 : 0.8;
  return { mean: Math.round(mean * 100) / 100, sd };
}
