import { ok } from '../../kernel/result.ts';
import type { OdometerBrand } from '../listing.ts';
import { type Parsed, problem } from './field-problem.ts';

export interface OdometerReading {
  readonly miles?: number;
  readonly brand?: OdometerBrand;
}

/** International mile, exact by definition (1959): 1 km = 1 / 1.609344 mi. */
export const kilometersPerMile = 1.609344;
/** 999,999 is what six wheels show when nothing was read. */
const maxMiles = 999_998;

const reading = /^(\d{1,3}(?:,\d{3}){1,2}|\d{1,9})(?:\.(\d{1,3}))?\s?([a-z.]{0,12})$/;
const brandWords: ReadonlyMap<string, OdometerBrand> = new Map([
  ['tmu', 'not_actual'],
  ['true mileage unknown', 'not_actual'],
  ['true miles unknown', 'not_actual'],
  ['not actual', 'not_actual'],
  ['not actual miles', 'not_actual'],
  ['exempt', 'exempt'],
  ['unknown', 'unknown'],
]);

/**
 * Whole miles from 1 to 999,998 (`91,000`, `91000.0`, `91k`, `146,456 km` converted), or what the words say
 * (`TMU`, `exempt`). 0 and 999,999 are how sites write "not read", so they are problems, code `bad_odometer`.
 */
export function parseOdometer(
  value: unknown,
  unit: 'miles' | 'kilometers' = 'miles',
): Parsed<OdometerReading> {
  if (typeof value !== 'string' && typeof value !== 'number')
    return problem('bad_odometer', 'the odometer is neither text nor a number');
  const text = String(value).trim().toLowerCase();
  if (text.length > 40) return problem('bad_odometer', 'the odometer is too long to be one');
  const brand = brandWords.get(text);
  if (brand !== undefined) return ok({ brand });
  if (text.startsWith('-')) return problem('bad_odometer', 'the odometer is negative');
  const match = reading.exec(text);
  if (match?.[1] === undefined) return problem('bad_odometer', 'the odometer is not a number of miles');
  const count = Number(`${match[1].replaceAll(',', '')}.${match[2] ?? '0'}`);
  const miles = toMiles(count, match[3] === '' ? unit : (match[3] ?? ''));
  if (miles === undefined) return problem('bad_odometer', `the odometer counts ${match[3]}, not miles`);
  if (miles === 0) return problem('bad_odometer', 'the odometer is 0, which means that it was not read');
  if (miles > maxMiles)
    return problem('bad_odometer', 'the odometer is 999,999 or more, which is a placeholder');
  return ok({ miles });
}

function toMiles(count: number, unit: string): number | undefined {
  switch (unit) {
    case 'mi':
    case 'mi.':
    case 'mile':
    case 'miles':
      return Math.round(count);
    case 'k':
      return Math.round(count * 1000);
    case 'km':
    case 'kms':
    case 'km.':
    case 'kilometers':
    case 'kilometres':
      return Math.round(count / kilometersPerMile);
    default:
      return undefined;
  }
}
