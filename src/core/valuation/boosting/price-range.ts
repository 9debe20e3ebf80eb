import { applyShift, stretchOf } from './calibrate.ts';
import { type EffectSums, moveGrade } from './effect-model.ts';
import type { Track } from './effect-terms.ts';
import type { LotFacts } from './lot-facts.ts';
import { referenceGrade } from './lot-terms.ts';
import type { Calibration } from './trained-model.ts';

/** What the trees of the range say of a car: its ends in log price, counted from its middle, before calibration. */
export interface RangeEnds {
  low: number;
  high: number;
}

type Calibrations = Readonly<Partial<Record<Track, Calibration>>>;

/** One calibrated end in log price of a car whose middle is `middle`. */
export function calibrateEnd(
  calibration: Calibration | undefined,
  end: 'low' | 'high',
  middle: number,
  ends: RangeEnds,
  stretch: number,
): number {
  if (calibration === undefined) return middle + ends[end];
  return middle + (applyShift(calibration[end], middle + ends[end]) - middle) * stretch;
}

/** Grades and sellers that a car may turn out to have: what the seller adds, in log price, is that of most. */
const grades = [1.5, 2.25, 3.75, 4.5] as const;
const sellers = [0, -0.15, 0.15] as const;
/** Wear at which widths are compared, in log price: that of usual miles, and of twice as many. */
const wears = [0, -0.4] as const;
const mostWider = 1.4;

/** A car as `widerForUnknown` compares it. Effects are left as they were. */
export interface UnknownCar {
  readonly facts: LotFacts;
  /** Effects of its own track and of the graded one. */
  readonly own: EffectSums;
  readonly graded: EffectSums;
  /** What the graded track makes of it with a grade of 3, at usual miles. */
  readonly gradedKind: number;
  readonly ends: RangeEnds;
}

/**
 * By how much the range of a car without a grade or a seller must be wider, so that whatever they turn out to be,
 * knowing it does not widen the range both in dollars and in percent. By effects at given miles alone, so that it is the
 * same at any miles.
 */
export function widerForUnknown(
  calibrations: Calibrations,
  track: Track,
  { facts, own, graded, gradedKind, ends }: UnknownCar,
): number {
  const isUngraded = Number.isNaN(facts.grade);
  const [calibration, known] = [calibrations[track], calibrations.graded];
  if (calibration === undefined || known === undefined || track === 'book') return 1;
  if (!isUngraded && facts.seller !== '') return 1;
  const widthAt = (by: Calibration, start: number, stretch: number): number =>
    Math.exp(calibrateEnd(by, 'high', start, ends, stretch) - start) -
    Math.exp(calibrateEnd(by, 'low', start, ends, stretch) - start);
  const { polish } = own;
  const ownStretch = stretchOf(calibration.roughness, polish);
  let wider = 1;
  const compare = (gradedPolish: number): void => {
    const stretch = stretchOf(known.roughness, gradedPolish);
    for (const wear of wears) {
      const at = own.atReference + polish + wear;
      const width = widthAt(calibration, at, ownStretch);
      for (const seller of facts.seller === '' ? sellers : ([0] as const)) {
        const start = gradedKind + gradedPolish + seller + wear;
        const share = widthAt(known, start, stretch) / width;
        wider = Math.max(wider, Math.min(share, share * Math.exp(start - at)));
      }
    }
  };
  if (!isUngraded) compare(polish);
  else {
    for (const grade of grades) {
      moveGrade(graded, grade);
      compare(graded.polish);
    }
    moveGrade(graded, referenceGrade);
  }
  return Math.min(mostWider, wider);
}
