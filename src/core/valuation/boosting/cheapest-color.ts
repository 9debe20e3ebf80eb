import { type EffectModel, sumBlock } from './effect-model.ts';
import { hashText } from './hash-key.ts';
import type { LotHashes } from './lot-hashes.ts';

/** The colors that all but a few cars of the sales have. */
const commonColors = [
  'black',
  'white',
  'silver',
  'gray',
  'blue',
  'red',
  'gold',
  'burgundy',
  'beige',
  'brown',
  'green',
] as const;
const hashes = commonColors.map(hashText);

/** More kinds of car than a market has at a time; then the table is begun anew. */
const mostKinds = 20_000;

/**
 * Finds the common color that takes most off a car's price. A car of unknown color is priced as one of it: not knowing
 * must never be worth more than knowing. Which it is depends on make, model, body and age in whole years, and is worked out
 * once for each.
 */
export function createColorFinder(model: EffectModel): (lot: LotHashes) => string {
  const known = new Map<string, string>();
  return (lot) => {
    const years = Math.round(lot.age);
    const kind = `${lot.make} ${lot.model} ${lot.body} ${years}`;
    const found = known.get(kind);
    if (found !== undefined) return found;
    if (known.size >= mostKinds) known.clear();
    const color = findCheapest(model, { ...lot, age: years });
    known.set(kind, color);
    return color;
  };
}

function findCheapest(model: EffectModel, lot: { -readonly [K in keyof LotHashes]: LotHashes[K] }): string {
  let cheapest: string = commonColors[0];
  let least = Number.POSITIVE_INFINITY;
  for (const [at, hash] of hashes.entries()) {
    lot.color = hash;
    const effect = sumBlock(model, 'color', lot);
    if (effect >= least) continue;
    least = effect;
    cheapest = commonColors[at] ?? cheapest;
  }
  return cheapest;
}
