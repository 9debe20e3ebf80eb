import path from 'node:path';
import type { AppraisalTools } from '../../core/appraise.ts';
import { shippedCostTables } from '../../core/costing/cost-tables.ts';
import { toInstant } from '../../core/kernel/instant.ts';
import { createVinDecoder } from '../../core/vehicle/vin-decoder.ts';
import { loadLemonModel } from './load-lemon-model.ts';
import { type FitRefusal, loadValuer } from './load-valuer.ts';
import { loadVinIndex } from './load-vin-index.ts';
import { loadZipCentroids } from './load-zip-centroids.ts';

/** Raised when a stage's rules change, so that stored assessments of older rules are told apart. */
const rulesVersion = 'rules-2';

export interface LoadedTools {
  readonly tools: AppraisalTools;
  /** Names the rules and the evidence that an assessment was made with. */
  readonly engineVersion: string;
}

/**
 * Reads the tables that ship with the program from `dataFolder`. `onRefit` hears why values had to be fitted anew,
 * which takes seconds; without it the reason is a process warning.
 */
export async function loadAppraisalTools(
  dataFolder: string,
  onRefit: (refusal: FitRefusal) => void = warnOfRefit,
): Promise<LoadedTools> {
  const data = (name: string) => path.join(dataFolder, name);
  const valuer = loadValuer(dataFolder, toInstant(Date.now()), undefined, onRefit);
  return {
    tools: {
      vinDecoder: createVinDecoder(loadVinIndex(data('vin/vpic-index.txt.gz'))),
      valuer,
      lemonModel: loadLemonModel(data('models/lemon-2010.json')),
      costTables: shippedCostTables(loadZipCentroids(data('geo/us-zip-centroids.csv.gz'))),
    },
    engineVersion: `${rulesVersion} ${valuer.version}`,
  };
}

const warnOfRefit = ({ code, reason }: FitRefusal): void =>
  process.emitWarning(`values are fitted anew: ${reason}`, { code });
