import type { Result } from '../../kernel/result.ts';

export type FieldProblemCode =
  | 'bad_price'
  | 'bad_instant'
  | 'bad_year'
  | 'bad_odometer'
  | 'bad_vin'
  | 'bad_state'
  | 'bad_zip'
  | 'bad_count'
  | 'bad_url'
  | 'bad_text'
  | 'bad_grade';

/** Why one field could not be read. `reason` is one plain sentence without a full stop. */
export interface FieldProblem {
  readonly code: FieldProblemCode;
  readonly reason: string;
}

export type Parsed<T> = Result<T, FieldProblem>;

export const problem = (
  code: FieldProblemCode,
  reason: string,
): { readonly ok: false; readonly error: FieldProblem } => ({ ok: false, error: { code, reason } });
