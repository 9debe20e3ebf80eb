import { ok } from '../../kernel/result.ts';
import { type Parsed, problem } from './field-problem.ts';

/** A whole number from 0 to 1,000,000, such as bids or bidders: `20`, `"20"`, `24.0`, `"1,204"`. */
export function parseCount(value: unknown): Parsed<number> {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  const match = /^(\d{1,3}(?:,\d{3})?|\d{1,7})(?:\.0{1,2})?$/.exec(text);
  const count = Number(match?.[1]?.replaceAll(',', '') ?? Number.NaN);
  return count <= 1_000_000 ? ok(count) : problem('bad_count', 'not a whole number');
}
