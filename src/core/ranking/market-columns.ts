import type { ReconInputs } from '../costing/carrying/estimate-recon.ts';
import { type Located, locateLot, type ZipCentroids } from '../costing/transport/zip-centroids.ts';
import { expectedPositivePart, type MoneyDistribution, quantile } from '../kernel/distribution.ts';
import type { TitleBrand } from '../listing/listing.ts';
import { segments } from '../vehicle/vehicle.ts';
import { Dictionary } from './dictionary.ts';
import { IdIndex } from './id-index.ts';
import type { OdometerDoubt, RankingFacts } from './ranking-facts.ts';

/** One lot of the market: what the inbox filters by, and what its rank depends on. */
export interface RankableLot {
  readonly id: string;
  readonly version: number;
  readonly isSample: boolean;
  readonly source: string;
  readonly make: string | null;
  readonly model: string | null;
  readonly state: string | null;
  readonly year: number | null;
  readonly odometerMiles: number | null;
  readonly currentBidCents: number | null;
  /** The appraisal's own moment, and the end, in milliseconds since 1970. */
  readonly asOfMs: number;
  readonly endsAtMs: number | null;
  readonly facts: RankingFacts;
}

/** What auction fees depend on. */
export interface FeeSubject {
  readonly source: string | undefined;
  readonly titleBrand: TitleBrand | undefined;
  readonly day: string;
  readonly buyerPremiumRatio: number | undefined;
}
/** What policies, title work and sales tax depend on. */
export interface RiskSubject {
  readonly titleBrand: TitleBrand | undefined;
  readonly state: string | undefined;
  readonly odometerDoubt: OdometerDoubt | undefined;
  readonly police: boolean;
}
/** What the defects of a lot depend on. */
export type DefectSubject = Pick<ReconInputs, 'defects' | 'repairCents'>;
/** A place as hauls see it: lots whose ZIP is known share one whatever city they name. */
export interface LotPlace {
  readonly state: string | undefined;
  readonly located: Located | undefined;
}

/** Closing prices, as shares of the median, at which the expected edge is kept: corners of its upper bound. */
export const edgeCorners = [0.35, 0.5, 0.65, 0.8, 0.95, 1.2] as const;

/** Chances at which the closing price is kept: an upper bound of the chance to close by a price. */
export const closeChances = [0.3, 0.5, 0.7, 0.9] as const;

export const bit = {
  live: 1,
  sample: 2,
  stranded: 4,
  scored: 8,
  wholesale: 16,
  retail: 32,
  close: 64,
  drivable: 128,
} as const;

const numbers = (capacity: number) => ({
  asOfMs: new Float64Array(capacity),
  endsAtMs: new Float64Array(capacity),
  bidCents: new Float64Array(capacity),
  wholesaleP10: new Float64Array(capacity),
  wholesaleP50: new Float64Array(capacity),
  wholesaleP90: new Float64Array(capacity),
  retailP10: new Float64Array(capacity),
  retailP50: new Float64Array(capacity),
  retailP90: new Float64Array(capacity),
  closeMedian: new Float64Array(capacity),
  closeBelow: new Float64Array(capacity),
  closeAbove: new Float64Array(capacity),
  closeFloor: new Float64Array(capacity),
  lemonProbability: new Float64Array(capacity),
  edgeAt: new Float32Array(capacity * edgeCorners.length),
  closeAt: new Float32Array(capacity * closeChances.length),
  reconAge: new Float64Array(capacity),
  reconMiles: new Float64Array(capacity),
  reconGrade: new Float64Array(capacity),
  defects: new Int32Array(capacity),
  miles: new Int32Array(capacity),
  version: new Int32Array(capacity),
  model: new Int32Array(capacity),
  fee: new Int32Array(capacity),
  place: new Int32Array(capacity),
  risk: new Int32Array(capacity),
  make: new Int32Array(capacity),
  source: new Uint16Array(capacity),
  state: new Uint16Array(capacity),
  year: new Int16Array(capacity),
  segment: new Uint8Array(capacity),
  bits: new Uint8Array(capacity),
  flags: new Uint8Array(capacity * 4),
});
export type Columns = ReturnType<typeof numbers>;

/** Unknown numbers: NaN where the column can hold it, this where it cannot. */
export const unknownInteger = -1;

/**
 * The market as compact columns: some 250 bytes a lot, so that a change of settings can rank all of it anew. Rows are
 * added and replaced by id, with the version deciding what is newer; a lot that is over is taken out by its `live` bit.
 */
export class MarketColumns {
  readonly ids: IdIndex;
  readonly makes = new Dictionary<string>();
  readonly models = new Dictionary<string>();
  readonly sources = new Dictionary<string>();
  readonly states = new Dictionary<string>();
  readonly fees = new Dictionary<FeeSubject>();
  readonly risks = new Dictionary<RiskSubject>();
  readonly places = new Dictionary<LotPlace>();
  readonly defects = new Dictionary<DefectSubject>();
  readonly #centroids: ZipCentroids | undefined;
  #columns: Columns;
  #capacity: number;
  #size = 0;
  #live = 0;

  constructor(centroids: ZipCentroids | undefined, capacity = 1_024) {
    this.#centroids = centroids;
    this.#capacity = capacity;
    this.#columns = numbers(capacity);
    this.ids = new IdIndex('lst_', capacity);
  }

  /** Rows in use, those taken out included. */
  get size(): number {
    return this.#size;
  }
  get liveLots(): number {
    return this.#live;
  }
  get columns(): Columns {
    return this.#columns;
  }
  get byteLength(): number {
    return Object.values(this.#columns).reduce((sum, column) => sum + column.byteLength, this.ids.byteLength);
  }

  reserve(capacity: number): void {
    if (capacity <= this.#capacity) return;
    const larger = numbers(capacity);
    for (const name of Object.keys(larger) as (keyof Columns)[]) larger[name].set(this.#columns[name]);
    this.#columns = larger;
    this.#capacity = capacity;
    this.ids.reserve(capacity);
  }

  /** Adds the lot or replaces what is known of it; an older version than the one held changes nothing. */
  put(lot: RankableLot): void {
    let row = this.ids.find(lot.id);
    if (row < 0) {
      if (this.#size >= this.#capacity) this.reserve(Math.ceil(this.#capacity * 1.25) + 1_024);
      row = this.ids.add(lot.id);
      this.#size += 1;
    } else if ((this.#columns.version[row] ?? 0) > lot.version) return;
    if (!this.isLive(row)) this.#live += 1;
    this.#write(row, lot);
  }

  /** Takes a lot out of the ranking; nothing happens where it is not in. */
  remove(id: string): void {
    const row = this.ids.find(id);
    if (row < 0 || !this.isLive(row)) return;
    this.#columns.bits[row] = 0;
    this.#live -= 1;
  }

  isLive(row: number): boolean {
    return ((this.#columns.bits[row] ?? 0) & bit.live) !== 0;
  }

  closeAt(row: number): MoneyDistribution {
    const { closeMedian, closeBelow, closeAbove, closeFloor } = this.#columns;
    return {
      medianCents: closeMedian[row] ?? 0,
      spreadBelow: closeBelow[row] ?? 0,
      spreadAbove: closeAbove[row] ?? 0,
      floorCents: closeFloor[row] ?? 0,
    };
  }

  #write(row: number, lot: RankableLot): void {
    const { facts } = lot;
    const c = this.#columns;
    const [p10, p50, p90] = facts.wholesale ?? [Number.NaN, Number.NaN, Number.NaN];
    const [r10, r50, r90] = facts.retail ?? [Number.NaN, Number.NaN, Number.NaN];
    const [median, below, above, floor] = facts.close ?? [Number.NaN, Number.NaN, Number.NaN, Number.NaN];
    c.asOfMs[row] = lot.asOfMs;
    c.endsAtMs[row] = lot.endsAtMs ?? Number.NaN;
    c.bidCents[row] = lot.currentBidCents ?? Number.NaN;
    c.wholesaleP10[row] = p10;
    c.wholesaleP50[row] = p50;
    c.wholesaleP90[row] = p90;
    c.retailP10[row] = r10;
    c.retailP50[row] = r50;
    c.retailP90[row] = r90;
    c.closeMedian[row] = median;
    c.closeBelow[row] = below;
    c.closeAbove[row] = above;
    c.closeFloor[row] = floor;
    c.lemonProbability[row] = facts.lemonProbability ?? Number.NaN;
    c.reconAge[row] = facts.recon.ageYears;
    c.reconMiles[row] = facts.recon.miles;
    c.reconGrade[row] = facts.recon.grade;
    c.defects[row] = this.#defectsOf(facts.recon);
    c.miles[row] = lot.odometerMiles ?? unknownInteger;
    c.year[row] = lot.year ?? unknownInteger;
    c.version[row] = lot.version;
    c.make[row] = this.makes.codeOf((lot.make ?? '').toLowerCase());
    c.model[row] = this.models.codeOf((lot.model ?? '').toLowerCase());
    c.source[row] = this.sources.codeOf(lot.source);
    c.state[row] = this.states.codeOf(lot.state ?? '');
    c.segment[row] = Math.max(0, segments.indexOf(facts.segment));
    c.fee[row] = this.#feeOf(lot);
    c.risk[row] = this.#riskOf(facts);
    c.place[row] = this.#placeOf(facts);
    c.flags.set(facts.flags, row * 4);
    c.bits[row] =
      bit.live |
      (lot.isSample ? bit.sample : 0) |
      (facts.stranded ? bit.stranded : 0) |
      (facts.scored ? bit.scored : 0) |
      (facts.wholesale ? bit.wholesale : 0) |
      (facts.retail ? bit.retail : 0) |
      (facts.close ? bit.close : 0) |
      (facts.drivable ? bit.drivable : 0);
    if (facts.close) {
      this.#writeCorners(row);
      this.#writeChances(row);
    }
  }

  /** Rounded down: a price under it is closed by with less than its chance. */
  #writeChances(row: number): void {
    const close = this.closeAt(row);
    for (let at = 0; at < closeChances.length; at++)
      this.#columns.closeAt[row * closeChances.length + at] =
        quantile(close, closeChances[at] ?? 0) * (1 - 1e-6) - 1;
  }

  /** Rounded up, so that they stay an upper bound as 32-bit numbers. */
  #writeCorners(row: number): void {
    const close = this.closeAt(row);
    for (let corner = 0; corner < edgeCorners.length; corner++) {
      const edge = expectedPositivePart(close, close.medianCents * (edgeCorners[corner] ?? 0));
      this.#columns.edgeAt[row * edgeCorners.length + corner] = edge * (1 + 1e-6) + 1;
    }
  }

  #feeOf({ facts, asOfMs }: RankableLot): number {
    const { source, titleBrand, buyerPremiumRatio } = facts;
    const day = new Date(asOfMs).toISOString().slice(0, 10);
    const clean = titleBrand === 'clean';
    return this.fees.codeOf({ source, titleBrand: clean ? 'clean' : undefined, day, buyerPremiumRatio }, () =>
      [source ?? '', clean, day, buyerPremiumRatio ?? ''].join('|'),
    );
  }

  #riskOf({ titleBrand, state, odometerDoubt, police }: RankingFacts): number {
    return this.risks.codeOf({ titleBrand, state, odometerDoubt, police }, () =>
      [titleBrand ?? '', state ?? '', odometerDoubt ?? '', police].join('|'),
    );
  }

  #defectsOf({ defects, repairCents }: DefectSubject): number {
    return this.defects.codeOf({ defects, ...(repairCents !== undefined && { repairCents }) }, () =>
      [repairCents ?? '', ...defects].join('|'),
    );
  }

  #placeOf({ zip, city, state }: RankingFacts): number {
    const located = this.#centroids && locateLot(this.#centroids, { zip, city, state });
    const key = {
      zip: () => zip?.slice(0, 5),
      city: () => `${city}|${state}`,
      zip_prefix: () => `${zip?.slice(0, 3)}-`,
      state: () => `in ${state}`,
      unknown: () => `nowhere ${state ?? ''}`,
    }[located?.precision ?? 'unknown']();
    return this.places.codeOfKey(key, () => ({ state, located }));
  }
}
