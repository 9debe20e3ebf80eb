import type { CostFigureList } from '../../../../src/contracts/buyer-profile.ts';

export type Figure = CostFigureList['figures'][number];

const scales: Readonly<Record<Figure['unit'], number>> = {
  cents: 100,
  cents_per_mile: 100,
  share: 0.01,
  factor: 1,
  days: 1,
};
export const unitWords: Readonly<Record<Figure['unit'], string>> = {
  cents: '$',
  cents_per_mile: '$/mi',
  share: '%',
  factor: '×',
  days: 'days',
};

const plain = (value: number): string => String(Number(value.toFixed(4)));

/** A stored figure as it is typed: 50,000 cents are `500`, a share of 0.0625 is `6.25`. */
export const toTyped = ({ unit }: Pick<Figure, 'unit'>, value: number): string => plain(value / scales[unit]);

/** What is typed as a stored figure; null for nothing, undefined for what is no figure of this kind. */
export function parseTyped(
  { unit, most }: Pick<Figure, 'unit' | 'most'>,
  text: string,
): number | null | undefined {
  const bare = text.replaceAll(/[$,%\s]/g, '');
  if (bare === '') return null;
  if (!/^\d{1,8}(\.\d{1,4})?$/.test(bare)) return undefined;
  const value = Number((Number(bare) * scales[unit]).toFixed(6));
  const isWhole = unit === 'cents' || unit === 'days';
  if (value > most || (isWhole && !Number.isInteger(value)) || (unit === 'days' && value < 1))
    return undefined;
  return value;
}
