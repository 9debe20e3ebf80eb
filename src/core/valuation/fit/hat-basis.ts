/** Where a value lies between the knots of a piecewise-linear curve. Beyond the ends the end knot holds. */
export interface HatPoint {
  readonly slot: number;
  /** Share of the knot after `slot`, 0…1. */
  readonly share: number;
}

export function hatPoint(knots: readonly number[], value: number): HatPoint {
  const last = knots.length - 1;
  const first = knots[0] ?? 0;
  if (!(value > first)) return { slot: 0, share: 0 };
  for (let slot = 0; slot < last; slot++) {
    const low = knots[slot] ?? 0;
    const high = knots[slot + 1] ?? 0;
    if (value < high) return { slot, share: (value - low) / (high - low) };
  }
  return { slot: Math.max(0, last - 1), share: last === 0 ? 0 : 1 };
}

/** The curve's height there; `offset` picks one curve out of several laid end to end. */
export function readCurve(curve: Float64Array | readonly number[], point: HatPoint, offset = 0): number {
  const low = curve[offset + point.slot] ?? 0;
  if (point.share === 0) return low;
  return low + ((curve[offset + point.slot + 1] ?? 0) - low) * point.share;
}
