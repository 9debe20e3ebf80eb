import type { TitleBrand } from '../listing/listing.ts';

/**
 * What a title brand leaves of a clean car's value. Trade pages put branded titles at 20–50 % off and are weak
 * evidence; which brand lies where in that span is an assumption here, and parts-only, which cannot be titled for
 * the road again, lies beyond it. An unknown title is valued as the sales are, whose titles the data does not state.
 */
const factors: Readonly<Record<TitleBrand, number>> = {
  clean: 1,
  lemon: 0.8,
  rebuilt: 0.75,
  bill_of_sale_only: 0.65,
  salvage: 0.6,
  flood: 0.5,
  parts_only: 0.35,
};

export const titleBrandFactor = (brand: TitleBrand | undefined): number =>
  brand === undefined ? 1 : factors[brand];
