import type { TrainingSale } from './training-sale.ts';

/** How the training sales name their models, for cars that a source names otherwise. */
export interface ModelNames {
  /** Per make: model keys, most sales first. */
  readonly byMake: Readonly<Record<string, readonly string[]>>;
  /** VIN characters 1–5 → make and model, where at least 90 % of the sales agree. */
  readonly byVin: Readonly<Record<string, readonly [make: string, model: string]>>;
  /** `make trim-word` → model, where at least 90 % of 3 or more sales agree: `bmw 328i` → `3series`. */
  readonly byTrim: Readonly<Record<string, string>>;
}

export function collectModelNames(sales: readonly TrainingSale[]): ModelNames {
  const models = new Map<string, Map<string, number>>();
  const vins = new Map<string, Map<string, number>>();
  const trims = new Map<string, Map<string, number>>();
  const count = (into: Map<string, Map<string, number>>, key: string, value: string) => {
    const counts = into.get(key) ?? new Map<string, number>();
    counts.set(value, (counts.get(value) ?? 0) + 1);
    into.set(key, counts);
  };
  for (const { facts } of sales) {
    count(models, facts.make, facts.model);
    if (facts.vin !== '') count(vins, facts.vin.slice(0, 5), `${facts.make} ${facts.model}`);
    const word = facts.trim.split(' ')[0] ?? '';
    if (word !== '') count(trims, `${facts.make} ${word}`, facts.model);
  }
  const byMake: [string, string[]][] = [];
  for (const [make, counts] of models)
    byMake.push([make, [...counts].sort((a, b) => b[1] - a[1]).map(([model]) => model)]);
  const byVin: [string, [string, string]][] = [];
  for (const [code, counts] of vins) {
    const [make, model] = (findAgreed(counts, 1) ?? '').split(' ');
    if (make !== undefined && model !== undefined) byVin.push([code, [make, model]]);
  }
  const byTrim: [string, string][] = [];
  for (const [key, counts] of trims) {
    const model = findAgreed(counts, 3);
    if (model !== undefined) byTrim.push([key, model]);
  }
  return {
    byMake: fromEntries(byMake),
    byVin: fromEntries(byVin),
    byTrim: fromEntries(byTrim),
  };
}

/** A record without a prototype, so that a make called `constructor` finds nothing. */
export function fromEntries<T>(entries: Iterable<readonly [string, T]>): Record<string, T> {
  const record: Record<string, T> = Object.create(null);
  for (const [key, value] of entries) record[key] = value;
  return record;
}

function findAgreed(counts: ReadonlyMap<string, number>, least: number): string | undefined {
  let total = 0;
  for (const count of counts.values()) total += count;
  for (const [value, count] of counts) if (total >= least && count >= 0.9 * total) return value;
  return undefined;
}

/**
 * The model key by which the training sales know this car: as named; else by what its VIN begins with; else the name
 * as a trim (`328i`); else the longest name that begins it or, failing that, the commonest that it begins. As named
 * when nothing fits.
 */
export function matchModelName(names: ModelNames, make: string, model: string, vin: string): string {
  const known = names.byMake[make];
  if (known === undefined || model === '' || known.includes(model))
    return model || byVin(names, make, vin) || '';
  const fromVin = byVin(names, make, vin);
  if (fromVin !== undefined) return fromVin;
  const fromTrim = names.byTrim[`${make} ${model}`];
  if (fromTrim !== undefined) return fromTrim;
  let longest = '';
  for (const name of known)
    if (name.length >= 3 && name.length > longest.length && model.startsWith(name)) longest = name;
  if (longest !== '') return longest;
  return (model.length >= 3 ? known.find((name) => name.startsWith(model)) : undefined) ?? model;
}

function byVin(names: ModelNames, make: string, vin: string): string | undefined {
  const found = vin === '' ? undefined : names.byVin[vin.slice(0, 5)];
  return found !== undefined && found[0] === make ? found[1] : undefined;
}
