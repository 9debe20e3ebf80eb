import { type Columns, edgeCorners } from './market-columns.ts';

/** What the expected edge of a lot is at a limit in cents, from above and from below. */
export interface EdgeBounds {
  readonly above: (row: number, limitCents: number) => number;
  readonly below: (row: number, limitCents: number) => number;
}

const count = edgeCorners.length;

/**
 * The expected edge E[(limit − close)⁺] is convex in the limit and never rises faster than it. So between two corners
 * at which it is kept the chord lies above it, and beyond a chord's ends the same line lies below it. Kept figures are
 * rounded up by a cent and a millionth; what is said from below makes up for that.
 */
export function prepareEdges({ edgeAt, closeFloor, closeMedian }: Columns): EdgeBounds {
  const above = (row: number, limit: number): number => {
    if (limit <= (closeFloor[row] ?? 0)) return 0;
    const median = closeMedian[row] ?? 0;
    const first = row * count;
    let from = 0;
    let edgeFrom = 0;
    for (let corner = 0; corner < count; corner++) {
      const to = median * (edgeCorners[corner] ?? 0);
      const edgeTo = edgeAt[first + corner] ?? 0;
      if (limit <= to) return 1 + edgeFrom + ((edgeTo - edgeFrom) * (limit - from)) / (to - from);
      from = to;
      edgeFrom = edgeTo;
    }
    return 1 + edgeFrom + (limit - from);
  };

  const below = (row: number, limit: number): number => {
    if (limit <= (closeFloor[row] ?? 0)) return 0;
    const median = closeMedian[row] ?? 0;
    const first = row * count;
    // the chord before the limit, drawn on; nothing is gained up to 0
    let start = 0;
    let edgeStart = 0;
    let end = 0;
    let edgeEnd = 0;
    for (let corner = 0; corner < count; corner++) {
      const at = median * (edgeCorners[corner] ?? 0);
      const edge = edgeAt[first + corner] ?? 0;
      if (limit <= at) {
        // no faster than the limit falls from the corner above
        const fallen = edge - (at - limit);
        return lessRounding(
          Math.max(fallen, drawOn(start, edgeStart, end, edgeEnd, limit)),
          edge,
          limit,
          end - start,
        );
      }
      start = end;
      edgeStart = edgeEnd;
      end = at;
      edgeEnd = edge;
    }
    return lessRounding(drawOn(start, edgeStart, end, edgeEnd, limit), edgeEnd, limit, end - start);
  };
  return { above, below };
}

const drawOn = (start: number, edgeStart: number, end: number, edgeEnd: number, limit: number): number =>
  end > start ? edgeEnd + ((edgeEnd - edgeStart) * (limit - end)) / (end - start) : 0;

/** Takes off what rounding may have added at both ends of a chord of this length. */
function lessRounding(edge: number, greatest: number, limit: number, length: number): number {
  const drawn = length > 0 ? limit / length : 1;
  return Math.max(0, edge - (2 + 4e-6 * greatest) * (1 + 2 * drawn));
}
