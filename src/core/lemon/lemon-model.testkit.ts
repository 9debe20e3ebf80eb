import type { LemonModel } from './lemon-model.ts';
import { lemonPurchaseColumns } from './train/parse-lemon-purchase.ts';
import { trainLemonModel } from './train/train-lemon-model.ts';
import { scatter, type TrainingRow } from './train/training-table.ts';

/** Cells of a plain record, with some columns changed. */
export function purchaseCells(changes: Readonly<Record<string, number | string>> = {}): string[] {
  const plain: Readonly<Record<string, number>> = {
    RefId: 1,
    ageAtSale: 4,
    odomRead: 70_000,
    price: 6863,
    costAtPurch: 6400,
    warrantyCost: 1000,
  };
  return lemonPurchaseColumns.map((column) => String(changes[column] ?? plain[column] ?? 0));
}

/** Rows whose chance of being bad grows with age and miles, and is worst for Fords. A tenth of the cells are unknown. */
export function madeRows(count: number): TrainingRow[] {
  return Array.from({ length: count }, (_, i) => {
    const ageYears = Math.floor(scatter(i, 1) * 10);
    const odometerMiles = 20_000 + Math.floor(scatter(i, 2) * 90_000);
    const makeGroup = scatter(i, 3) < 0.5 ? 'ford' : 'import';
    const chance =
      0.01 + (ageYears / 9) ** 2 * 0.5 + (odometerMiles / 110_000) * 0.1 + (makeGroup === 'ford' ? 0.15 : 0);
    const values = [
      ageYears,
      odometerMiles,
      makeGroup,
      scatter(i, 4) < 0.5 ? 'suv' : 'compact',
      'TX',
      'manheim',
      300_000 + Math.floor(scatter(i, 5) * 600_000),
      0.8 + scatter(i, 6) * 0.6,
    ];
    return {
      values: values.map((value, at) => (scatter(i, 20 + at) < 0.1 ? undefined : value)),
      badBuy: scatter(i, 7) < chance,
    };
  });
}

/** A small model of made-up rows: for tests of what holds for every model. */
export const trainSmallModel = (count = 3000): LemonModel =>
  trainLemonModel(madeRows(count), { name: 'made-up rows', heldOutRows: 0 });
