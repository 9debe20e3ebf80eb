import { cdf, expectedPositivePart } from '../../kernel/distribution.ts';

/**
 * The expected edge E[(limit − close)⁺] of any forecast, between what two tables say. With prices as shares u of the
 * median it is, before the floor is taken into account, `below(σ₁, u)` up to the median and `below(σ₁, 1) + above(σ₂, u)`
 * over it: one table by the spread below, one by the spread above. The tables' cells bound it from both sides, since it
 * is convex in u, rises with the spread below and falls with the spread above.
 */
const spreadSteps = 64;
const greatestSpread = 1.5;
/** Levels of spread: 0, 1/64 … 1.5, and one without end. */
const levels = greatestSpread * spreadSteps + 2;
const endless = levels - 1;

const belowSteps = 128;
const belowPoints = belowSteps + 1;
const aboveSteps = 32;
const greatestShare = 3;
const abovePoints = (greatestShare - 1) * aboveSteps + 1;

/** At each level and share: the expected edge, and the chance of a price at or under it. */
interface Table {
  readonly edge: Float64Array;
  readonly chance: Float64Array;
}

function tabulate(points: number, at: (level: number, point: number) => readonly [number, number]): Table {
  const edge = new Float64Array(levels * points);
  const chance = new Float64Array(levels * points);
  for (let level = 0; level < levels; level++)
    for (let point = 0; point < points; point++) {
      const [expected, share] = at(level, point);
      edge[level * points + point] = expected;
      chance[level * points + point] = share;
    }
  return { edge, chance };
}

const shareDistribution = (spreadBelow: number, spreadAbove: number) => ({
  medianCents: 1,
  spreadBelow,
  spreadAbove,
  floorCents: 0,
});
const leastSpread = 1e-9;

const belowTable = tabulate(belowPoints, (level, point) => {
  const u = point / belowSteps;
  if (level === endless) return [u / 2, u === 0 ? 0 : 0.5];
  const close = shareDistribution(Math.max(leastSpread, level / spreadSteps), 1);
  return [expectedPositivePart(close, u), cdf(close, u)];
});

const aboveTable = tabulate(abovePoints, (level, point) => {
  const u = 1 + point / aboveSteps;
  if (level === endless) return [(u - 1) / 2, 0.5];
  const close = shareDistribution(leastSpread, Math.max(leastSpread, level / spreadSteps));
  // what lies under the median is within a billionth of it here
  return [expectedPositivePart(close, u) - expectedPositivePart(close, 1), cdf(close, u)];
});

/** Rounding of the tables' own figures, as a share of the median. */
const slack = 1e-8;

const levelUnder = (spread: number): number => {
  const level = Math.floor(spread * spreadSteps);
  return level >= endless ? endless - 1 : level;
};

/** Of all up to the share: at most and at least, as shares of the median. */
function mostUpTo(u: number, below: number, above: number): number {
  if (u <= 1) return mostBelow(below, u);
  const most = mostBelow(below, 1);
  const level = levelUnder(above) * abovePoints;
  if (u >= greatestShare) return most + (aboveTable.edge[level + abovePoints - 1] ?? 0) + (u - greatestShare);
  const point = Math.floor((u - 1) * aboveSteps);
  const at = aboveTable.edge[level + point] ?? 0;
  const next = aboveTable.edge[level + point + 1] ?? 0;
  return most + at + (next - at) * ((u - 1) * aboveSteps - point);
}

function mostBelow(spread: number, u: number): number {
  const level = (levelUnder(spread) + 1) * belowPoints;
  const point = Math.min(belowSteps - 1, Math.floor(u * belowSteps));
  const at = belowTable.edge[level + point] ?? 0;
  const next = belowTable.edge[level + point + 1] ?? 0;
  return at + (next - at) * (u * belowSteps - point);
}

function leastUpTo(u: number, below: number, above: number): number {
  const level = levelUnder(below) * belowPoints;
  if (u <= 1) return tangent(belowTable, level, Math.floor(u * belowSteps), u * belowSteps, belowSteps);
  const least = belowTable.edge[level + belowSteps] ?? 0;
  const aboveLevel = (levelUnder(above) + 1) * abovePoints;
  const scaled = (u - 1) * aboveSteps;
  const point = Math.min(abovePoints - 1, Math.floor(scaled));
  return least + tangent(aboveTable, aboveLevel, point, scaled, aboveSteps);
}

const tangent = ({ edge, chance }: Table, level: number, point: number, scaled: number, steps: number) =>
  (edge[level + point] ?? 0) + ((chance[level + point] ?? 0) * (scaled - point)) / steps;

/** The chance of a price at or under this share of the median, at most; floor not taken into account. */
export function mostChance(u: number, below: number, above: number): number {
  if (u <= 0) return 0;
  if (u < 1)
    return belowTable.chance[(levelUnder(below) + 1) * belowPoints + Math.floor(u * belowSteps) + 1] ?? 1;
  const point = Math.floor((u - 1) * aboveSteps) + 1;
  return point >= abovePoints ? 1 : (aboveTable.chance[levelUnder(above) * abovePoints + point] ?? 1);
}

/** At most the expected edge in cents at this limit, rounded to a cent or not. */
export function edgeAbove(
  limit: number,
  median: number,
  below: number,
  above: number,
  floor: number,
): number {
  if (limit <= floor) return 0;
  const whole = limit - floor;
  const u = limit / median;
  const most = mostUpTo(u, below, above);
  if (floor <= 0) return Math.min(whole, (most + slack) * median) + 1;
  const f = floor / median;
  if (f > 1) return whole + 1;
  const level = levelUnder(below) * belowPoints;
  const point = Math.floor(f * belowSteps);
  const chance = belowTable.chance[level + point] ?? 0;
  const under = tangent(belowTable, level, point, f * belowSteps, belowSteps);
  return Math.min(whole, ((most - under - chance * (u - f) + slack) / (1 - chance)) * median) + 1;
}

/** At least the expected edge. */
export function edgeBelow(
  limit: number,
  median: number,
  below: number,
  above: number,
  floor: number,
): number {
  if (limit <= floor) return 0;
  const u = limit / median;
  const least = leastUpTo(u, below, above);
  if (floor <= 0) return Math.max(0, (least - slack) * median - 1);
  const f = floor / median;
  if (f > 1) return 0;
  const level = (levelUnder(below) + 1) * belowPoints;
  const chance = belowTable.chance[level + Math.min(belowSteps, Math.floor(f * belowSteps) + 1)] ?? 1;
  const under = mostBelow(below, f);
  return Math.max(0, ((least - under - chance * (u - f) - slack) / (1 - chance)) * median - 1);
}
