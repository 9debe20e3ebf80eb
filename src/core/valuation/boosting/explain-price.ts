import { type Cents, toCents } from '../../kernel/money.ts';
import type { Contribution } from '../valuation.ts';
import { attributeEnsemble } from './boost.ts';
import { type Block, blocks, type Track } from './effect-terms.ts';
import type { LotFacts } from './lot-facts.ts';
import type { LogPrices, PricingScratch } from './price-lot.ts';
import type { TrainedTrack } from './train-track.ts';
import { featuresOf } from './tree-features.ts';

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/**
 * Splits `p50 − start` into one line per block: each block's share of the log price (its effects, and what the trees
 * changed at its features), times the logarithmic mean of both prices (LMDI: Ang, Energy Policy 33, 2005), which makes
 * the lines add up. The rest of the cent rounding goes to the largest line. `prices` and `scratch` must be fresh from
 * `priceLot`.
 */
export function explainPrice(
  trained: TrainedTrack,
  track: Track,
  facts: LotFacts,
  usualMiles: number,
  prices: LogPrices,
  scratch: PricingScratch,
  p50Cents: number,
): { readonly startCents: Cents; readonly contributions: readonly Contribution[] } {
  const parts = Float64Array.from(scratch.sums.blocks);
  // what usual miles cost belongs to the age, and what grade 3 is worth to the car: their own lines tell the difference
  moveAllBut(parts, 'miles', scratch.sums.wear, 'age');
  moveAllBut(parts, 'grade', scratch.sums.polish, 'vehicle');
  const features = featuresOf(track);
  const additions = new Float64Array(features.length);
  const base = attributeEnsemble(trained.middle, scratch.features, additions);
  for (const [at, feature] of features.entries()) {
    const block = blocks.indexOf(feature.block);
    parts[block] = (parts[block] as number) + (additions[at] as number);
  }
  const market = blocks.indexOf('market');
  parts[market] = (parts[market] as number) + prices.later;
  const startLog = trained.effects.intercept + base + (track === 'book' ? Math.log(facts.bookDollars) : 0);
  const startCents = Math.max(1, Math.round(Math.exp(startLog) * 100));
  const span = prices.middle - startLog;
  const total = p50Cents - startCents;
  const perLog = Math.abs(span) < 1e-9 ? p50Cents : total / span;
  const amounts = Array.from(parts, (part) => Math.round(part * perLog));
  const rest = total - amounts.reduce((sum, amount) => sum + amount, 0);
  const largest = amounts.reduce(
    (best, amount, at) => (Math.abs(amount) > Math.abs(amounts[best] ?? 0) ? at : best),
    0,
  );
  amounts[largest] = (amounts[largest] ?? 0) + rest;
  const contributions: Contribution[] = [];
  for (const [at, block] of blocks.entries()) {
    const amount = amounts[at] ?? 0;
    if (amount !== 0)
      contributions.push({ label: describe(block, facts, usualMiles), amountCents: toCents(amount) });
  }
  contributions.sort((a, b) => Math.abs(b.amountCents) - Math.abs(a.amountCents));
  return { startCents: toCents(startCents), contributions };
}

function moveAllBut(parts: Float64Array, from: Block, kept: number, to: Block): void {
  const source = blocks.indexOf(from);
  const target = blocks.indexOf(to);
  parts[target] = (parts[target] as number) + (parts[source] as number) - kept;
  parts[source] = kept;
}

function describe(block: Block, facts: LotFacts, usualMiles: number): string {
  switch (block) {
    case 'vehicle':
      return 'make, model, model year, body';
    case 'trim':
      if (facts.trim === '') return 'trim unknown';
      return facts.guessed.includes('trim')
        ? `trim ${facts.trim}, as most of its VIN’s like`
        : `trim ${facts.trim}`;
    case 'vin':
      return facts.vin === '' ? 'no VIN to read engine and series from' : 'engine and series by VIN';
    case 'age':
      return `${facts.age.toFixed(1)} years old, with the miles usual for it`;
    case 'miles':
      return describeMiles(facts.miles, usualMiles);
    case 'grade':
      return Number.isNaN(facts.grade)
        ? 'condition grade unknown'
        : `condition grade ${facts.grade.toFixed(1)}`;
    case 'seller':
      return facts.seller === '' ? 'seller unknown' : 'what this seller’s cars bring';
    case 'place':
      return facts.state === '' ? 'state unknown' : `sold in ${facts.state}`;
    case 'color':
      return facts.color === ''
        ? 'color unknown, counted as the one that brings least'
        : `color ${facts.color}`;
    case 'market':
      return 'market of the time';
    case 'book':
      return 'against the book value';
  }
}

function describeMiles(miles: number, usualMiles: number): string {
  if (Number.isNaN(miles)) return 'miles unknown';
  const above = Math.round(miles - usualMiles);
  const side = above < 0 ? 'below' : 'above';
  return `${whole.format(miles)} miles, ${whole.format(Math.abs(above))} ${side} usual for its age`;
}
