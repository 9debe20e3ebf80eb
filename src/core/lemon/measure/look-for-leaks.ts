import type { LemonPurchase } from '../train/parse-lemon-purchase.ts';
import { areaUnderCurve } from './area-under-curve.ts';

/** Signs that a column tells of the record rather than of the car. */
export interface LeakSigns {
  /** Share of bad buys among cars whose predecessor by record number was a bad buy, and a good one. */
  readonly badAfterBad: number;
  readonly badAfterGood: number;
  /** Share of the spread of log warranty cost that make, size, age and steps of 10,000 miles account for. */
  readonly warrantyExplained: number;
  /** How well the rest of it ranks: near 0.5 it tells nothing. */
  readonly warrantyRestArea: number;
}

const milesPerStep = 10_000;

/** Answers NaN where there are no cars to judge by. */
export function lookForLeaks(purchases: readonly LemonPurchase[]): LeakSigns {
  const inOrder = [...purchases].sort((a, b) => a.refId - b.refId);
  const badAfter = (wasBad: boolean): number =>
    mean(
      inOrder.slice(1).flatMap(({ badBuy }, i) => (inOrder[i]?.badBuy === wasBad ? [badBuy ? 1 : 0] : [])),
    );
  const logs = purchases.map(({ studied }) => Math.log(studied.warrantyCostCents));
  const kinds = purchases.map(({ inputs }) =>
    [
      inputs.makeGroup,
      inputs.sizeClass,
      inputs.ageYears,
      Math.floor((inputs.odometerMiles ?? 0) / milesPerStep),
    ].join(),
  );
  const byKind = new Map<string, number[]>();
  kinds.forEach((kind, i) => {
    const values = byKind.get(kind) ?? [];
    values.push(logs[i] ?? 0);
    byKind.set(kind, values);
  });
  const middles = new Map([...byKind].map(([kind, values]) => [kind, mean(values)]));
  const rests = logs.map((value, i) => value - (middles.get(kinds[i] ?? '') ?? 0));
  const middle = mean(logs);
  return {
    badAfterBad: badAfter(true),
    badAfterGood: badAfter(false),
    warrantyExplained: 1 - sumOfSquares(rests) / sumOfSquares(logs.map((value) => value - middle)),
    warrantyRestArea: areaUnderCurve(
      purchases.map(({ badBuy }, i) => ({ probability: rests[i] ?? 0, badBuy })),
    ),
  };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const sumOfSquares = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value * value, 0);
