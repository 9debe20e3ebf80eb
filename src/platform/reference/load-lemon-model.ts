import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { decodeLemonModel } from '../../core/lemon/decode-lemon-model.ts';
import type { LemonModel } from '../../core/lemon/lemon-model.ts';

/** Reads a trained model, such as `data/models/lemon-2010.json`. Throws when it is damaged or made for another program. */
export function loadLemonModel(path: string): LemonModel {
  const decoded = decodeLemonModel(readFileSync(path, 'utf8'));
  if (!decoded.ok)
    throw new Error(
      `${basename(path)}: ${decoded.error.reason} (${decoded.error.code}); run scripts/train-lemon-model.ts`,
    );
  return decoded.value;
}
