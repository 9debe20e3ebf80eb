import type { ListingFacts } from '../../listing/listing.ts';
import type { Vehicle } from '../../vehicle/vehicle.ts';
import { nameKeys } from '../name-keys.ts';
import { ageOn, vinKey, vinModelYear, wordsKey } from './lot-facts.ts';
import { describeVehicle } from './subject-facts.ts';
import { type SalesRow, salesColumns, type TrainingSale } from './training-sale.ts';

/** Why a row was left out of training. The codes are stable: people's scripts read them. */
export type ScreenCode =
  | 'bad_year'
  | 'no_make_or_model'
  | 'other_currency'
  | 'odometer_not_read'
  | 'bad_price'
  | 'bad_date'
  | 'future_date'
  | 'duplicate_sale'
  | 'vin_year_disagrees'
  | 'vin_make_disagrees';

export interface ScreenReport {
  readonly rowsRead: number;
  readonly rowsKept: number;
  readonly excluded: readonly {
    readonly code: ScreenCode;
    readonly rule: string;
    readonly count: number;
    /** Up to three, as 1-based row numbers with the offending text. */
    readonly examples: readonly string[];
  }[];
  /** Kept, but under the model that a valid VIN names rather than the stated one. */
  readonly renamed: { readonly rule: string; readonly count: number; readonly examples: readonly string[] };
  /** Fields set to unknown although the row was kept. */
  readonly blanked: { readonly odometer: number; readonly condition: number; readonly vin: number };
}

export type ScreenedSales =
  | { readonly ok: true; readonly sales: readonly TrainingSale[]; readonly report: ScreenReport }
  | { readonly ok: false; readonly missingColumns: readonly string[] };

const rules: Record<ScreenCode, string> = {
  bad_year: 'model year outside 1950 to two years after the sale',
  no_make_or_model: 'make or model missing',
  other_currency: 'price or currency column names another currency than the US dollar',
  odometer_not_read:
    'under 50 miles on a car over a year old: a placeholder, mostly for cars that do not run',
  bad_price: 'price not a number from $100 to $500,000',
  bad_date: 'sale date unreadable or before 1990',
  future_date: 'sale date after the day of training',
  duplicate_sale: 'same VIN, moment and price as an earlier row',
  vin_year_disagrees: 'VIN states a model year more than one year from the stated one',
  vin_make_disagrees: 'maker code of the VIN belongs, in at least 50 rows and 99 % of them, to another make',
};

const renamedRule = 'valid VIN names another model than the one stated: the VIN decides';
const mostExamples = 3;

const leastMilesRead = 50;
/** Above this the reading is a placeholder such as 999,999. */
const mostMilesRead = 500_000;

/**
 * Turns rows of a sales file into training sales, leaving out what would teach the model something untrue. `asOfMs`
 * is the day of training: a sale dated later is refused. `identify` must be what names the cars to be valued, or the same
 * car would go by two names. Never throws on bad content.
 */
export function screenSales(
  rows: readonly SalesRow[],
  asOfMs: number,
  identify: (facts: ListingFacts) => Vehicle,
): ScreenedSales {
  const missingColumns = salesColumns.filter(
    (column) => column !== 'mmr' && !rows.some((row) => column in row),
  );
  if (missingColumns.length > 0) return { ok: false, missingColumns };
  const sales: TrainingSale[] = [];
  const excluded = new Map<ScreenCode, { count: number; examples: string[] }>();
  const blanked = { odometer: 0, condition: 0, vin: 0 };
  const renamed = { rule: renamedRule, count: 0, examples: [] as string[] };
  const seen = new Set<string>();
  const exclude = (code: ScreenCode, rowNumber: number, text: string): void => {
    const entry = excluded.get(code) ?? { count: 0, examples: [] };
    entry.count++;
    if (entry.examples.length < mostExamples) entry.examples.push(`row ${rowNumber}: ${text.slice(0, 80)}`);
    excluded.set(code, entry);
  };

  for (const [index, row] of rows.entries()) {
    const sale = readRow(row, index + 1, asOfMs, seen, identify);
    if ('code' in sale) {
      exclude(sale.code, index + 1, sale.text);
      continue;
    }
    if (row.odometer && Number.isNaN(sale.facts.miles)) blanked.odometer++;
    if (row.condition && Number.isNaN(sale.facts.grade)) blanked.condition++;
    if (row.vin && sale.facts.vin === '') blanked.vin++;
    const byVin = findOtherModel(row, sale.vehicle);
    if (byVin !== undefined) {
      renamed.count++;
      if (renamed.examples.length < mostExamples)
        renamed.examples.push(
          `row ${index + 1}: ${row.make} ${row.model} is ${byVin} by its VIN`.slice(0, 120),
        );
    }
    sales.push(sale);
  }

  const owners = findMakerCodeOwners(sales);
  const kept = sales.filter((sale) => {
    const owner = owners.get(sale.facts.vin.slice(0, 3));
    if (owner === undefined || owner === sale.facts.make) return true;
    exclude('vin_make_disagrees', sale.row, `${sale.facts.vin} is ${owner}, not ${sale.facts.make}`);
    return false;
  });
  const report: ScreenReport = {
    rowsRead: rows.length,
    rowsKept: kept.length,
    excluded: [...excluded].map(([code, entry]) => ({ code, rule: rules[code], ...entry })),
    renamed,
    blanked,
  };
  return { ok: true, sales: kept, report };
}

function readRow(
  row: SalesRow,
  rowNumber: number,
  asOfMs: number,
  seen: Set<string>,
  identify: (facts: ListingFacts) => Vehicle,
): TrainingSale | { code: ScreenCode; text: string } {
  const soldAtMs = Date.parse(row.saledate ?? '');
  if (!(soldAtMs >= Date.UTC(1990, 0, 1))) return { code: 'bad_date', text: row.saledate ?? '' };
  if (soldAtMs > asOfMs) return { code: 'future_date', text: row.saledate ?? '' };
  const year = Number(row.year);
  const soldYear = new Date(soldAtMs).getUTCFullYear();
  if (!Number.isInteger(year) || year < 1950 || year > soldYear + 2)
    return { code: 'bad_year', text: row.year ?? '' };
  if (!row.make?.trim() || !row.model?.trim())
    return { code: 'no_make_or_model', text: `${row.make ?? ''} / ${row.model ?? ''}` };
  const state = (row.state ?? '').trim().toUpperCase();
  const price = (row.sellingprice ?? '').trim();
  const currency = (row.currency ?? 'USD').trim().toUpperCase();
  if (currency !== 'USD' || /[A-Z\u00a3\u00a5\u20ac]/i.test(price))
    return { code: 'other_currency', text: `${price} ${currency}` };
  const priceDollars = readDollars(price);
  if (!(priceDollars >= 100 && priceDollars <= 500_000)) return { code: 'bad_price', text: price };
  const listed = toListingFacts(row, year);
  const vin = vinKey(row.vin);
  const identity = `${vin || JSON.stringify([row.make, row.model, row.odometer])} ${soldAtMs} ${priceDollars}`;
  if (seen.has(identity)) return { code: 'duplicate_sale', text: identity };
  seen.add(identity);
  const vinYear = vin === '' ? undefined : vinModelYear(vin, year);
  if (vinYear !== undefined && Math.abs(vinYear - year) > 1)
    return { code: 'vin_year_disagrees', text: `${vin} states ${vinYear}, row states ${year}` };
  const miles = positiveNumber(row.odometer);
  if (miles < leastMilesRead && soldYear - year > 1)
    return { code: 'odometer_not_read', text: `${miles} miles, model year ${year}` };
  const soldDay = soldAtMs / 86_400_000;
  const vehicle = identify(listed);
  return {
    row: rowNumber,
    soldDay,
    priceDollars,
    vehicle,
    facts: {
      ...describeVehicle(vehicle),
      year: vehicle.year ?? year,
      age: ageOn(soldDay, vehicle.year ?? year),
      miles: miles <= mostMilesRead ? miles : Number.NaN,
      grade: readGrade(row.condition),
      seller: wordsKey(row.seller),
      state: /^[A-Z]{2}$/.test(state) ? state : '',
      marketDay: soldDay,
      day: soldDay,
      guessed: [],
      bookDollars: positiveNumber(row.mmr),
    },
  };
}

/** The model that a valid VIN names, where that is not the stated one under another spelling. */
function findOtherModel(row: SalesRow, { vin }: Vehicle): string | undefined {
  const decoded = vin?.valid === true ? vin.decoded : undefined;
  if (decoded?.model === undefined || !row.make || !row.model) return undefined;
  const keyOf = (make: string, model: string) => {
    const { model: key } = nameKeys(make, model);
    return key.slice(key.indexOf('|') + 1);
  };
  const stated = keyOf(row.make, row.model);
  const byVin = keyOf(decoded.make ?? row.make, decoded.model);
  const isSame = stated.startsWith(byVin) || byVin.startsWith(stated);
  return isSame ? undefined : `${decoded.make ?? row.make} ${decoded.model}`;
}

/** The row as a source would list the car. */
function toListingFacts(row: SalesRow, year: number): ListingFacts {
  const { make, model, trim, body, vin, color, transmission } = row;
  return {
    title: [row.year, make, model, trim].join(' ').trim(),
    year,
    ...(make ? { make } : {}),
    ...(model ? { model } : {}),
    ...(trim ? { trim } : {}),
    ...(body ? { body } : {}),
    ...(vin ? { vin } : {}),
    ...(color ? { color } : {}),
    ...(transmission ? { transmission } : {}),
  };
}

/** `1`–`5` as is, `10`–`49` = grade × 10; anything else unknown. */
function readGrade(text: string | undefined): number {
  const stated = positiveNumber(text);
  const grade = stated >= 10 ? stated / 10 : stated;
  return grade >= 1 && grade <= 5 ? grade : Number.NaN;
}

/** `12500`, `12,500` or `$12,500.00`; NaN for anything else. */
function readDollars(text: string): number {
  return /^\$?\d{1,3}(,?\d{3}){0,3}(\.\d{1,2})?$/.test(text) ? Number(text.replace(/[$,]/g, '')) : Number.NaN;
}

function positiveNumber(text: string | undefined): number {
  const value = text?.trim() ? Number(text) : Number.NaN;
  return value > 0 && Number.isFinite(value) ? value : Number.NaN;
}

/** For each maker code (VIN 1–3) of at least 50 rows: the make that at least 99 % of them state. */
function findMakerCodeOwners(sales: readonly TrainingSale[]): Map<string, string> {
  const byCode = new Map<string, Map<string, number>>();
  for (const { facts } of sales) {
    if (facts.vin === '') continue;
    const code = facts.vin.slice(0, 3);
    const makes = byCode.get(code) ?? new Map<string, number>();
    makes.set(facts.make, (makes.get(facts.make) ?? 0) + 1);
    byCode.set(code, makes);
  }
  const owners = new Map<string, string>();
  for (const [code, makes] of byCode) {
    let total = 0;
    for (const count of makes.values()) total += count;
    for (const [make, count] of makes) if (total >= 50 && count >= 0.99 * total) owners.set(code, make);
  }
  return owners;
}
