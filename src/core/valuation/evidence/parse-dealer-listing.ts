import { toInstant } from '../../kernel/instant.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { acceptAskingPrice } from './accept-asking-price.ts';
import { readDollars, readOdometerMiles } from './parse-wholesale-sale.ts';
import type { AskingPrice, PriceRejection } from './price-record.ts';
import { splitModelName } from './split-model-name.ts';

/** The set says that it is of 2022 and no more: its middle is the date of every row. */
export const dealerListingsListedAt = toInstant('2022-07-01T00:00:00.000Z');

/** Two-word makes that the set cuts at the first space, and the rest that then starts the model. */
const cutMakes = new Map([
  ['Land', 'Rover'],
  ['Alfa', 'Romeo'],
]);

/** One row of a dealer listing by column name. */
export function parseDealerListing(
  cell: (column: string) => string,
  source: string,
): Result<AskingPrice, PriceRejection> {
  const year = Number(cell('Year') || Number.NaN);
  if (!Number.isInteger(year) || year < 1981 || year > 2024)
    return err({ code: 'bad_year', reason: `not a model year: ${cell('Year')}` });
  const second = cutMakes.get(cell('Make'));
  const make = second === undefined ? cell('Make') : `${cell('Make')} ${second}`;
  const text = second === undefined ? cell('Model') : cell('Model').replace(new RegExp(`^${second} ?`), '');
  if (make === '' || text === '') return err({ code: 'no_make_or_model', reason: 'make or model is empty' });
  const price = acceptAskingPrice(readDollars(cell('Price')));
  if (!price.ok) return price;
  const odometerMiles = readOdometerMiles(cell('Mileage'), 2022 - year);
  return ok({
    market: 'retail',
    channel: 'dealer',
    year,
    make,
    ...splitModelName(make, text),
    listedAt: dealerListingsListedAt,
    askingPriceCents: price.value,
    source,
    ...(odometerMiles !== undefined && { odometerMiles }),
    ...(cell('VIN') !== '' && { vin: cell('VIN') }),
    ...(cell('State') !== '' && { state: cell('State') }),
  });
}
