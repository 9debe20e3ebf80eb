import { locateLot, type ZipCentroids } from '../../costing/transport/zip-centroids.ts';
import type { CodeColumn } from './column-set.ts';
import { Dictionary } from './dictionary.ts';
import type { MarketLot } from './market-lot.ts';
import type { RankingFacts } from './ranking-facts.ts';
import type { Defects, FeeSubject, LotPlace, RiskSubject } from './subjects.ts';

/** What many lots have in common, once. Keys of makes and models are lower-cased: case does not tell them apart. */
export class Dictionaries {
  /** As first written; none is ''. */
  readonly makes = new Dictionary<string>();
  readonly models = new Dictionary<string>();
  readonly sources = new Dictionary<string>();
  readonly states = new Dictionary<string>();
  readonly fees = new Dictionary<FeeSubject>();
  readonly risks = new Dictionary<RiskSubject>();
  readonly places = new Dictionary<LotPlace>();
  readonly defects = new Dictionary<Defects>();
  readonly words = new Dictionary<string>();
  readonly #centroids: ZipCentroids | undefined;

  constructor(centroids: ZipCentroids | undefined) {
    this.#centroids = centroids;
  }

  /** Codes of what a lot shares with others; a lot without facts shares only its names. */
  codesOf(lot: MarketLot): Record<CodeColumn, number> {
    const { facts } = lot;
    const name = (of: Dictionary<string>, text: string | null): number =>
      of.codeOf((text ?? '').toLowerCase(), () => text ?? '');
    const state = lot.state ?? '';
    return {
      make: name(this.makes, lot.make),
      model: name(this.models, lot.model),
      source: this.sources.codeOf(lot.source, () => lot.source),
      state: this.states.codeOf(state, () => state),
      fee: facts ? this.#feeOf(facts, lot.asOfMs) : 0,
      risk: facts ? this.#riskOf(facts) : 0,
      place: facts ? this.#placeOf(facts) : 0,
      defects: facts ? this.#defectsOf(facts) : 0,
    };
  }

  #feeOf({ source, titleBrand, buyerPremiumRatio }: RankingFacts, asOfMs: number): number {
    const day = new Date(asOfMs).toISOString().slice(0, 10);
    const clean = titleBrand === 'clean';
    return this.fees.codeOf([source ?? '', clean, day, buyerPremiumRatio ?? ''].join('|'), () => ({
      source,
      titleBrand: clean ? 'clean' : undefined,
      day,
      buyerPremiumRatio,
    }));
  }

  #riskOf({ titleBrand, state, odometerDoubt, police }: RankingFacts): number {
    const key = [titleBrand ?? '', state ?? '', odometerDoubt ?? '', police].join('|');
    return this.risks.codeOf(key, () => ({ titleBrand, state, odometerDoubt, police }));
  }

  #defectsOf({ recon: { defects } }: RankingFacts): number {
    return this.defects.codeOf(defects.join('|'), () => defects);
  }

  #placeOf({ zip, city, state }: RankingFacts): number {
    const located =
      this.#centroids &&
      locateLot(this.#centroids, {
        ...(zip !== undefined && { zip }),
        ...(city !== undefined && { city }),
        ...(state !== undefined && { state }),
      });
    const key = {
      zip: () => `${zip?.slice(0, 5)}`,
      city: () => `${city}|${state}`,
      zip_prefix: () => `${zip?.slice(0, 3)}-`,
      state: () => `in ${state}`,
      unknown: () => `nowhere ${state ?? ''}`,
    }[located?.precision ?? 'unknown']();
    return this.places.codeOf(key, () => ({ state, located }));
  }
}
