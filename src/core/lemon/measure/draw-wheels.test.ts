import { describe, expect, it } from 'vitest';
import { purchaseCells } from '../lemon-model.testkit.ts';
import { type LemonPurchase, parseLemonPurchase } from '../train/parse-lemon-purchase.ts';
import { scatter } from '../train/training-table.ts';
import { drawWheels } from './draw-wheels.ts';

/** Old cars on alloys, young ones on covers; one in six without a record. */
const purchases: LemonPurchase[] = Array.from({ length: 3000 }, (_, i) => {
  const ageAtSale = i % 2 === 0 ? 8 : 1;
  const wheels = i % 6 < 5 ? { [ageAtSale === 8 ? 'wheelEqAlloy' : 'wheelEqCovers']: 1 } : {};
  const isBad = scatter(i, 1) < 0.2 ? 1 : 0;
  const parsed = parseLemonPurchase(purchaseCells({ RefId: i + 1, IsBadBuy: isBad, ageAtSale, ...wheels }));
  return parsed.ok ? [parsed.value] : [];
}).flat();

describe('drawWheels', () => {
  const drawn = drawWheels(purchases);

  it('keeps what was recorded, and leaves no car without wheels', () => {
    for (const { studied, drawn: wheels } of drawn) {
      expect(['alloy', 'covers']).toContain(wheels.wheelsByCar);
      if (studied.wheels !== 'neither_recorded')
        expect([wheels.wheelsByShare, wheels.wheelsByCar]).toEqual([studied.wheels, studied.wheels]);
    }
  });

  it('draws by the car what cars alike have, and by the share what all have', () => {
    const without = drawn.filter(({ studied }) => studied.wheels === 'neither_recorded');
    const young = without.filter(({ inputs }) => inputs.ageYears === 1);
    expect(young.length).toBeGreaterThan(400);
    const alloyShare = (by: 'wheelsByShare' | 'wheelsByCar'): number =>
      young.filter(({ drawn: wheels }) => wheels[by] === 'alloy').length / young.length;
    expect(alloyShare('wheelsByCar')).toBeLessThan(0.05);
    expect(alloyShare('wheelsByShare')).toBeGreaterThan(0.4);
  });

  it('does not look at outcomes', () => {
    const turned = purchases.map((purchase) => ({ ...purchase, badBuy: !purchase.badBuy }));
    expect(drawWheels(turned).map((purchase) => purchase.drawn)).toEqual(
      drawn.map((purchase) => purchase.drawn),
    );
  });
});
