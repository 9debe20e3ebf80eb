import { createHash } from 'node:crypto';
import { type IdKind, idPrefixes } from '../core/kernel/ids.ts';

/**
 * An id made from what it names (128 bits of SHA-256): the same lot, capture or observation gets the same
 * id however often it is read, which is what makes ingesting idempotent.
 */
export function deriveId<Id extends string>(kind: IdKind, ...parts: readonly (string | number)[]): Id {
  const digest = createHash('sha256').update(parts.join('\u001f')).digest('base64url');
  return `${idPrefixes[kind]}_${digest.slice(0, 22)}` as Id;
}
