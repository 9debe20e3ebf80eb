import { lemonInputs } from '../lemon-subject.ts';
import type { LemonPurchase } from '../train/parse-lemon-purchase.ts';
import { fifthOf, heldOutFifth, toTrainingRow, trainLemonModel } from '../train/train-lemon-model.ts';
import { scatter } from '../train/training-table.ts';
import { scoreRow } from './score-row.ts';

/** A purchase with a wheel type where none was recorded, drawn in two ways. For study only. */
export interface DrawnPurchase extends LemonPurchase {
  readonly drawn: {
    /** By the share of alloy among all cars with a record: still tells what was not recorded. */
    readonly wheelsByShare: string;
    /** By the chance of alloy on a car like it: a car without a record looks like any other. */
    readonly wheelsByCar: string;
  };
}

const drawStream = 30_000;

/** Gives cars without a recorded wheel type one. Deterministic; outcomes are not looked at. */
export function drawWheels(purchases: readonly LemonPurchase[]): DrawnPurchase[] {
  const isRecorded = ({ studied }: LemonPurchase): boolean => studied.wheels !== 'neither_recorded';
  const rows = purchases
    .filter((purchase) => isRecorded(purchase) && fifthOf(purchase) !== heldOutFifth)
    .map((purchase) => ({ ...toTrainingRow(purchase), badBuy: purchase.studied.wheels === 'alloy' }));
  const alloy = trainLemonModel(rows, { name: 'alloy wheels', heldOutRows: 0 }, lemonInputs);
  return purchases.map((purchase) => {
    const draw = scatter(purchase.refId, drawStream);
    const drawBy = (chance: number): string =>
      isRecorded(purchase) ? purchase.studied.wheels : draw < chance ? 'alloy' : 'covers';
    return {
      ...purchase,
      drawn: {
        wheelsByShare: drawBy(alloy.baseRate),
        wheelsByCar: drawBy(scoreRow(alloy, toTrainingRow(purchase))),
      },
    };
  });
}
