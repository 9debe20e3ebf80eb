/**
 * What a car of its age and miles is graded at dealers' auctions, before a word of it is read: least squares on the
 * 23,862 wholesale sales of 2014–15 that state a grade (`grade-prior.test.ts` fits them anew and prints how well it
 * holds). Falls with every year and every mile.
 */
export const gradePrior = {
  atNew: 4.66,
  perRootYear: -0.263,
  perRootHundredThousandMiles: -1.036,
  /** Spread of single cars around it, in grade points: one standard deviation. It hardly differs by age. */
  sd: 0.784,
  /** Beyond these the sales say nothing more; an unknown counts as them, so that not knowing is never the better. */
  mostYears: 25,
  mostMiles: 250_000,
} as const;

export interface GradeSubject {
  /** 0 or more; as of the appraisal. */
  readonly ageYears?: number;
  readonly odometerMiles?: number;
}

/** The expected grade, 1.0–5.0. */
export function priorGrade({ ageYears, odometerMiles }: GradeSubject): number {
  const years = Math.min(gradePrior.mostYears, Math.max(0, ageYears ?? gradePrior.mostYears));
  const miles = Math.min(gradePrior.mostMiles, Math.max(0, odometerMiles ?? gradePrior.mostMiles));
  const grade =
    gradePrior.atNew +
    gradePrior.perRootYear * Math.sqrt(years) +
    gradePrior.perRootHundredThousandMiles * Math.sqrt(miles / 100_000);
  return Math.min(5, Math.max(1, grade));
}
