import { type Instant, toInstant } from '../../kernel/instant.ts';
import { type Cents, dollarsToCents } from '../../kernel/money.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { acceptSale } from './accept-sale.ts';
import type { PriceRejection, WholesaleSale } from './price-record.ts';

/** Columns of the public "Vehicle Sales and Market Trends" set, in its order. */
export const wholesaleSaleColumns = [
  'year',
  'make',
  'model',
  'trim',
  'body',
  'transmission',
  'vin',
  'state',
  'condition',
  'odometer',
  'color',
  'interior',
  'seller',
  'mmr',
  'sellingprice',
  'saledate',
] as const;

/** One row of cells in that order. Every row of that set is a confirmed sale with its hammer price in dollars. */
export function parseWholesaleSale(
  cells: readonly string[],
  source: string,
  readAt: Instant,
): Result<WholesaleSale, PriceRejection> {
  if (cells.length !== wholesaleSaleColumns.length)
    return err({
      code: 'wrong_columns',
      reason: `${cells.length} columns, not ${wholesaleSaleColumns.length}`,
    });
  const [year, make, model, trim, body, , vin, state, condition, odometer, , , seller, mmr, price, at] =
    cells;
  const modelYear = Number(year);
  if (!Number.isInteger(modelYear) || modelYear < 1950 || modelYear > 2100)
    return err({ code: 'bad_year', reason: `not a model year: ${year}` });
  if (!make || !model) return err({ code: 'no_make_or_model', reason: 'make or model is empty' });
  const soldAt = readInstant(at);
  const hammerPriceCents = readDollars(price);
  const sale = acceptSale(
    { status: 'sold', source, ...(hammerPriceCents && { hammerPriceCents }), ...(soldAt && { soldAt }) },
    readAt,
  );
  if (!sale.ok) return sale;
  if (modelYear > Number(sale.value.soldAt.slice(0, 4)) + 2)
    return err({ code: 'bad_year', reason: `model year ${modelYear} is after the sale` });
  const odometerMiles = readOdometerMiles(odometer, Number(sale.value.soldAt.slice(0, 4)) - modelYear);
  const conditionGrade = readGrade(condition);
  const mmrCents = readDollars(mmr);
  return ok({
    market: 'wholesale',
    year: modelYear,
    make,
    model,
    ...sale.value,
    ...(vin && { vin }),
    ...(trim && { trim }),
    ...(body && { body }),
    ...(odometerMiles !== undefined && { odometerMiles }),
    ...(conditionGrade !== undefined && { conditionGrade }),
    ...(state && { state: state.toUpperCase() }),
    ...(seller && { seller }),
    ...(mmrCents !== undefined && { mmrCents }),
  });
}

/** The set writes 1.0–5.0 two ways: `1`–`5` as is, `10`–`49` as grade × 10. Anything else is unknown. */
export function readGrade(text: string | undefined): number | undefined {
  const stated = Number(text || Number.NaN);
  const grade = stated >= 10 && stated <= 50 ? stated / 10 : stated;
  return grade >= 1 && grade <= 5 ? grade : undefined;
}

/** Placeholders (1, 999999) are unknown, and so is a car of two or more years under 10 miles. */
export function readOdometerMiles(text: string | undefined, ageYears: number): number | undefined {
  const miles = Number(text || Number.NaN);
  if (!(miles >= 0 && miles < 900_000)) return undefined;
  return miles < 10 && ageYears >= 2 ? undefined : miles;
}

export function readDollars(text: string | undefined): Cents | undefined {
  const dollars = Number((text ?? '').replace(/[$,\s]/g, '') || Number.NaN);
  return Number.isFinite(dollars) && Math.abs(dollars) < 1e9 ? dollarsToCents(dollars) : undefined;
}

function readInstant(text: string | undefined): Instant | undefined {
  if (!/^\d{4}-\d{2}-\d{2}/.test(text ?? '') || Number.isNaN(Date.parse(text ?? ''))) return undefined;
  try {
    return toInstant(text ?? '');
  } catch {
    return undefined;
  }
}
