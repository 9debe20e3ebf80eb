import { hashNumber, joinHashes } from './hash-key.ts';
import type { LotHashes } from './lot-hashes.ts';

/** How many training sales share something with a car, by hash; laid out for lookup like the effects. */
export interface EvidenceCounts {
  readonly keys: Uint32Array;
  readonly counts: Uint32Array;
}

export const evidenceKinds = ['make', 'model', 'modelYear', 'modelTrim', 'vinYear', 'seller'] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

function evidenceKey(kind: EvidenceKind, lot: LotHashes): number {
  switch (kind) {
    case 'make':
      return joinHashes(hashNumber(6), lot.make);
    case 'model':
      return joinHashes(hashNumber(1), lot.model);
    case 'modelYear':
      return joinHashes(hashNumber(2), joinHashes(lot.model, lot.year));
    case 'modelTrim':
      return joinHashes(hashNumber(3), joinHashes(lot.model, lot.trim));
    case 'vinYear':
      return joinHashes(hashNumber(4), joinHashes(lot.vin8, lot.year));
    case 'seller':
      return joinHashes(hashNumber(5), lot.seller);
  }
}

export function countEvidence(lots: readonly LotHashes[]): EvidenceCounts {
  const counts = new Map<number, number>();
  for (const lot of lots)
    for (const kind of evidenceKinds) {
      const key = evidenceKey(kind, lot);
      if (key !== 0) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  return hashCounts(Uint32Array.from(counts.keys()), Uint32Array.from(counts.values()));
}

export function hashCounts(keys: Uint32Array, counts: Uint32Array): EvidenceCounts {
  let capacity = 1024;
  while (capacity < keys.length * 2) capacity *= 2;
  const table = new Uint32Array(capacity);
  const tableCounts = new Uint32Array(capacity);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as number;
    let slot = key & (capacity - 1);
    while (table[slot] !== 0 && table[slot] !== key) slot = (slot + 1) & (capacity - 1);
    table[slot] = key;
    tableCounts[slot] = counts[i] as number;
  }
  return { keys: table, counts: tableCounts };
}

/** Training sales that share `kind` with the car; 0 where that fact of the car is unknown. */
export function findEvidence(evidence: EvidenceCounts, kind: EvidenceKind, lot: LotHashes): number {
  const key = evidenceKey(kind, lot);
  if (key === 0) return 0;
  const mask = evidence.keys.length - 1;
  let slot = key & mask;
  while (evidence.keys[slot] !== key && evidence.keys[slot] !== 0) slot = (slot + 1) & mask;
  return evidence.keys[slot] === 0 ? 0 : (evidence.counts[slot] as number);
}
