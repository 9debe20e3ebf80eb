import { ok } from '../../kernel/result.ts';
import { type Parsed, problem } from './field-problem.ts';

export const firstModelYear = 1900;

/** A four-digit model year from 1900 to `lastModelYear` (next year's models are sold this year: pass year + 2). */
export function parseYear(value: unknown, lastModelYear: number): Parsed<number> {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  const match = /^(\d{4})(?:\.0{1,2})?$/.exec(text);
  if (match === null) return problem('bad_year', 'the model year is not four digits');
  const year = Number(match[1]);
  if (year < firstModelYear || year > lastModelYear)
    return problem('bad_year', `the model year is not between ${firstModelYear} and ${lastModelYear}`);
  return ok(year);
}
