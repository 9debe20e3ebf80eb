import { formatMoment } from './format-instant.ts';

/** `session.started_with_passkey` → `Session started with passkey`. */
export function toActionWords(action: string): string {
  const words = action.replace(/[._]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `expiresAt`, `other_sessions` → `expires at`, `other sessions`. */
const toNameWords = (name: string): string =>
  name
    .replace(/_/g, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();

const isMoment = (text: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text);

function toValueWords(value: unknown): string {
  if (value === null || value === '') return 'not set';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return value.toLocaleString('en-US', { maximumFractionDigits: 6 });
  if (typeof value === 'string') return isMoment(value) ? formatMoment(value) : value;
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(toValueWords).join(', ');
  return `(${describeRecord(value)})`;
}

/** What a log keeps of a thing, in words: `role viewer; scopes deals.read; valid days 90`. Empty where it keeps nothing. */
export function describeRecord(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object' || Array.isArray(value)) return toValueWords(value);
  return Object.entries(value)
    .map(([name, held]) => `${toNameWords(name)} ${toValueWords(held)}`)
    .join('; ');
}
