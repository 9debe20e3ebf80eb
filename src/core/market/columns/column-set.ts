/** Bits of `columns.bits`. The four highest hold the one missing fact: its place in `missingFacts` plus one, or 0. */
export const bit = {
  live: 1,
  sample: 2,
  stranded: 4,
  scored: 8,
  wholesale: 16,
  retail: 32,
  close: 64,
  drivable: 128,
  /** The auction was open when the lot was last seen. */
  open: 256,
  /** Some dealership has a row of its own under this id. */
  covered: 512,
  /** Some of its numbers do not fit the columns: they are in `wide`. */
  wide: 1_024,
} as const;
export const laneShift = 12;

/** For whole numbers that are not known. No amount reaches it: what does not fit is kept wide. */
export const unknownWhole = 0xffff_ffff;
/** For miles and years that are not known, so that they lie under any lower limit. */
export const unknownCount = -1;

export const segmentMask = 31;
export const kindShift = 5;

/** Codes take two bytes until a dictionary outgrows them. */
export type Codes = Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;
export const codeColumns = ['make', 'model', 'source', 'state', 'fee', 'risk', 'place', 'defects'] as const;
export type CodeColumn = (typeof codeColumns)[number];

/** All columns of a market with room for so many lots: 93 bytes a lot. Amounts in cents. */
export const makeColumns = (capacity: number) => ({
  bits: new Uint16Array(capacity),
  /** Kind of lot in the three highest bits, segment in the others. */
  kinds: new Uint8Array(capacity),
  version: new Int32Array(capacity),
  /** Seconds since 1970, rounded down, and for the appraisal's moment the milliseconds over that. */
  endsSeconds: new Uint32Array(capacity),
  asOfSeconds: new Uint32Array(capacity),
  asOfMillis: new Uint16Array(capacity),
  bid: new Uint32Array(capacity),
  wholesaleP10: new Uint32Array(capacity),
  wholesaleP50: new Uint32Array(capacity),
  wholesaleP90: new Uint32Array(capacity),
  retailP10: new Uint32Array(capacity),
  retailP50: new Uint32Array(capacity),
  retailP90: new Uint32Array(capacity),
  closeMedian: new Uint32Array(capacity),
  closeBelow: new Float32Array(capacity),
  closeAbove: new Float32Array(capacity),
  lemonChance: new Float32Array(capacity),
  grade: new Float32Array(capacity),
  repair: new Uint32Array(capacity),
  miles: new Int32Array(capacity),
  year: new Int16Array(capacity),
  /** Warnings and stops for a wholesale and for a retail exit, four bits each; 15 is 15 or more. */
  flags: new Uint16Array(capacity),
  make: new Uint16Array(capacity) as Codes,
  model: new Uint16Array(capacity) as Codes,
  source: new Uint16Array(capacity) as Codes,
  state: new Uint16Array(capacity) as Codes,
  fee: new Uint16Array(capacity) as Codes,
  risk: new Uint16Array(capacity) as Codes,
  place: new Uint16Array(capacity) as Codes,
  defects: new Uint16Array(capacity) as Codes,
});
export type Columns = ReturnType<typeof makeColumns>;
export const columnNames = Object.keys(makeColumns(0)) as (keyof Columns)[];

/** The same columns with room for more; code columns keep their width. */
export function enlarge(columns: Columns, capacity: number): Columns {
  const larger = makeColumns(capacity);
  for (const name of codeColumns)
    if (columns[name] instanceof Uint32Array) larger[name] = new Uint32Array(capacity);
  for (const name of columnNames) larger[name].set(columns[name]);
  return larger;
}

export const bytesOf = (columns: Columns): number =>
  columnNames.reduce((sum, name) => sum + columns[name].byteLength, 0);
