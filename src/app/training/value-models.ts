import { decodeModel } from '../../core/valuation/boosting/model-file.ts';
import type { Database } from '../../store/connection.ts';
import {
  listModelUses,
  listValueModels,
  readValueModel,
  type StoredModelSummary,
} from '../../store/value-models.reader.ts';
import { putValueModelInService, storeValueModel } from '../../store/value-models.writer.ts';
import { ProblemError } from '../problem-error.ts';
import { toCardJson } from './model-card.ts';
import type { TrainedValues } from './train-values.ts';

/** The word for the model that comes with the program, wherever a version is asked for. */
export const shippedVersion = 'shipped';

export async function keepTrainedModel(db: Database, trained: TrainedValues): Promise<void> {
  await storeValueModel(db, {
    version: trained.name,
    dataSha256: trained.model.details.dataHash,
    sales: trained.model.details.saleCount,
    card: toCardJson(trained),
    body: trained.file,
  });
}

/** Puts a model in service: running servers read every lot anew with it. One that cannot be read is refused, and the present one stays. */
export async function putModelInService(db: Database, version: string): Promise<void> {
  if (version === shippedVersion) return putValueModelInService(db, null);
  const body = await readValueModel(db, version);
  if (!body)
    throw new ProblemError(404, 'no_such_model', `There is no model ${version}; see npx dealerscope models.`);
  const decoded = decodeModel(body);
  if (!decoded.ok) {
    throw new ProblemError(
      409,
      decoded.error.code,
      `${version} cannot be used: ${decoded.error.reason} The model in service stays.`,
    );
  }
  await putValueModelInService(db, version);
}

export interface ListedModel extends StoredModelSummary {
  readonly inUse: boolean;
}

export async function listModels(
  db: Database,
): Promise<{ readonly inUse: string; readonly models: readonly ListedModel[] }> {
  const [current] = await listModelUses(db);
  const inUse = current ?? shippedVersion;
  return {
    inUse,
    models: (await listValueModels(db)).map((model) => ({ ...model, inUse: model.version === inUse })),
  };
}

export interface ModelInService {
  readonly version: string;
  readonly body: Uint8Array;
}

/**
 * The stored model that values should rest on: the last one put in service that can still be read. Undefined means
 * the one that ships. `onRefused` hears of each that had to be passed over.
 */
export async function findModelInService(
  db: Database,
  onRefused: (version: string, reason: string) => void,
): Promise<ModelInService | undefined> {
  for (const version of await listModelUses(db)) {
    if (version === null) return undefined;
    const body = await readValueModel(db, version);
    const decoded = body && decodeModel(body);
    if (body && decoded?.ok) return { version, body };
    onRefused(version, decoded && !decoded.ok ? decoded.error.reason : 'it is gone');
  }
  return undefined;
}
