import { describe, expect, it } from 'vitest';
import { toInstant } from '../../kernel/instant.ts';
import { parseWholesaleSale, readGrade, readOdometerMiles } from './parse-wholesale-sale.ts';

const readAt = toInstant('2026-01-01T00:00:00Z');
const row =
  '2014,toyota,camry,xle,sedan,automatic,4T1BF1FK3EU327266,sc,42,33959,gray,gray,enterprise,16450,14800,2014-01-01T09:15:00Z'.split(
    ',',
  );
const withCell = (at: number, cell: string): string[] => row.with(at, cell);

describe('parseWholesaleSale', () => {
  it('reads a sale with its hammer price in cents and its grade on the 1.0–5.0 scale', () => {
    expect(parseWholesaleSale(row, 'file', readAt)).toMatchObject({
      ok: true,
      value: {
        market: 'wholesale',
        year: 2014,
        model: 'camry',
        hammerPriceCents: 1_480_000,
        conditionGrade: 4.2,
        odometerMiles: 33_959,
        state: 'SC',
        soldAt: '2014-01-01T09:15:00.000Z',
      },
    });
  });

  it.each([
    ['wrong_columns', row.slice(1)],
    ['bad_year', withCell(0, 'twenty')],
    ['bad_year', withCell(0, '2019')],
    ['no_make_or_model', withCell(1, '')],
    ['no_make_or_model', withCell(2, '')],
    ['no_final_price', withCell(14, '')],
    ['no_final_price', withCell(14, 'NaN')],
    ['absurd_price', withCell(14, '1')],
    ['absurd_price', withCell(14, '-5000')],
    ['absurd_price', withCell(14, '9000000')],
    ['no_sale_date', withCell(15, 'yesterday')],
    ['no_sale_date', withCell(15, '2014-13-45')],
    ['future_date', withCell(15, '2031-01-01T00:00:00Z')],
  ])('rejects with %s', (code, cells) => {
    expect(parseWholesaleSale(cells, 'file', readAt)).toMatchObject({ ok: false, error: { code } });
  });

  it.each([
    ['1', 1],
    ['5', 5],
    ['10', 1],
    ['19', 1.9],
    ['49', 4.9],
    ['', undefined],
    ['0', undefined],
    ['7', undefined],
    ['99', undefined],
    ['x', undefined],
  ])('reads condition %j as %j', (text, grade) => expect(readGrade(text)).toBe(grade));

  it.each([
    ['999999', 5, undefined],
    ['1', 5, undefined],
    ['8', 0, 8],
    ['-3', 5, undefined],
    ['120000', 9, 120_000],
  ])('reads odometer %j of a car aged %j as %j', (text, age, miles) =>
    expect(readOdometerMiles(text, age)).toBe(miles),
  );
});
