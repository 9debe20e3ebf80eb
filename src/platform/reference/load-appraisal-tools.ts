import path from 'node:path';
import type { AppraisalTools } from '../../core/appraise.ts';
import { shippedCostTables } from '../../core/costing/cost-tables.ts';
import { toInstant } from '../../core/kernel/instant.ts';
import { createVinDecoder } from '../../core/vehicle/vin-decoder.ts';
import { loadValuer } from './load-valuer.ts';
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
  const valuer = loadValuer(dataFolder, toInstant(Date.now()));
  return {
    tools: {
      vinDecoder: createVinDecoder(loadVinIndex(data('vin/vpic-index.txt.gz'))),
      valuer,
      costTables: shippedCostTables(loadZipCentroids(data('geo/us-zip-centroids.csv.gz'))),
    },
    engineVersion: `${rulesVersion} ${valuer.version}`,
  };
}
