import type { Track } from './effect-terms.ts';
import { featuresOf } from './tree-features.ts';

/** What the trees of one percentile may split on, and which way each feature may push them. */
export interface TreeSight {
  readonly allowed: readonly boolean[];
  readonly monotone: Int8Array;
}

export function sightOf(track: Track, end: 'low' | 'middle' | 'high'): TreeSight {
  const features = featuresOf(track);
  const isMiddle = end === 'middle';
  return {
    allowed: features.map(({ serves }) => serves === 'both' || (serves === 'range') !== isMiddle),
    monotone: Int8Array.from(features, ({ monotone, narrows }) =>
      isMiddle ? monotone : narrows ? (end === 'low' ? 1 : -1) : 0,
    ),
  };
}
