/** What a spreadsheet takes for a formula, at the beginning of a cell (OWASP, CSV injection). */
const formulaStart = /^[=+\-@\t\r\n]|^[\uff1d\uff0b\uff0d\uff20]/;

/** A cell that a spreadsheet shows as text: a formula is led by an apostrophe, and everything is quoted. */
export function toCsvCell(value: unknown): string {
  const text =
    value === null || value === undefined
      ? ''
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value);
  const isNumber = typeof value === 'number';
  const safe = !isNumber && formulaStart.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** One record, ended by CRLF (RFC 4180). */
export const toCsvRow = (values: readonly unknown[]): string => `${values.map(toCsvCell).join(',')}\r\n`;
