import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createValueModel } from '../../core/valuation/boosting/create-value-model.ts';
import { decodeModel } from '../../core/valuation/boosting/model-file.ts';
import type { ValueModel } from '../../core/valuation/value-model.ts';

export type LoadedModel =
  | { readonly ok: true; readonly model: ValueModel }
  | { readonly ok: false; readonly code: string; readonly reason: string };

/** A model out of its bytes, or why it cannot be used: damaged, of another format, or cut off. Never throws. */
export function readValueModel(bytes: Uint8Array): LoadedModel {
  const decoded = decodeModel(bytes);
  return decoded.ok
    ? { ok: true, model: createValueModel(decoded.value) }
    : { ok: false, code: decoded.error.code, reason: decoded.error.reason };
}

/** The model that ships: the one `wholesale-<hash>.bin` under `data/models`. */
export function loadShippedValueModel(dataFolder: string): LoadedModel {
  const folder = path.join(dataFolder, 'models');
  const names = readdirSync(folder).filter((name) => /^wholesale-[0-9a-f]+\.bin$/.test(name));
  const [name, ...others] = names;
  if (name === undefined)
    return { ok: false, code: 'model_missing', reason: `${folder} holds no trained model` };
  if (others.length > 0)
    return {
      ok: false,
      code: 'several_models',
      reason: `${folder} holds several trained models: ${names.join(', ')}`,
    };
  return readValueModel(readFileSync(path.join(folder, name)));
}
