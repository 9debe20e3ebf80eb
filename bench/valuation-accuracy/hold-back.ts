import { createRandom } from '../../src/core/valuation/boosting/random.ts';
import type { TrainingSale } from '../../src/core/valuation/boosting/training-sale.ts';

const isCommonModel = ({ facts: { make, model } }: TrainingSale): boolean =>
  (make === 'toyota' && model === 'camry') || (make === 'honda' && model === 'odyssey');

const latestFrom = Date.UTC(2015, 1, 25) / 86_400_000;

/**
 * Sales to judge by, three ways, and the rest to learn from. A: a random 15 % of the mixed sales of December 2014.
 * B: every Camry and Odyssey sold on or after 2015-02-25, the latest 15 % of them. C: a random sample of everything: a
 * quarter of the mixed sales of other months, 6 % (after A) of those of December, 2 % of earlier Camrys and Odysseys.
 */
export function holdBack(sales: readonly TrainingSale[]): {
  learn: TrainingSale[];
  heldBack: Map<string, TrainingSale[]>;
} {
  const random = createRandom(7);
  const learn: TrainingSale[] = [];
  const mixed: TrainingSale[] = [];
  const latest: TrainingSale[] = [];
  const market: TrainingSale[] = [];
  for (const sale of sales) {
    const draw = random();
    const isCommon = isCommonModel(sale);
    const soldAt = new Date(sale.soldDay * 86_400_000);
    const isDecember = soldAt.getUTCFullYear() === 2014 && soldAt.getUTCMonth() === 11;
    if (isCommon && sale.soldDay >= latestFrom) latest.push(sale);
    else if (!isCommon && isDecember && draw < 0.15) mixed.push(sale);
    else if (isCommon ? draw > 0.98 : isDecember ? draw > 0.94 : draw > 0.75) market.push(sale);
    else learn.push(sale);
  }
  return {
    learn,
    heldBack: new Map([
      ['A mixed, December 2014', mixed],
      ['B latest Camry and Odyssey', latest],
      ['C the whole market', market],
    ]),
  };
}

const aheadFrom = Date.UTC(2015, 1, 1) / 86_400_000;
const judgedFrom = Date.UTC(2015, 2, 1) / 86_400_000;
const judgedUntil = Date.UTC(2015, 2, 12) / 86_400_000;
const shareBetween = 0.03;

/**
 * As a model is used: weeks after nearly all that it learned from. Learned from: all sales before 2015-02-01 and 3 % of
 * those of the four weeks after, as the shipped file thins out in its last months. Judged by: Camrys and Odysseys sold
 * from 2015-03-01 to 2015-03-11.
 */
export function holdBackAhead(sales: readonly TrainingSale[]): {
  readonly learn: readonly TrainingSale[];
  readonly judged: readonly TrainingSale[];
} {
  const random = createRandom(3);
  const learn: TrainingSale[] = [];
  const judged: TrainingSale[] = [];
  for (const sale of sales) {
    const draw = random();
    if (sale.soldDay < aheadFrom || (draw < shareBetween && sale.soldDay < judgedFrom)) learn.push(sale);
    else if (isCommonModel(sale) && sale.soldDay >= judgedFrom && sale.soldDay < judgedUntil)
      judged.push(sale);
  }
  return { learn, judged };
}
