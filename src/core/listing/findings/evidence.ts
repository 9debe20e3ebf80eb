import type { FindingCode, Polarity } from '../finding.ts';

/** One thing said, with the words (tokens `first`…`last`, both included) that say it. */
export interface Evidence {
  readonly code: FindingCode;
  readonly polarity: Polarity;
  readonly first: number;
  readonly last: number;
  /** Hearsay: gives way to what the seller says itself. */
  readonly weak: boolean;
}

/** Codes where present means that it does, or that there are keys. */
export const functionCodes: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'runs',
  'drives',
  'starts',
  'keys',
]);
