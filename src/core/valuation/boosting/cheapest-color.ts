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
const hashes = commonColors.map((name) => ({ name, hash: hashText(name) }));

/**
 * The common color that takes most off this car's price. A car of unknown color is priced as one of it: not knowing must
 * never be worth more than knowing.
 */
export function cheapestColor(model: EffectModel, lot: LotHashes): string {
  const painted: { -readonly [K in keyof LotHashes]: LotHashes[K] } = { ...lot };
  let cheapest = '';
  let least = Number.POSITIVE_INFINITY;
  for (const { name, hash } of hashes) {
    painted.color = hash;
    const effect = sumBlock(model, 'color', painted);
    if (effect >= least) continue;
    least = effect;
    cheapest = name;
  }
  return cheapest;
}
