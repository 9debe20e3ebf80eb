import type { ReconInputs } from '../../costing/carrying/estimate-recon.ts';
import type { Located } from '../../costing/transport/zip-centroids.ts';
import type { TitleBrand } from '../../listing/listing.ts';
import type { OdometerDoubt } from './ranking-facts.ts';

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
/** What the words of a lot name that has to be mended. */
export type Defects = ReconInputs['defects'];
/** A place as hauls see it: lots whose ZIP is known share one whatever city they name. */
export interface LotPlace {
  readonly state: string | undefined;
  readonly located: Located | undefined;
}
