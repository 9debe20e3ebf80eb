import { join } from 'node:path';
import type { Instant } from '../../core/kernel/instant.ts';
import {
  buildRetailEvidence,
  buildWholesaleEvidence,
  knownModelKeys,
} from '../../core/valuation/build-evidence.ts';
import { CompsValuer } from '../../core/valuation/comps-valuer.ts';
import type { ValueModel } from '../../core/valuation/value-model.ts';
import { loadDealerListings, loadPrivateListings } from './load-asking-prices.ts';
import { loadPriceIndex } from './load-price-index.ts';
import { loadSales } from './load-sales.ts';

/** Where each file lies under the data folder. */
export const referenceFiles = {
  sales: 'sales/wholesale-auction-sales-2014-2015.csv.gz',
  dealerListings: 'retail/dealer-listings-2022.csv.gz',
  privateListings: 'retail/private-listings-2018-2019.csv.gz',
  priceIndex: 'indices/used-car-cpi-CUSR0000SETA02.csv',
} as const;

/** The shipped Valuer: reads the data folder and fits both markets. Takes some seconds; do it once. */
export function loadValuer(dataFolder: string, readAt: Instant, model?: ValueModel): CompsValuer {
  const index = loadPriceIndex(join(dataFolder, referenceFiles.priceIndex));
  const sales = loadSales(join(dataFolder, referenceFiles.sales), readAt).records;
  const known = knownModelKeys(sales);
  const asking = [
    ...loadDealerListings(join(dataFolder, referenceFiles.dealerListings), known).records,
    ...loadPrivateListings(join(dataFolder, referenceFiles.privateListings), known).records,
  ];
  return new CompsValuer({
    wholesale: buildWholesaleEvidence(sales, index),
    retail: buildRetailEvidence(asking, index),
    ...(model !== undefined && { model }),
  });
}
