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
  const { edgeCents, flags } = lot;
  if (lot.score === null || edgeCents === null || flags.some((flag) => flag.severity === 'stop'))
    return 'none';
  const warnings = flags.filter((flag) => flag.severity === 'warn').length;
  const band = gradeBands.find(
    (candidate) =>
      edgeCents >= candidate.minimumEdgeCents &&
      lot.roiPerDay >= candidate.minimumRoiPerDay &&
      warnings <= candidate.mostWarnings,
  );
  return band?.grade ?? 'none';
}
