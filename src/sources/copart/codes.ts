import type { OdometerBrand, TitleBrand } from '../../core/listing/listing.ts';

/** `Odometer Brand`: actual, not actual, exempt, beyond mechanical limits (which is not actual either). */
export const odometerBrands: ReadonlyMap<string, OdometerBrand> = new Map([
  ['A', 'actual'],
  ['N', 'not_actual'],
  ['E', 'exempt'],
  ['T', 'not_actual'],
]);

/**
 * `Sale Title Type`, as far as its codes are known: SC salvage certificate, ST and SV salvage title, RB rebuilt,
 * BS bill of sale, BP bill of sale for parts, JT junk title, CD certificate of destruction, NR non-repairable,
 * CT certificate of title. Only CT is clean. States have more codes (SM, S1, RS, BR, BV, NX, PO …): those are warned
 * of and counted as salvage, which most lots of this source are; none counts as clean.
 */
export const titleBrands: ReadonlyMap<string, TitleBrand> = new Map([
  ['CT', 'clean'],
  ['SC', 'salvage'],
  ['ST', 'salvage'],
  ['SV', 'salvage'],
  ['RB', 'rebuilt'],
  ['BS', 'bill_of_sale_only'],
  ['BP', 'parts_only'],
  ['JT', 'parts_only'],
  ['CD', 'parts_only'],
  ['NR', 'parts_only'],
]);

/** `Has Keys-Yes or No`; EXM (exempt) says nothing. */
export const keyAnswers: ReadonlyMap<string, boolean> = new Map([
  ['YES', true],
  ['NO', false],
]);

/** `Vehicle Type` in words; a code that is not here stays a code. */
export const vehicleTypes: ReadonlyMap<string, string> = new Map([
  ['V', 'Automobile'],
  ['C', 'Motorcycle'],
  ['K', 'Medium duty truck'],
  ['U', 'Heavy duty truck'],
  ['L', 'Trailer'],
  ['M', 'Boat'],
  ['R', 'Recreational vehicle'],
]);
