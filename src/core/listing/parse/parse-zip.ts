import { ok } from '../../kernel/result.ts';
import { type Parsed, problem } from './field-problem.ts';

/** Five digits out of `95020`, `95020-3519`, `11719 9203` or `117199203`. */
export function parseZip(value: unknown): Parsed<string> {
  if (typeof value !== 'string') return problem('bad_zip', 'the ZIP code is not text');
  const match = /^(\d{5})(?:[- ]?\d{4})?$/.exec(value.trim());
  if (match?.[1] === undefined || match[1] === '00000') return problem('bad_zip', 'not a US ZIP code');
  return ok(match[1]);
}
