/** Facts whose want alone keeps a lot from a score, as refusals name them: of the score's, and of the value's. */
export const missingFacts = [
  'source',
  'currentBidCents',
  'odometerMiles',
  'conditionGrade',
  'year',
  'make',
  'model',
] as const;
export type MissingFact = (typeof missingFacts)[number];
