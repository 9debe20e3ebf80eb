import { parseState } from './parse-state.ts';
import { parseZip } from './parse-zip.ts';

export interface Place {
  readonly city?: string;
  /** Two capital letters. */
  readonly state?: string;
  /** Five digits. */
  readonly zip?: string;
}

const countries: ReadonlySet<string> = new Set(['UNITED STATES OF AMERICA', 'UNITED STATES', 'USA', 'US']);

/** `OKLAHOMA CITY, OK 73114`, `Gilroy, California, United States of America`: as much of it as can be told. */
export function parseLocation(text: string): Place {
  const parts = text
    .slice(0, 200)
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length > 1 && countries.has((parts.at(-1) ?? '').toUpperCase())) parts.pop();
  const place: { city?: string; state?: string; zip?: string } = {};
  if (parts.length < 2) return place;
  let region = parts.pop() ?? '';
  const tail = /^(.*?)\s?(\d{5}(?:[- ]?\d{4})?)$/.exec(region);
  if (tail !== null) {
    const zip = parseZip(tail[2]);
    if (zip.ok) place.zip = zip.value;
    region = (tail[1] ?? '').trim();
    if (region === '') region = parts.pop() ?? '';
  }
  const state = parseState(region);
  if (!state.ok) return place;
  place.state = state.value;
  const city = parts.at(-1);
  if (city !== undefined) place.city = city;
  return place;
}
