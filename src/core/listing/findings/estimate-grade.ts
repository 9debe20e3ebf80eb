import type { Finding, FindingCode, Polarity } from '../finding.ts';
import { type GradeSubject, gradePrior, priorGrade } from './grade-prior.ts';

/**
 * An estimate of condition on the 1.0–5.0 wholesale scale, where no grade is stated: what cars of its age and miles are
 * graded (`grade-prior.ts`, from sales), moved by what its words say.
 *
 * By how much words move it is a judgement written down, not a fit: no public set pairs prose with grades. The graded
 * sales are of cars that mostly run, so a lot that runs and drives is not moved, and one of which only running, or only
 * other things, are said is moved down a little. Each defect takes off the amount below, half of it where it is only
 * possible. A lot that does not run, start or drive is at most 1.6: the scale calls such a car rough or inoperable.
 * The spread is that of single cars around the prior, and wider for each defect, whose amount is taken to be unsure by
 * half of it. Reading more never narrows it: nothing that is known says that it should.
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

/** Half of what a defect takes off is its own uncertainty. */
const unsureShare = 0.5;
/** Between the bottom of the scale and the most that a lot which does not run can be. */
const notRunningSd = 0.5;

export interface EstimatedGrade {
  /** 1.0–5.0. */
  readonly mean: number;
  /** One standard deviation, in grade points. */
  readonly sd: number;
  /** In words, what it rests on. */
  readonly basis: string;
}

/** Undefined where the lot says nothing of its condition. */
export function estimateGrade(
  findings: readonly Finding[],
  subject: GradeSubject = {},
): EstimatedGrade | undefined {
  const polarities = new Map<FindingCode, Polarity>();
  for (const { code, polarity } of findings) polarities.set(code, polarity);
  const runs = polarities.get('runs');
  const drives = polarities.get('drives');
  const isDead = runs === 'absent' || drives === 'absent' || polarities.get('starts') === 'absent';
  const works = runs === 'present' || polarities.get('starts') === 'present';
  let isSpoken = isDead || works || drives === 'present';
  let taken = drives === 'present' ? 0 : works ? 0.2 : 0.4;
  let variance = gradePrior.sd ** 2;
  const defects: string[] = [];
  for (const [code, amount] of Object.entries(deductions) as [FindingCode, number][]) {
    const polarity = polarities.get(code);
    if (polarity === undefined) continue;
    isSpoken = true;
    if (polarity === 'absent') continue;
    const points = polarity === 'present' ? amount : amount / 2;
    taken += points;
    variance += (unsureShare * amount) ** 2;
    defects.push(`${code.replaceAll('_', ' ')} −${Number(points.toFixed(2))}`);
  }
  if (!isSpoken) return undefined;
  const prior = priorGrade(subject);
  const mean = Math.max(1, Math.min(isDead ? notRunningCeiling : 5, prior - taken));
  const sd = isDead ? notRunningSd : Math.sqrt(variance);
  const known =
    subject.ageYears === undefined || subject.odometerMiles === undefined
      ? 'the oldest and most driven cars, as age or miles are not known,'
      : 'cars of its age and miles';
  const words = isDead
    ? `, at most ${notRunningCeiling} as it does not run`
    : defects.length > 0
      ? `, moved by its words (${defects.join(', ')})`
      : '';
  return {
    mean: Math.round(mean * 100) / 100,
    sd: Math.round(sd * 100) / 100,
    basis: `${known} are graded ${prior.toFixed(1)} ± ${gradePrior.sd.toFixed(1)} at dealers' auctions${words}`,
  };
}
