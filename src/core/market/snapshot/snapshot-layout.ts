import { codeColumns, columnNames } from '../columns/column-set.ts';
import type { MarketColumns } from '../columns/market-columns.ts';
import type { Defects, FeeSubject, LotPlace, RiskSubject } from '../columns/subjects.ts';
import type { WideNumbers } from '../columns/wide-numbers.ts';

export const snapshotFormat = 'dealerscope-market';
/** Raised when a reader of older snapshots would get other answers, or none. */
export const snapshotFormatVersion = 1;

/**
 * A snapshot is: the header's length (32 bits) and checksum (64), the header, the body, the arrays, and a checksum over
 * all of it. Header, body and each array are filled up to a multiple of four bytes.
 */
export const prefixBytes = 12;
export const checksumBytes = 8;
export const paddedBytes = (bytes: number): number => (bytes + 3) & ~3;

/** One line of text: whose snapshot this is, and what the arrays behind it mean. */
export interface SnapshotHeader {
  readonly format: string;
  readonly formatVersion: number;
  readonly engineVersion: string;
  /** The caller's: up to which change the snapshot has seen. */
  readonly mark: number;
  readonly rows: number;
  readonly bodyBytes: number;
  readonly wordBytes: number;
  /** Code columns that take four bytes. */
  readonly wideCodes: readonly string[];
}

/** What is not an array of numbers, as JSON. */
export interface SnapshotBody {
  readonly makes: Pairs<string>;
  readonly models: Pairs<string>;
  readonly sources: Pairs<string>;
  readonly states: Pairs<string>;
  readonly fees: Pairs<FeeSubject>;
  readonly risks: Pairs<RiskSubject>;
  readonly places: Pairs<LotPlace>;
  readonly defects: Pairs<Defects>;
  readonly words: readonly string[];
  readonly owners: readonly string[];
  readonly oddIds: readonly (readonly [number, string])[];
  readonly wide: readonly (readonly [number, WideNumbers])[];
}
/** Keys and values of a dictionary in the order of their codes. */
type Pairs<Value> = readonly (readonly [string, Value])[];

/** The arrays of so many rows, in the order in which they are written. */
export function arraysOf(market: MarketColumns, rows: number, wordBytes: number): readonly Uint8Array[] {
  const { columns, ids, words } = market;
  const bytes = (array: Uint8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array) =>
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  return [
    bytes(ids.ids.subarray(0, rows * 4)),
    bytes(ids.rests.subarray(0, rows)),
    bytes(ids.owners.subarray(0, rows)),
    bytes(words.starts.subarray(0, rows)),
    bytes(words.bytes.subarray(0, wordBytes)),
    ...columnNames.map((name) => bytes(columns[name].subarray(0, rows))),
  ];
}

export const wideCodesOf = ({ columns }: MarketColumns): readonly string[] =>
  codeColumns.filter((name) => columns[name] instanceof Uint32Array);
