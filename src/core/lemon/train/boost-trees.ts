import { type LemonForest, toProbability } from '../lemon-forest.ts';
import { findSplit, type GrowingNode, type LossSlopes, leafValue, type SplitRules } from './find-split.ts';
import type { TrainingTable } from './training-table.ts';

export interface BoostingRules extends SplitRules {
  readonly trees: number;
  /** Splits from root to leaf at most. */
  readonly depth: number;
  /** Share of each tree's step that is taken, 0…1. */
  readonly learningRate: number;
}

interface Arrays {
  readonly roots: number[];
  readonly input: number[];
  readonly lastLeftBin: number[];
  readonly unknownLeft: number[];
  readonly firstChild: number[];
  readonly logOdds: number[];
}

/**
 * Gradient boosting of the log loss with Newton leaves (Friedman 2001; Chen & Guestrin 2016). Directions are kept by
 * bounding the leaves on either side of a directed split by the mean of its two values, so the whole sum of trees keeps
 * them. Leaf values are rounded to six decimals. Same rows, same rules: same trees.
 */
export function boostTrees(
  table: TrainingTable,
  rules: BoostingRules,
): { readonly intercept: number; readonly forest: LemonForest } {
  const rows = table.badBuy.length;
  let cars = 0;
  let bad = 0;
  for (let row = 0; row < rows; row += 1) {
    cars += table.weight[row] ?? 0;
    bad += (table.weight[row] ?? 0) * (table.badBuy[row] ?? 0);
  }
  if (!(bad > 0 && bad < cars)) throw new RangeError('training needs good buys and bad ones');
  const intercept = Number(Math.log(bad / (cars - bad)).toFixed(6));
  const scores = new Float64Array(rows).fill(intercept);
  const slopes: LossSlopes = { gradient: new Float64Array(rows), curvature: new Float64Array(rows) };
  const arrays: Arrays = {
    roots: [],
    input: [],
    lastLeftBin: [],
    unknownLeft: [],
    firstChild: [],
    logOdds: [],
  };
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  for (let tree = 0; tree < rules.trees; tree += 1) {
    for (let row = 0; row < rows; row += 1) {
      const p = toProbability(scores[row] ?? 0);
      const weight = table.weight[row] ?? 0;
      slopes.gradient[row] = weight * (p - (table.badBuy[row] ?? 0));
      slopes.curvature[row] = weight * p * (1 - p);
    }
    arrays.roots.push(addNode(arrays));
    const root: GrowingNode = { rows: all, least: -4, greatest: 4 };
    growNode(arrays, arrays.input.length - 1, root, rules.depth, { table, slopes, scores, rules });
  }
  return { intercept, forest: arrays };
}

interface Growing {
  readonly table: TrainingTable;
  readonly slopes: LossSlopes;
  readonly scores: Float64Array;
  readonly rules: BoostingRules;
}

function addNode(arrays: Arrays): number {
  arrays.input.push(-1);
  arrays.lastLeftBin.push(0);
  arrays.unknownLeft.push(0);
  arrays.firstChild.push(0);
  return arrays.logOdds.push(0) - 1;
}

function growNode(arrays: Arrays, at: number, node: GrowingNode, depth: number, growing: Growing): void {
  const { table, slopes, scores, rules } = growing;
  const split = depth > 0 ? findSplit(node, table, slopes, rules) : undefined;
  if (split === undefined) {
    const value = Number((rules.learningRate * leafValue(node, slopes, rules.ridge)).toFixed(6));
    arrays.logOdds[at] = value === 0 ? 0 : value;
    for (const row of node.rows) scores[row] = (scores[row] ?? 0) + value;
    return;
  }
  const bins = table.bins[split.input];
  const goesLeft = (row: number): boolean => {
    const bin = bins?.[row] ?? 0;
    return bin === 0 ? split.unknownLeft : bin <= split.lastLeftBin;
  };
  const direction = split.lastLeftBin > 0 ? (table.definitions[split.input]?.direction ?? 0) : 0;
  const middle = (split.leftValue + split.rightValue) / 2;
  const left = addNode(arrays);
  const right = addNode(arrays);
  arrays.input[at] = split.input;
  arrays.lastLeftBin[at] = split.lastLeftBin;
  arrays.unknownLeft[at] = split.unknownLeft ? 1 : 0;
  arrays.firstChild[at] = left;
  const { least, greatest } = node;
  growNode(
    arrays,
    left,
    {
      rows: node.rows.filter(goesLeft),
      least: direction < 0 ? middle : least,
      greatest: direction > 0 ? middle : greatest,
    },
    depth - 1,
    growing,
  );
  growNode(
    arrays,
    right,
    {
      rows: node.rows.filter((row) => !goesLeft(row)),
      least: direction > 0 ? middle : least,
      greatest: direction < 0 ? middle : greatest,
    },
    depth - 1,
    growing,
  );
}
