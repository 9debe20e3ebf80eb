import path from 'node:path';
import type { AppraisalTools } from '../../core/appraise.ts';
import { shippedCostTables } from '../../core/costing/cost-tables.ts';
import { toInstant } from '../../core/kernel/instant.ts';
import { buildWholesaleEvidence } from '../../core/valuation/build-evidence.ts';
import { CompsValuer } from '../../core/valuation/comps-valuer.ts';
import { createVinDecoder } from '../../core/vehicle/vin-decoder.ts';
import { loadPriceIndex } from './load-price-index.ts';
import { loadSales } from './load-sales.ts';
import { loadVinIndex } from './load-vin-index.ts';
import { loadZipCentroids } from './load-zip-centroids.ts';

/** Raised when a stage's rules change, so that stored assessments of older rules are told apart. */
const rulesVersion = 'rules-1';

export interface LoadedTools {
  readonly tools: AppraisalTools;
  /** Names the rules and the evidence that an assessment was made with. */
  readonly engineVersion: string;
}

/** Reads the tables that ship with the program from `dataFolder`. */
export async function loadAppraisalTools(dataFolder: string): Promise<LoadedTools> {
  const data = (name: string) => path.join(dataFolder, name);
  const index = loadPriceIndex(data('indices/used-car-cpi-CUSR0000SETA02.csv'));
  const sales = loadSales(data('sales/wholesale-auction-sales-2014-2015.csv.gz'), toInstant(Date.now()));
  const valuer = new CompsValuer({ wholesale: buildWholesaleEvidence(sales.records, index) });
  return {
    tools: {
      vinDecoder: createVinDecoder(loadVinIndex(data('vin/vpic-index.txt.gz'))),
      valuer,
      costTables: shippedCostTables(loadZipCentroids(data('geo/us-zip-centroids.csv.gz'))),
    },
    engineVersion: `${rulesVersion} ${valuer.version}`,
  };
}
