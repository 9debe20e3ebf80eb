import path from 'node:path';
import type { AppraisalTools } from '../../core/appraisal.ts';
import { shippedCostTables } from '../../core/costing/cost-tables.ts';
import { toInstant } from '../../core/kernel/instant.ts';
import type { ValueModel } from '../../core/valuation/value-model.ts';
import { createVinDecoder } from '../../core/vehicle/vin-decoder.ts';
import { loadLemonModel } from './load-lemon-model.ts';
import { loadShippedValueModel } from './load-value-model.ts';
import { loadValuer } from './load-valuer.ts';
import { loadVinIndex } from './load-vin-index.ts';
import { loadZipCentroids } from './load-zip-centroids.ts';

/** Raised when a stage's rules change, so that stored assessments of older rules are told apart. */
const rulesVersion = 'rules-5';

export interface LoadedTools {
  readonly tools: AppraisalTools;
  /** Names the rules and the evidence that an assessment was made with. */
  readonly engineVersion: string;
}

export interface LoadOptions {
  /** A trained model to use instead of the one that ships. */
  readonly model?: ValueModel;
  /** Hears, in words, what could not be used as it was and what is done instead. */
  readonly onWarning?: (code: string, reason: string) => void;
}

/** Reads the tables that ship with the program from `dataFolder`. */
export async function loadAppraisalTools(
  dataFolder: string,
  { model, onWarning = warn }: LoadOptions = {},
): Promise<LoadedTools> {
  const data = (name: string) => path.join(dataFolder, name);
  const valuer = loadValuer(
    dataFolder,
    toInstant(Date.now()),
    model ?? loadShippedModel(dataFolder, onWarning),
    ({ code, reason }) => onWarning(code, `values are fitted anew: ${reason}`),
  );
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

/** Without a usable model, values rest on comparables alone and say so by their method. */
function loadShippedModel(
  dataFolder: string,
  onWarning: NonNullable<LoadOptions['onWarning']>,
): ValueModel | undefined {
  const loaded = loadShippedValueModel(dataFolder);
  if (loaded.ok) return loaded.model;
  onWarning(loaded.code, `values rest on comparables alone: ${loaded.reason}`);
  return undefined;
}

const warn = (code: string, reason: string): void => process.emitWarning(reason, { code });
