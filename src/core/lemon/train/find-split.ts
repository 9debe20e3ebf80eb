import type { TrainingTable } from './training-table.ts';

/** Gradient and curvature of the log loss at each row, weighted. */
export interface LossSlopes {
  readonly gradient: Float64Array;
  readonly curvature: Float64Array;
}

/** A node's rows, and the bounds that keep its leaves in step with directed splits above it. */
export interface GrowingNode {
  readonly rows: Int32Array;
  readonly least: number;
  readonly greatest: number;
}

export interface Split {
  readonly input: number;
  /** 0: only the unknown go left. */
  readonly lastLeftBin: number;
  readonly unknownLeft: boolean;
  readonly leftValue: number;
  readonly rightValue: number;
}

export interface SplitRules {
  /** Ridge on a leaf's value, in units of curvature. */
  readonly ridge: number;
  /** Least curvature (roughly rows × p × (1 − p)) on either side. */
  readonly leastCurvature: number;
}

const binCount = 256;

/** The value that a leaf of these rows would take, within the node's bounds. */
export function leafValue(node: GrowingNode, slopes: LossSlopes, ridge: number): number {
  let gradient = 0;
  let curvature = 0;
  for (const row of node.rows) {
    gradient += slopes.gradient[row] ?? 0;
    curvature += slopes.curvature[row] ?? 0;
  }
  return within(node, -gradient / (curvature + ridge));
}

const within = (node: GrowingNode, value: number): number =>
  Math.min(node.greatest, Math.max(node.least, value));

/**
 * The split that lowers the second-order loss most (Chen & Guestrin 2016, eq. 7), among those that keep each input's
 * direction; undefined when none does. Known against unknown has no direction.
 */
export function findSplit(
  node: GrowingNode,
  table: TrainingTable,
  slopes: LossSlopes,
  rules: SplitRules,
): Split | undefined {
  let gradient = 0;
  let curvature = 0;
  for (const row of node.rows) {
    gradient += slopes.gradient[row] ?? 0;
    curvature += slopes.curvature[row] ?? 0;
  }
  const { ridge, leastCurvature } = rules;
  const loss = (g: number, h: number, value: number): number => g * value + 0.5 * (h + ridge) * value * value;
  const unsplit = loss(gradient, curvature, within(node, -gradient / (curvature + ridge)));
  let bestGain = 1e-6;
  let best: Split | undefined;
  const gradients = new Float64Array(binCount);
  const curvatures = new Float64Array(binCount);
  table.definitions.forEach(({ direction }, input) => {
    const bins = table.bins[input];
    const scale = table.scales[input];
    if (bins === undefined || scale === undefined) return;
    gradients.fill(0);
    curvatures.fill(0);
    for (const row of node.rows) {
      const bin = bins[row] ?? 0;
      gradients[bin] = (gradients[bin] ?? 0) + (slopes.gradient[row] ?? 0);
      curvatures[bin] = (curvatures[bin] ?? 0) + (slopes.curvature[row] ?? 0);
    }
    const lastBin = Math.max(scale.cuts.length + 1, scale.groups.length);
    for (const unknownLeft of [true, false]) {
      let leftGradient = unknownLeft ? (gradients[0] ?? 0) : 0;
      let leftCurvature = unknownLeft ? (curvatures[0] ?? 0) : 0;
      for (let bin = unknownLeft ? 0 : 1; bin < lastBin; bin += 1) {
        leftGradient += bin === 0 ? 0 : (gradients[bin] ?? 0);
        leftCurvature += bin === 0 ? 0 : (curvatures[bin] ?? 0);
        const rightGradient = gradient - leftGradient;
        const rightCurvature = curvature - leftCurvature;
        if (leftCurvature < leastCurvature) continue;
        if (rightCurvature < leastCurvature) break;
        const leftValue = within(node, -leftGradient / (leftCurvature + ridge));
        const rightValue = within(node, -rightGradient / (rightCurvature + ridge));
        if (bin > 0 && (rightValue - leftValue) * direction < 0) continue;
        const gain =
          unsplit -
          loss(leftGradient, leftCurvature, leftValue) -
          loss(rightGradient, rightCurvature, rightValue);
        if (gain > bestGain) {
          bestGain = gain;
          best = { input, lastLeftBin: bin, unknownLeft, leftValue, rightValue };
        }
      }
    }
  });
  return best;
}
