import type { PriceTable } from '../evidence/price-table.ts';
import type { CarPoint } from './price-curve.ts';

export const carPointOfRow = (table: PriceTable, row: number): CarPoint => ({
  segment: table.segment[row] ?? 0,
  make: table.make[row] ?? -1,
  model: table.model[row] ?? -1,
  trim: table.trim[row] ?? -1,
  body: table.body[row] ?? -1,
  ageYears: table.ageYears[row] ?? 0,
  odometerMiles: table.odometerMiles[row] ?? Number.NaN,
  grade: table.grade[row] ?? Number.NaN,
  channel: table.channel[row] ?? 0,
});
