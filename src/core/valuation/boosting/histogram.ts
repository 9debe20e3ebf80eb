import { type BinnedTable, binCount } from './bin-features.ts';

/**
 * Sums of gradient and weight per (feature, bin), interleaved: `[(feature × binCount + bin) × 2]` is the gradient,
 * the next number the weight.
 */
export type Histogram = Float64Array;

export const createHistogram = (featureCount: number): Histogram =>
  new Float64Array(featureCount * binCount * 2);

/** Fills `histogram` from `rows[start…end)` for the features in use; other features' cells are left alone. */
export function fillHistogram(
  histogram: Histogram,
  table: BinnedTable,
  features: Uint8Array,
  rows: Int32Array,
  start: number,
  end: number,
  gradients: Float64Array,
  weights: Float64Array,
): void {
  const { bins, rowCount } = table;
  for (const feature of features) {
    const base = feature * binCount * 2;
    const column = feature * rowCount;
    histogram.fill(0, base, base + binCount * 2);
    for (let i = start; i < end; i++) {
      const row = rows[i] as number;
      const cell = base + ((bins[column + row] as number) << 1);
      histogram[cell] = (histogram[cell] as number) + (gradients[row] as number);
      histogram[cell + 1] = (histogram[cell + 1] as number) + (weights[row] as number);
    }
  }
}

/** The sibling's histogram, for the features in use: parent − child, written over the parent. */
export function subtractHistogram(parent: Histogram, child: Histogram, features: Uint8Array): void {
  for (const feature of features) {
    const end = (feature + 1) * binCount * 2;
    for (let i = feature * binCount * 2; i < end; i++)
      parent[i] = (parent[i] as number) - (child[i] as number);
  }
}

export interface Split {
  readonly feature: number;
  /** Rows in bins 1…bin go left, above go right. */
  readonly bin: number;
  readonly unknownLeft: boolean;
  readonly gain: number;
}

/** The best split of a node by gain, undefined where none is allowed or worthwhile. */
export function findSplit(
  histogram: Histogram,
  table: BinnedTable,
  features: Uint8Array,
  monotone: Int8Array,
  leastWeight: number,
  shrinkage: number,
): Split | undefined {
  let bestGain = 1e-9;
  let bestFeature = -1;
  let bestBin = 0;
  let bestUnknownLeft = false;
  for (const feature of features) {
    const base = feature * binCount * 2;
    const edgeCount = (table.upperEdges[feature] as Float32Array).length;
    const unknownGradient = histogram[base] as number;
    const unknownWeight = histogram[base + 1] as number;
    let knownGradient = 0;
    let knownWeight = 0;
    for (let bin = 1; bin <= edgeCount + 1; bin++) {
      knownGradient += histogram[base + bin * 2] as number;
      knownWeight += histogram[base + bin * 2 + 1] as number;
    }
    const direction = monotone[feature] as number;
    const total = knownGradient + unknownGradient;
    const parentScore = (total * total) / (knownWeight + unknownWeight + shrinkage);
    let leftGradient = 0;
    let leftWeight = 0;
    for (let bin = 1; bin <= edgeCount; bin++) {
      leftGradient += histogram[base + bin * 2] as number;
      leftWeight += histogram[base + bin * 2 + 1] as number;
      const rightGradient = knownGradient - leftGradient;
      const rightWeight = knownWeight - leftWeight;
      if (leftWeight < leastWeight || rightWeight < leastWeight) continue;
      if (direction !== 0) {
        const rise = rightGradient / (rightWeight + shrinkage) - leftGradient / (leftWeight + shrinkage);
        if (rise * direction < 0) continue;
      }
      for (let side = unknownWeight > 0 ? 0 : 1; side < 2; side++) {
        const leftG = side === 0 ? leftGradient + unknownGradient : leftGradient;
        const leftW = side === 0 ? leftWeight + unknownWeight : leftWeight;
        const rightG = total - leftG;
        const rightW = knownWeight + unknownWeight - leftW;
        const gain =
          (leftG * leftG) / (leftW + shrinkage) + (rightG * rightG) / (rightW + shrinkage) - parentScore;
        if (gain > bestGain) {
          bestGain = gain;
          bestFeature = feature;
          bestBin = bin;
          bestUnknownLeft = side === 0;
        }
      }
    }
  }
  if (bestFeature < 0) return undefined;
  return { feature: bestFeature, bin: bestBin, unknownLeft: bestUnknownLeft, gain: bestGain };
}
