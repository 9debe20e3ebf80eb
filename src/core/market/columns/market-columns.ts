import type { ZipCentroids } from '../../costing/transport/zip-centroids.ts';
import type { MoneyDistribution } from '../../kernel/distribution.ts';
import { KeptSearches } from '../words/kept-searches.ts';
import { toWords } from '../words/search-words.ts';
import { WordPool } from '../words/word-pool.ts';
import {
  bit,
  bytesOf,
  type CodeColumn,
  type Columns,
  codeColumns,
  enlarge,
  makeColumns,
  unknownWhole,
} from './column-set.ts';
import { Dictionaries } from './dictionaries.ts';
import { IdIndex } from './id-index.ts';
import type { MarketLot } from './market-lot.ts';
import { Ownership } from './ownership.ts';
import { fitsColumns, toWideNumbers, type WideNumbers } from './wide-numbers.ts';
import { bitsOf, writeNumbers } from './write-row.ts';

/** How much more room is made than is asked for. */
const growth = 1.06;
const growthLots = 1_024;

/** Nothing changed. */
export const noRow = -1;

/**
 * Every lot of the market as compact columns, whatever it is and whoever owns it. Rows are added and replaced by id and
 * owner, with the version deciding what is newer; a lot taken out loses its `live` bit and keeps its row.
 */
export class MarketColumns {
  readonly ids: IdIndex;
  readonly dictionaries: Dictionaries;
  readonly words: WordPool;
  readonly searches = new KeptSearches();
  readonly owners = new Ownership();
  /** Rows whose numbers the columns would change, in full. */
  readonly wide = new Map<number, WideNumbers>();
  #columns: Columns;
  #capacity: number;
  #size = 0;
  #live = 0;
  #owned = 0;
  #change = 0;

  constructor(centroids: ZipCentroids | undefined, capacity = growthLots, wordBytes?: number) {
    this.#capacity = capacity;
    this.#columns = makeColumns(capacity);
    this.ids = new IdIndex('lst_', capacity);
    this.dictionaries = new Dictionaries(centroids);
    this.words = new WordPool(this.dictionaries.words, capacity, wordBytes);
  }

  /** Rows in use, those taken out included. */
  get size(): number {
    return this.#size;
  }
  /** Lots that are in, whoever owns them. */
  get liveLots(): number {
    return this.#live;
  }
  /** Live rows that belong to one dealership. */
  get ownedLots(): number {
    return this.#owned;
  }
  /** The columns as they are now: other arrays once the market has grown. */
  get columns(): Columns {
    return this.#columns;
  }
  /** Rises with every row that is written or taken out. */
  get change(): number {
    return this.#change;
  }
  get byteLength(): number {
    return bytesOf(this.#columns) + this.ids.byteLength + this.words.byteLength + this.searches.byteLength;
  }

  reserve(capacity: number): void {
    if (capacity <= this.#capacity) return;
    this.#columns = enlarge(this.#columns, capacity);
    this.#capacity = capacity;
    this.ids.reserve(capacity);
    this.words.reserve(capacity);
  }

  /**
   * Adds the lot or replaces what is known of it under its owner; an older version than the one held changes nothing.
   * Answers the row that changed, or −1. Throws RangeError for an id of another make.
   */
  put(lot: MarketLot): number {
    const owner = this.owners.codeOf(lot.owner);
    let row = this.ids.find(lot.id, owner);
    if (row < 0) row = this.#add(lot.id, owner);
    else if ((this.#columns.version[row] ?? 0) > lot.version) return noRow;
    const wasLive = this.isLive(row);
    this.#write(row, lot);
    if (!wasLive) this.#comeIn(row, lot.id, owner);
    this.#change += 1;
    return row;
  }

  /** Takes a lot of this owner out; answers its row, or −1 where it is not in. */
  remove(id: string, owner: string | null): number {
    const code = this.owners.find(owner);
    const row = code === undefined ? noRow : this.ids.find(id, code);
    if (code === undefined || row < 0 || !this.isLive(row)) return noRow;
    this.#columns.bits[row] = (this.#columns.bits[row] ?? 0) & bit.covered;
    this.wide.delete(row);
    this.#live -= 1;
    if (code > 0) this.#goOut(id, code);
    this.#change += 1;
    return row;
  }

  isLive(row: number): boolean {
    return ((this.#columns.bits[row] ?? 0) & bit.live) !== 0;
  }

  /** The row that this dealership sees under an id: its own, else the shared one; −1 for none. */
  rowFor(id: string, owner: string | null): number {
    const code = this.owners.find(owner) ?? 0;
    const own = code === 0 ? noRow : this.ids.find(id, code);
    if (own >= 0 && this.isLive(own)) return own;
    const shared = this.ids.find(id);
    return shared >= 0 && this.isLive(shared) ? shared : noRow;
  }

  ownerAt(row: number): string | null {
    const code = this.ids.owners[row] ?? 0;
    return code === 0 ? null : (this.owners.names[code] ?? null);
  }

  asOfMsAt(row: number): number {
    const { asOfSeconds, asOfMillis } = this.#columns;
    return this.#wideAt(row)?.asOfMs ?? (asOfSeconds[row] ?? 0) * 1_000 + (asOfMillis[row] ?? 0);
  }

  /** NaN for unknown. */
  endsAtMsAt(row: number): number {
    const wide = this.#wideAt(row);
    if (wide) return wide.endsAtMs ?? Number.NaN;
    const seconds = this.#columns.endsSeconds[row] ?? 0;
    return seconds === unknownWhole ? Number.NaN : seconds * 1_000;
  }

  /** NaN for unknown. */
  bidCentsAt(row: number): number {
    const wide = this.#wideAt(row);
    if (wide) return wide.bidCents ?? Number.NaN;
    const cents = this.#columns.bid[row] ?? 0;
    return cents === unknownWhole ? Number.NaN : cents;
  }

  /** The forecast of the closing price; only for a row that has one. */
  closeAt(row: number): MoneyDistribution {
    const wide = this.#wideAt(row)?.close;
    if (wide) return wide;
    const { closeMedian, closeBelow, closeAbove, bid } = this.#columns;
    const floor = bid[row] ?? 0;
    return {
      medianCents: closeMedian[row] ?? 0,
      spreadBelow: closeBelow[row] ?? 0,
      spreadAbove: closeAbove[row] ?? 0,
      floorCents: floor === unknownWhole ? 0 : floor,
    };
  }

  /** Gives these codes four bytes each. */
  widen(names: readonly CodeColumn[]): void {
    for (const name of names)
      this.#columns = { ...this.#columns, [name]: Uint32Array.from(this.#columns[name]) };
  }

  /** Takes over so many rows that were written to the columns directly; see the snapshot. */
  adopt(size: number): void {
    this.#size = size;
    this.ids.adopt(size);
    for (let row = 0; row < size; row++) {
      if (!this.isLive(row)) continue;
      this.#live += 1;
      const owner = this.ids.owners[row] ?? 0;
      if (owner > 0) this.#own(this.ids.idAt(row), owner);
    }
  }

  #wideAt(row: number): WideNumbers | undefined {
    return ((this.#columns.bits[row] ?? 0) & bit.wide) === 0 ? undefined : this.wide.get(row);
  }

  #add(id: string, owner: number): number {
    if (this.#size >= this.#capacity) this.reserve(Math.ceil(this.#capacity * growth) + growthLots);
    const row = this.ids.add(id, owner);
    this.#size += 1;
    return row;
  }

  #write(row: number, lot: MarketLot): void {
    const codes = this.dictionaries.codesOf(lot);
    for (const name of codeColumns) {
      if (codes[name] > 0xffff && this.#columns[name] instanceof Uint16Array) this.widen([name]);
      this.#columns[name][row] = codes[name];
    }
    writeNumbers(this.#columns, row, lot);
    const fits = fitsColumns(lot);
    if (fits) this.wide.delete(row);
    else this.wide.set(row, toWideNumbers(lot));
    this.#columns.bits[row] =
      bitsOf(lot) | (fits ? 0 : bit.wide) | ((this.#columns.bits[row] ?? 0) & bit.covered);
    const words = toWords(lot.words);
    const implied = [...toWords(lot.make ?? ''), ...toWords(lot.model ?? '')];
    this.searches.update(row, [...words, ...implied]);
    // what make and model say is searched by their codes
    const known = new Set(implied);
    const own = words.filter((word) => !known.has(word));
    this.words.put(row, own, this.#size);
  }

  #comeIn(row: number, id: string, owner: number): void {
    this.#live += 1;
    if (owner > 0) {
      this.#own(id, owner);
      return;
    }
    for (const code of this.owners.ownersOf(id) ?? []) this.#cover(row, code);
  }

  #own(id: string, owner: number): void {
    this.#owned += 1;
    this.owners.take(id, owner);
    const shared = this.ids.find(id);
    if (shared >= 0) this.#cover(shared, owner);
  }

  #cover(sharedRow: number, owner: number): void {
    this.owners.shadow(owner, sharedRow);
    this.#columns.bits[sharedRow] = (this.#columns.bits[sharedRow] ?? 0) | bit.covered;
  }

  #goOut(id: string, owner: number): void {
    this.#owned -= 1;
    const isOwned = this.owners.give(id, owner);
    const shared = this.ids.find(id);
    if (shared < 0) return;
    this.owners.uncover(owner, shared);
    if (!isOwned) this.#columns.bits[shared] = (this.#columns.bits[shared] ?? 0) & ~bit.covered;
  }
}
