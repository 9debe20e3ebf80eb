import type { AppraiseRequest } from '../../../../src/contracts/appraise-request.ts';
import { readTypedDollars, readTypedNumber, readTypedPercent } from '../../lib/typed-number.ts';
import { type AppraiseField, fieldGroups } from './appraise-fields.ts';

/** What stands in the form, by field name, as typed. */
export type AppraiseDraft = Readonly<Partial<Record<AppraiseField['name'], string>>>;

export type RequestReading =
  | { readonly ok: true; readonly request: AppraiseRequest }
  | { readonly ok: false; readonly errors: ReadonlyMap<string, string> };

/** The value as the request carries it; undefined where the text is not one. */
function readEntry(field: AppraiseField, text: string): string | number | undefined {
  if (field.entry === 'moment') {
    const at = new Date(text);
    return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
  }
  if (field.entry === 'text' || field.entry === 'prose' || field.entry === 'choice') return text;
  if (field.entry === 'dollars') return readTypedDollars(text);
  return field.entry === 'percent' ? readTypedPercent(text) : readTypedNumber(text);
}

const wrongEntry = { moment: 'not a date and time', default: 'not a number' } as const;

/** Reads the form. Only what is not a number or a date is refused here; everything else is the server's to judge. */
export function toAppraiseRequest(draft: AppraiseDraft): RequestReading {
  const request: Record<string, string | number> = {};
  const errors = new Map<string, string>();
  for (const field of fieldGroups.flatMap((group) => group.fields)) {
    const text = draft[field.name]?.trim() ?? '';
    if (text === '') continue;
    const value = readEntry(field, text);
    if (value === undefined)
      errors.set(field.name, field.entry === 'moment' ? wrongEntry.moment : wrongEntry.default);
    else request[field.name] = value;
  }
  // the fields' names and kinds are tied to AppraiseRequest by the table; ranges are checked by the server
  return errors.size > 0 ? { ok: false, errors } : { ok: true, request: request as AppraiseRequest };
}
