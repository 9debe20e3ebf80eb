import type { Grade } from '../../scoring/assessment.ts';

/** One lot's figures for one buyer; null as in `Assessment`. All null where the assessment is refused. */
export interface RankedFigures {
  readonly maxBidCents: number | null;
  readonly edgeCents: number | null;
  readonly roi: number | null;
  readonly score: number | null;
  readonly grade: Grade;
}

export const noFigures: RankedFigures = {
  maxBidCents: null,
  edgeCents: null,
  roi: null,
  score: null,
  grade: 'none',
};

/** A lot without a score comes after every lot with one, however large its edge looks; as the inbox sorts. */
export const unscoredHandicapCents = 1_000_000_000_000;

export const rankedEdge = ({ edgeCents, score }: RankedFigures): number | null =>
  edgeCents === null ? null : edgeCents - (score === null ? unscoredHandicapCents : 0);
