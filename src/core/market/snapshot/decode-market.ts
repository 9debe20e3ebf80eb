import type { ZipCentroids } from '../../costing/transport/zip-centroids.ts';
import { codeColumns } from '../columns/column-set.ts';
import type { Dictionary } from '../columns/dictionary.ts';
import { MarketColumns } from '../columns/market-columns.ts';
import { Checksum } from './checksum.ts';
import {
  arraysOf,
  checksumBytes,
  paddedBytes,
  prefixBytes,
  type SnapshotBody,
  type SnapshotHeader,
  snapshotFormat,
  snapshotFormatVersion,
} from './snapshot-layout.ts';
import { fromTextBytes } from './text-bytes.ts';

export type DecodedMarket =
  | { readonly ok: true; readonly market: MarketColumns; readonly mark: number }
  | { readonly ok: false; readonly reason: string };

export interface SnapshotReader {
  /** The engine whose facts this market ranks by; a snapshot of another is refused. */
  readonly engineVersion: string;
  readonly centroids: ZipCentroids | undefined;
}

const greatestHeaderBytes = 65_536;
const damaged = 'The snapshot of the market is damaged.';

/**
 * Reads a snapshot piece by piece, of whatever sizes, straight into the columns of a new market: push every piece, then
 * finish. A wrong or damaged snapshot is refused with the reason; nothing is thrown.
 */
export class MarketDecoder {
  readonly #reader: SnapshotReader;
  readonly #checksum = new Checksum();
  readonly #sum = new Uint8Array(checksumBytes);
  /** What the next bytes are written to, one after the other; the last one known decides what follows. */
  #targets: Uint8Array[] = [new Uint8Array(prefixBytes)];
  #at = 0;
  #written = 0;
  #onFull: () => void = () => this.#readPrefix();
  #header: SnapshotHeader | undefined;
  #market: MarketColumns | undefined;
  #body = new Uint8Array(0);
  #isComplete = false;
  #reason: string | undefined;

  constructor(reader: SnapshotReader) {
    this.#reader = reader;
  }

  /** Pieces after one that cannot be read are passed over. */
  push(piece: Uint8Array): void {
    let from = 0;
    while (from < piece.length && this.#reason === undefined) {
      const target = this.#targets[this.#at];
      if (!target) {
        this.#reason = damaged;
        return;
      }
      const part = piece.subarray(from, from + target.length - this.#written);
      target.set(part, this.#written);
      if (target !== this.#sum) this.#checksum.add(part);
      this.#written += part.length;
      from += part.length;
      if (this.#written === target.length) this.#advance();
    }
  }

  finish(): DecodedMarket {
    const market = this.#market;
    const header = this.#header;
    if (this.#reason !== undefined) return { ok: false, reason: this.#reason };
    if (!this.#isComplete || !market || !header)
      return { ok: false, reason: 'The snapshot of the market is cut short.' };
    const [low, high] = this.#checksum.sum();
    const stated = new Uint32Array(this.#sum.buffer);
    if (stated[0] !== low || stated[1] !== high) return { ok: false, reason: damaged };
    try {
      adoptBody(market, fromTextBytes(this.#body) as SnapshotBody);
      market.words.adopt(header.wordBytes);
      market.adopt(header.rows);
    } catch {
      return { ok: false, reason: damaged };
    }
    return { ok: true, market, mark: header.mark };
  }

  #advance(): void {
    this.#at += 1;
    this.#written = 0;
    // an array of no rows takes no bytes
    while (this.#targets[this.#at]?.length === 0) this.#at += 1;
    if (this.#at >= this.#targets.length) this.#onFull();
  }

  #expect(targets: Uint8Array[], onFull: () => void): void {
    this.#targets = targets;
    this.#at = 0;
    this.#onFull = onFull;
    if (targets[0]?.length === 0) this.#advance();
  }

  #readPrefix(): void {
    const prefix = this.#targets[0] ?? new Uint8Array(prefixBytes);
    const [bytes = 0, low, high] = new Uint32Array(prefix.buffer, 0, 3);
    const header = new Uint8Array(bytes > greatestHeaderBytes ? 0 : bytes);
    if (header.length === 0) {
      this.#reason = damaged;
      return;
    }
    this.#expect([header], () => {
      const checksum = new Checksum();
      checksum.add(header);
      const [foundLow, foundHigh] = checksum.sum();
      if (foundLow !== low || foundHigh !== high) this.#reason = damaged;
      else this.#readHeader(fromTextBytes(header) as SnapshotHeader);
    });
  }

  #readHeader(header: SnapshotHeader): void {
    const { engineVersion, centroids } = this.#reader;
    if (header.format !== snapshotFormat || header.formatVersion !== snapshotFormatVersion)
      this.#reason = `The snapshot of the market has format ${header.format} ${header.formatVersion}, not ${snapshotFormat} ${snapshotFormatVersion}.`;
    else if (header.engineVersion !== engineVersion)
      this.#reason = `The snapshot of the market is of engine ${header.engineVersion}, not ${engineVersion}.`;
    if (this.#reason !== undefined) return;
    this.#header = header;
    const market = new MarketColumns(centroids, header.rows, header.wordBytes);
    market.widen(codeColumns.filter((name) => header.wideCodes.includes(name)));
    this.#market = market;
    this.#body = new Uint8Array(header.bodyBytes);
    const arrays = arraysOf(market, header.rows, header.wordBytes).flatMap((array) => [
      array,
      new Uint8Array(paddedBytes(array.length) - array.length),
    ]);
    this.#expect([this.#body, ...arrays, this.#sum], () => {
      this.#isComplete = true;
      this.#targets = [];
    });
  }
}

function adoptBody({ dictionaries, words, owners, ids, wide }: MarketColumns, body: SnapshotBody): void {
  const adopt = <Value>(into: Dictionary<Value>, pairs: readonly (readonly [string, Value])[]): void =>
    into.adopt(
      pairs.map(([key]) => key),
      pairs.map(([, value]) => value),
    );
  adopt(dictionaries.makes, body.makes);
  adopt(dictionaries.models, body.models);
  adopt(dictionaries.sources, body.sources);
  adopt(dictionaries.states, body.states);
  adopt(dictionaries.fees, body.fees);
  adopt(dictionaries.risks, body.risks);
  adopt(dictionaries.places, body.places);
  adopt(dictionaries.defects, body.defects);
  words.words.adopt(body.words, body.words);
  for (const name of body.owners.slice(1)) owners.codeOf(name);
  for (const [row, id] of body.oddIds) ids.odd.set(row, id);
  for (const [row, numbers] of body.wide) wide.set(row, numbers);
}

/** All pieces at once. */
export function decodeMarket(pieces: Iterable<Uint8Array>, reader: SnapshotReader): DecodedMarket {
  const decoder = new MarketDecoder(reader);
  for (const piece of pieces) decoder.push(piece);
  return decoder.finish();
}
