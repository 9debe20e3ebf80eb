import { type Instant, toInstant } from '../../kernel/instant.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { acceptAskingPrice } from './accept-asking-price.ts';
import { readDollars, readOdometerMiles } from './parse-wholesale-sale.ts';
import type { AskingPrice, PriceRejection } from './price-record.ts';
import { splitModelName } from './split-model-name.ts';

/** What owners call their car's condition, on the 1.0–5.0 scale. Assumption: owners are kind to their own cars. */
const gradeOfWord = new Map([
  ['like new', 4.4],
  ['excellent', 3.8],
  ['good', 3],
  ['fair', 2],
]);

const twoWordMakes = new Set(['land rover', 'alfa romeo', 'aston martin', 'mercedes-benz benze']);

/** One row of a private listing by column name. */
export function parsePrivateListing(
  cell: (column: string) => string,
  source: string,
): Result<AskingPrice, PriceRejection> {
  const listedAt = readUsDate(cell('date_posted'));
  if (listedAt === undefined) return err({ code: 'no_date', reason: `not a date: ${cell('date_posted')}` });
  const year = Number(cell('model_year') || Number.NaN);
  if (!Number.isInteger(year) || year < 1981 || year > Number(listedAt.slice(0, 4)) + 1)
    return err({ code: 'bad_year', reason: `not a model year of 1981 or later: ${cell('model_year')}` });
  if (cell('condition') === 'salvage')
    return err({ code: 'salvage', reason: 'salvage condition: no evidence of a clean car' });
  const words = cell('model').split(' ');
  const makeWords = twoWordMakes.has(words.slice(0, 2).join(' ')) ? 2 : 1;
  const make = words.slice(0, makeWords).join(' ').replace(' benze', '');
  const text = words.slice(makeWords).join(' ');
  if (make === '' || text === '') return err({ code: 'no_make_or_model', reason: 'make or model is empty' });
  const price = acceptAskingPrice(readDollars(cell('price')));
  if (!price.ok) return price;
  const odometerMiles = readOdometerMiles(cell('odometer'), Number(listedAt.slice(0, 4)) - year);
  const conditionGrade = gradeOfWord.get(cell('condition'));
  const daysListed = Number(cell('days_listed') || Number.NaN);
  return ok({
    market: 'retail',
    channel: 'private',
    year,
    make,
    ...splitModelName(make, text),
    listedAt,
    askingPriceCents: price.value,
    source,
    ...(cell('type') !== '' && { body: cell('type') }),
    ...(odometerMiles !== undefined && { odometerMiles }),
    ...(conditionGrade !== undefined && { conditionGrade }),
    ...(Number.isInteger(daysListed) && { daysListed }),
  });
}

/** `6/23/18` → 2018-06-23; also ISO dates. */
function readUsDate(text: string): Instant | undefined {
  const us = /^(\d{1,2})\/(\d{1,2})\/(\d{2}|\d{4})$/.exec(text);
  const iso =
    us === null
      ? text
      : `${(us[3] ?? '').padStart(4, '20')}-${(us[1] ?? '').padStart(2, '0')}-${(us[2] ?? '').padStart(2, '0')}`;
  if (!/^\d{4}-\d{2}-\d{2}/.test(iso) || Number.isNaN(Date.parse(iso))) return undefined;
  return toInstant(iso);
}
