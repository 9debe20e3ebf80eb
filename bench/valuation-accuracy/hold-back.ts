import { createRandom } from '../../src/core/valuation/boosting/random.ts';
import type { TrainingSale } from '../../src/core/valuation/boosting/training-sale.ts';

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
    const { make, model } = sale.facts;
    const isCommon = (make === 'toyota' && model === 'camry') || (make === 'honda' && model === 'odyssey');
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
