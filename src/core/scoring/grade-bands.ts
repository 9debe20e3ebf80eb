import type { Flag, Grade } from './assessment.ts';

/**
 * The one place where grades are defined. A lot gets the best band whose every condition it meets. Ours, by choice:
 * edge is what is saved on average against the max bid, counting the lots that close above it as nothing.
 */
export const gradeBands: readonly {
  readonly grade: Exclude<Grade, 'none'>;
  readonly minimumEdgeCents: number;
  readonly minimumRoiPerDay: number;
  /** Warnings beyond this many lower the grade. */
  readonly mostWarnings: number;
}[] = [
  { grade: 'platinum', minimumEdgeCents: 150_000, minimumRoiPerDay: 0.001, mostWarnings: 0 },
  { grade: 'gold', minimumEdgeCents: 75_000, minimumRoiPerDay: 0.0008, mostWarnings: 1 },
  { grade: 'silver', minimumEdgeCents: 30_000, minimumRoiPerDay: 0.0005, mostWarnings: 2 },
  { grade: 'bronze', minimumEdgeCents: 7_500, minimumRoiPerDay: 0, mostWarnings: Number.POSITIVE_INFINITY },
];

/** `none` without an edge, without a score, or with a flag that says stop. */
export function gradeLot(lot: {
  readonly score: number | null;
  readonly edgeCents: number | null;
  readonly roiPerDay: number;
  readonly flags: readonly Flag[];
}): Grade {
  if (lot.score === null || lot.edgeCents === null) return 'none';
  const count = (severity: Flag['severity']): number =>
    lot.flags.reduce((sum, flag) => sum + (flag.severity === severity ? 1 : 0), 0);
  return gradeFigures(lot.edgeCents, lot.roiPerDay, count('warn'), count('stop'));
}

/** The grade of a lot with a score, by its edge in cents, its ROI a day and how many flags warn and say stop. */
export function gradeFigures(edgeCents: number, roiPerDay: number, warnings: number, stops: number): Grade {
  if (stops > 0) return 'none';
  for (const band of gradeBands)
    if (
      edgeCents >= band.minimumEdgeCents &&
      roiPerDay >= band.minimumRoiPerDay &&
      warnings <= band.mostWarnings
    )
      return band.grade;
  return 'none';
}
