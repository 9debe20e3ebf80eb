import { createHash } from 'node:crypto';

/** A file of named number columns behind a JSON header. Numbers come back exactly as they went in, NaN included. */
export interface ColumnFile {
  readonly header: unknown;
  readonly columns: ReadonlyMap<string, Column>;
}

export type Column =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** The file is not what it should be: cut off, changed, or of another format. */
export class ColumnFileProblemError extends Error {
  readonly code = 'column_file_unreadable';
}

const magic = 'DSCOL1\n\0';
const digestBytes = 32;
/** Magic, SHA-256 of all that follows, length of the header's JSON. */
const prefixBytes = magic.length + digestBytes + 4;
const alignment = 8;

/** Narrowest first: a column is kept in the first type that holds each of its values exactly. */
const types = {
  i8: Int8Array,
  u8: Uint8Array,
  i16: Int16Array,
  u16: Uint16Array,
  i32: Int32Array,
  f32: Float32Array,
  f64: Float64Array,
} as const;
type TypeName = keyof typeof types;
const typeNames = Object.keys(types) as TypeName[];

interface Entry {
  readonly name: string;
  readonly type: TypeName;
  readonly offset: number;
  readonly length: number;
}

export function encodeColumnFile(header: unknown, columns: ReadonlyMap<string, ArrayLike<number>>): Buffer {
  const entries: Entry[] = [];
  const bodies: { offset: number; bytes: Uint8Array }[] = [];
  let offset = 0;
  for (const [name, values] of columns) {
    const [type, narrow] = narrowest(values);
    entries.push({ name, type, offset, length: narrow.length });
    bodies.push({ offset, bytes: new Uint8Array(narrow.buffer, narrow.byteOffset, narrow.byteLength) });
    offset = padded(offset + narrow.byteLength);
  }
  const json = Buffer.from(JSON.stringify({ header, columns: entries }), 'utf8');
  const bodyAt = padded(prefixBytes + json.length);
  const file = Buffer.alloc(bodyAt + offset);
  file.write(magic, 0, 'latin1');
  file.writeUInt32LE(json.length, magic.length + digestBytes);
  json.copy(file, prefixBytes);
  for (const { offset: at, bytes } of bodies) file.set(bytes, bodyAt + at);
  createHash('sha256')
    .update(file.subarray(magic.length + digestBytes))
    .digest()
    .copy(file, magic.length);
  return file;
}

/** Throws {@link ColumnFileProblemError}, and nothing else. */
export function decodeColumnFile(file: Buffer): ColumnFile {
  if (file.length < prefixBytes || file.toString('latin1', 0, magic.length) !== magic)
    throw new ColumnFileProblemError('not a column file, or cut off');
  const digest = createHash('sha256')
    .update(file.subarray(magic.length + digestBytes))
    .digest();
  if (!digest.equals(file.subarray(magic.length, magic.length + digestBytes)))
    throw new ColumnFileProblemError('contents do not match their checksum');
  const jsonLength = file.readUInt32LE(magic.length + digestBytes);
  const bodyAt = padded(prefixBytes + jsonLength);
  try {
    const { header, columns } = JSON.parse(file.toString('utf8', prefixBytes, prefixBytes + jsonLength)) as {
      header: unknown;
      columns: readonly Entry[];
    };
    return {
      header,
      columns: new Map(columns.map((entry) => [entry.name, readColumn(file, bodyAt, entry)])),
    };
  } catch (cause) {
    throw new ColumnFileProblemError('header cannot be read', { cause });
  }
}

function readColumn(file: Buffer, bodyAt: number, { type, offset, length }: Entry): Column {
  const ArrayType = types[type];
  const start = bodyAt + offset;
  // a copy of its own is aligned, wherever the file's bytes lie
  const bytes = new Uint8Array(file.subarray(start, start + length * ArrayType.BYTES_PER_ELEMENT));
  return new ArrayType(bytes.buffer, 0, length);
}

function narrowest(values: ArrayLike<number>): [TypeName, Column] {
  for (const type of typeNames) {
    const narrow = types[type].from(values);
    let same = true;
    for (let i = 0; same && i < values.length; i++) same = Object.is(narrow[i], values[i]);
    if (same) return [type, narrow];
  }
  throw new RangeError('a column holds what is not a number');
}

const padded = (offset: number): number => Math.ceil(offset / alignment) * alignment;
