import type { Dictionary } from '../columns/dictionary.ts';
import type { MarketColumns } from '../columns/market-columns.ts';
import { Checksum } from './checksum.ts';
import {
  arraysOf,
  paddedBytes,
  type SnapshotBody,
  type SnapshotHeader,
  snapshotFormat,
  snapshotFormatVersion,
  wideCodesOf,
} from './snapshot-layout.ts';
import { toTextBytes } from './text-bytes.ts';

/**
 * The market as bytes, in pieces that are views of its columns: write each before the market changes. `mark` says up to
 * which change the market has seen what it was read from.
 */
export function* encodeMarket(
  market: MarketColumns,
  { engineVersion, mark }: { readonly engineVersion: string; readonly mark: number },
): Generator<Uint8Array, void, undefined> {
  const body = toTextBytes(bodyOf(market));
  const wordBytes = market.words.usedBytes;
  const header: SnapshotHeader = {
    format: snapshotFormat,
    formatVersion: snapshotFormatVersion,
    engineVersion,
    mark,
    rows: market.size,
    bodyBytes: body.length,
    wordBytes,
    wideCodes: wideCodesOf(market),
  };
  const headerBytes = toTextBytes(header);
  const ofHeader = new Checksum();
  ofHeader.add(headerBytes);
  const prefix = new Uint8Array(Uint32Array.of(headerBytes.length, ...ofHeader.sum()).buffer);
  const ofAll = new Checksum();
  for (const piece of [prefix, headerBytes, body, ...arraysOf(market, market.size, wordBytes)]) {
    const missing = paddedBytes(piece.length) - piece.length;
    for (const part of missing > 0 ? [piece, new Uint8Array(missing)] : [piece]) {
      ofAll.add(part);
      yield part;
    }
  }
  yield new Uint8Array(Uint32Array.of(...ofAll.sum()).buffer);
}

function bodyOf({ dictionaries, words, owners, ids, wide }: MarketColumns): SnapshotBody {
  const pairs = <Value>({ keys, values }: Dictionary<Value>): (readonly [string, Value])[] =>
    keys.map((key, code) => [key, values[code] as Value]);
  return {
    makes: pairs(dictionaries.makes),
    models: pairs(dictionaries.models),
    sources: pairs(dictionaries.sources),
    states: pairs(dictionaries.states),
    fees: pairs(dictionaries.fees),
    risks: pairs(dictionaries.risks),
    places: pairs(dictionaries.places),
    defects: pairs(dictionaries.defects),
    words: words.words.keys,
    owners: owners.names,
    oddIds: [...ids.odd],
    wide: [...wide],
  };
}
