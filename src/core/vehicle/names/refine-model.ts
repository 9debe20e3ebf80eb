import type { DecodedVin } from '../vehicle.ts';
import { splitWords } from './compact-key.ts';
import { canonicalModel, type ModelMatch } from './models.ts';

interface ModelHints {
  /** Series and trim, as vPIC writes them. */
  readonly words: string;
  readonly year?: number;
  readonly fuel?: DecodedVin['fuel'];
  /** vPIC's words: `Class 2G: 8,001 - 9,000 lb (…)`. */
  readonly gvwr?: string;
}

/** Words of a series or trim that make it another model: Escalade ESV, Yukon XL, Expedition EL, H2 SUT. */
const bodyWords: ReadonlySet<string> = new Set([
  'esv',
  'ext',
  'sut',
  'xl',
  'el',
  'max',
  'l',
  'gt',
  'm',
  'crosstour',
]);

/** Gas model → the name of its electric sister, where vPIC tells them apart by fuel alone. */
const electricSisters: Readonly<Record<string, string>> = {
  'F-150': 'F-150 Lightning',
  Blazer: 'Blazer EV',
  Equinox: 'Equinox EV',
  'Silverado 1500': 'Silverado EV',
  'Sierra 1500': 'Sierra EV',
  Transit: 'E-Transit',
  Golf: 'e-Golf',
  Escalade: 'Escalade IQ',
  Wagoneer: 'Wagoneer S',
  Sprinter: 'eSprinter',
  ProMaster: 'ProMaster EV',
};

const sizedLines: ReadonlySet<string> = new Set(['Silverado', 'Sierra', 'Ram', 'C/K']);
const lightestHeavyPounds = 8001;
const lightestDualPounds = 10_001;

/** `1500`, `2500` or `3500`, from a number among the words, else from the weight class, else from "3/4 ton". */
function findPickupSize(
  words: readonly string[],
  text: string,
  gvwr: string | undefined,
): string | undefined {
  const stated = words.find((word) => /^[1-6]500(?:hd)?$/.test(word));
  if (stated !== undefined) return stated.slice(0, 4);
  const pounds = Number((/([\d,]{4,6}) ?(?:-|lb)/.exec(gvwr ?? '')?.[1] ?? '').replaceAll(',', ''));
  if (pounds >= lightestDualPounds) return '3500';
  if (pounds >= lightestHeavyPounds) return '2500';
  if (/3\/4 ton/i.test(text)) return '2500';
  if (/\b1 ton/i.test(text)) return '3500';
  return undefined;
}

/** A model's canonical name, with series, weight and fuel used where the bare name covers several models. */
export function refineModel(make: string, model: string, hints: ModelHints): ModelMatch | undefined {
  const words = splitWords(hints.words);
  const bare = canonicalModel(make, model, hints.year);
  const first = splitWords(model)[0] ?? '';
  // GMT-400 is GM's own name of the C/K pickups
  const written = first === 'gmt' ? 'ck' : first;
  if (bare?.assumed === true || [...sizedLines].some((line) => line.toLowerCase() === written)) {
    const size = findPickupSize(words, hints.words, hints.gvwr);
    const sized = size === undefined ? undefined : canonicalModel(make, `${written} ${size}`, hints.year);
    if (sized !== undefined) return sized;
  }
  let found = canonicalModel(make, `${model} ${hints.words}`, hints.year) ?? bare;
  if (found === undefined) return undefined;
  for (const [at, word] of words.entries()) {
    // "M Sport" is a trim of an X5, "M" alone makes it an X5 M
    if (!bodyWords.has(word) || (word === 'm' && /^(?:sport|package|pkg)$/.test(words[at + 1] ?? '')))
      continue;
    const longer = canonicalModel(make, `${model} ${word}`, hints.year);
    if (longer !== undefined && longer.model !== found.model && longer.rest === '') found = longer;
  }
  const sister = hints.fuel === 'electric' ? electricSisters[found.model] : undefined;
  return (sister === undefined ? undefined : canonicalModel(make, sister)) ?? found;
}
