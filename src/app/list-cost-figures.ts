import type { CostFigureList } from '../contracts/buyer-profile.ts';
import { costFigureKeys, costFigures } from '../core/costing/cost-figures.ts';

/** Every figure that a dealership may replace by its own, in the order in which a form shows them. */
export const listCostFigures = (): CostFigureList => ({
  figures: costFigureKeys.map((key) => ({ key, ...costFigures[key] })),
});
