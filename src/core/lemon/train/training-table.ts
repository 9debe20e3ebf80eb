import { binOf, type LemonScale } from '../lemon-forest.ts';
import { type LemonInputDefinition, lemonKnowledge } from '../lemon-subject.ts';

export interface TrainingRow {
  /** One per input definition, in their order; undefined is unknown. */
  readonly values: readonly (number | string | undefined)[];
  readonly badBuy: boolean;
}

/** Bins of all rows, input by input, and how they were cut. Bin 0 is unknown. */
export interface TrainingTable {
  readonly definitions: readonly LemonInputDefinition[];
  readonly scales: readonly LemonScale[];
  readonly ranges: readonly { readonly least: number; readonly greatest: number }[];
  readonly bins: readonly Uint8Array[];
  readonly badBuy: Uint8Array;
  readonly weight: Float64Array;
}

const mostBins = 48;
/** Rows' worth of the base rate mixed into a group's own rate before groups are put in order. */
const groupShrinkage = 50;

/** Cuts the inputs: numbers at midpoints between quantiles of `rows`, groups in order of their share of bad buys. */
export function fitScales(
  definitions: readonly LemonInputDefinition[],
  rows: readonly TrainingRow[],
): Pick<TrainingTable, 'scales' | 'ranges'> {
  const scales: LemonScale[] = [];
  const ranges: { least: number; greatest: number }[] = [];
  definitions.forEach(({ name, kind }, at) => {
    if (kind === 'group') {
      scales.push({ name, cuts: [], groups: orderGroups(rows, at) });
      ranges.push({ least: 0, greatest: 0 });
      return;
    }
    const values = new Float64Array(
      rows.flatMap(({ values }) => {
        const value = values[at];
        return typeof value === 'number' && Number.isFinite(value) ? [value] : [];
      }),
    ).sort();
    scales.push({ name, cuts: cutNumbers(values), groups: [] });
    ranges.push({ least: values[0] ?? 0, greatest: values.at(-1) ?? 0 });
  });
  return { scales, ranges };
}

function cutNumbers(sorted: Float64Array): number[] {
  const distinct = [...new Set(sorted)];
  const edges =
    distinct.length <= mostBins
      ? distinct.slice(0, -1)
      : Array.from(
          { length: mostBins - 1 },
          (_, k) => sorted[Math.floor(((k + 1) * sorted.length) / mostBins)] ?? 0,
        );
  const next = new Map(distinct.map((value, i) => [value, distinct[i + 1] ?? value]));
  const cuts = edges.map((edge) => Number(((edge + (next.get(edge) ?? edge)) / 2).toPrecision(7)));
  return [...new Set(cuts)];
}

function orderGroups(rows: readonly TrainingRow[], at: number): string[] {
  const tallies = new Map<string, { cars: number; bad: number }>();
  let bad = 0;
  for (const { values, badBuy } of rows) {
    bad += badBuy ? 1 : 0;
    const group = values[at];
    if (typeof group !== 'string') continue;
    const tally = tallies.get(group) ?? { cars: 0, bad: 0 };
    tally.cars += 1;
    tally.bad += badBuy ? 1 : 0;
    tallies.set(group, tally);
  }
  const prior = rows.length > 0 ? bad / rows.length : 0;
  const rate = ({ cars, bad: own }: { cars: number; bad: number }): number =>
    (own + groupShrinkage * prior) / (cars + groupShrinkage);
  return [...tallies].sort(([a, x], [b, y]) => rate(x) - rate(y) || (a < b ? -1 : 1)).map(([group]) => group);
}

/**
 * Bins every row as it is, and twice more (at `maskedWeight`) with inputs hidden, so that the trees learn what a car
 * looks like of which less is known: once without the bid (two rows in three without the market, one in three without
 * the sale too), once with a scattered share of all inputs hidden. What is hidden follows from the row's place alone.
 */
export function binRows(
  definitions: readonly LemonInputDefinition[],
  fitted: Pick<TrainingTable, 'scales' | 'ranges'>,
  rows: readonly TrainingRow[],
  maskedWeight: number,
): TrainingTable {
  const copies = maskedWeight > 0 ? 3 : 1;
  const count = rows.length;
  const weight = new Float64Array(count * copies).fill(maskedWeight);
  weight.fill(1, 0, count);
  const badBuy = Uint8Array.from({ length: count * copies }, (_, i) => (rows[i % count]?.badBuy ? 1 : 0));
  const bins = definitions.map(({ knownFrom }, at) => {
    const column = new Uint8Array(count * copies);
    const scale = fitted.scales[at];
    if (scale === undefined) return column;
    rows.forEach((row, i) => {
      const bin = binOf(scale, row.values[at]);
      column[i] = bin;
      if (copies === 1) return;
      const notYetKnown = lemonKnowledge.indexOf(knownFrom) > 2 - (i % 3);
      column[count + i] = notYetKnown ? 0 : bin;
      column[2 * count + i] = scatter(i, at) < ((i % 3) + 1) / 4 ? 0 : bin;
    });
    return column;
  });
  return { definitions, ...fitted, bins, badBuy, weight };
}

/** A fixed number in 0…1 for each pair: a 32-bit integer hash (Mueller's finaliser), not a random source. */
export function scatter(i: number, j: number): number {
  let hash = (Math.imul(i + 1, 0x9e3779b1) ^ Math.imul(j + 1, 0x85ebca6b)) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b) >>> 0;
  return ((hash ^ (hash >>> 16)) >>> 0) / 4294967296;
}
