import { type Cents, toCents } from '../../kernel/money.ts';
import { ok } from '../../kernel/result.ts';
import { type Parsed, problem } from './field-problem.ts';

/** No lot of these auctions comes near it; a longer number is a wrong field. */
export const maxPriceDollars = 10_000_000;

const plainAmount = /^(\d{1,12})(?:\.(\d{1,2})0{0,8})?$/;
const groupedAmount = /^(\d{1,3}(?:,\d{3}){1,4})(?:\.(\d{1,2})0{0,8})?$/;

/**
 * US dollars as written (`$1,234.50`, `1234.5`, `USD 3,458.25`, `18040.00`) or as a number, in cents, 0 to
 * $10 million. A notation with two readings (`1.234,50`, `1.234`), ill-grouped thousands (`$1,2,3`), another
 * currency, a negative amount and a fraction of a cent are problems, code `bad_price`.
 */
export function parsePrice(value: unknown): Parsed<Cents> {
  if (typeof value === 'number') return parsePriceNumber(value);
  if (typeof value !== 'string') return problem('bad_price', 'the price is neither text nor a number');
  let text = value.trim();
  if (text === '') return problem('bad_price', 'the price is empty');
  if (text.length > 40) return problem('bad_price', 'the price is too long to be one');
  if (/^(?:-|\(|\u2212)|\$\s?-/.test(text)) return problem('bad_price', 'the price is negative');
  text = text
    .replace(/^(?:USD|US)\s?/i, '')
    .replace(/^\$\s?/, '')
    .replace(/\s?USD$/i, '');
  if (/^-/.test(text)) return problem('bad_price', 'the price is negative');
  const match = plainAmount.exec(text) ?? groupedAmount.exec(text);
  if (match?.[1] === undefined) return problem('bad_price', explain(text));
  const dollars = Number(match[1].replaceAll(',', ''));
  const cents = Number((match[2] ?? '').padEnd(2, '0'));
  return withinBounds(dollars * 100 + cents);
}

function parsePriceNumber(value: number): Parsed<Cents> {
  if (!Number.isFinite(value)) return problem('bad_price', 'the price is not a number');
  if (value < 0) return problem('bad_price', 'the price is negative');
  if (value > maxPriceDollars) return withinBounds(Number.POSITIVE_INFINITY);
  const cents = Math.round(value * 100);
  // binary noise such as 3458.2500000000005 is not a fraction of a cent
  if (Math.abs(value * 100 - cents) > 1e-4) return problem('bad_price', 'the price has a fraction of a cent');
  return withinBounds(cents);
}

function withinBounds(cents: number): Parsed<Cents> {
  if (cents > maxPriceDollars * 100) return problem('bad_price', 'the price is above $10 million');
  return ok(toCents(cents));
}

function explain(text: string): string {
  if (/\d\.\d{3},\d|\d\.\d{3}$|^\d+,\d{1,2}$/.test(text))
    return 'the price has two readings (decimal comma or not)';
  if (/\d,/.test(text)) return 'the thousands of the price are not grouped by three';
  if (/^(?:CAD|C\$|EUR|GBP|MXN|€|£|[A-Z]{3}\s)/i.test(text)) return 'the price is in another currency';
  return 'the price is not a number';
}
