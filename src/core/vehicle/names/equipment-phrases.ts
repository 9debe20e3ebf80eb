import type { DecodedVin, Vehicle } from '../vehicle.ts';

export interface Equipment {
  readonly drive?: NonNullable<DecodedVin['drive']>;
  readonly fuel?: NonNullable<DecodedVin['fuel']>;
  readonly transmission?: NonNullable<Vehicle['transmission']>;
  readonly body?: string;
}

type Phrases<T extends string> = readonly (readonly [value: T, phrases: string])[];

/** Values in order of rank: where a text names several, the first of the list stands. Phrases are parted by bars. */
const drives: Phrases<NonNullable<Equipment['drive']>> = [
  ['awd', 'awd|all wheel drive|all wheel|quattro|4matic|4motion|all4'],
  ['4wd', '4x4|4wd|4 x 4|4 wd|four wheel drive|4 wheel drive|four wheel'],
  ['fwd', 'fwd|front wheel drive|front wheel|frontwheel drive'],
  ['rwd', 'rwd|rear wheel drive|rear wheel'],
  ['2wd', '4x2|2wd|4 x 2|2 wd|two wheel drive|2 wheel drive'],
];

const fuels: Phrases<NonNullable<Equipment['fuel']>> = [
  ['plug_in_hybrid', 'plug in|phev|energi|4xe|plugin'],
  ['hybrid', 'hybrid|hev|mhev'],
  ['electric', 'electric|bev|ev'],
  ['flex', 'flex|flexible|e85|ffv|flexfuel|ethanol'],
  ['diesel', 'diesel|turbodiesel|tdi|powerstroke|power stroke|duramax|cummins|biodiesel|bluetec'],
  ['cng', 'cng|natural gas'],
  ['gas', 'gas|gasoline|unleaded|petrol'],
  ['other', 'propane|lpg|hydrogen|methanol'],
];

const transmissions: Phrases<NonNullable<Equipment['transmission']>> = [
  [
    'automatic',
    'automatic|auto|cvt|a t|at|dct|tiptronic|automated manual|dsg|xtronic|5at|6at|8at|10at|4a|5a|6a|8a',
  ],
  ['manual', 'manual|stick|stick shift|m t|mt|4mt|5mt|6mt|7mt|5m|6m'],
];

const bodies: Phrases<string> = [
  [
    'Crew Cab',
    'supercrew|super crew|crew cab|crewcab|crewmax|crew max|mega cab|megacab|crew pic|crew pickup|crew',
  ],
  [
    'Extended Cab',
    'supercab|super cab|extended cab|ext cab|xcab|x cab|xtra cab|xtracab|king cab|double cab|quad cab|club cab|access cab|cab plus|extra cab|extended|quad',
  ],
  ['Regular Cab', 'regular cab|reg cab|standard cab|single cab|std cab|regular'],
  ['Cutaway', 'cutaway'],
  ['Chassis Cab', 'chassis cab|cab chassis|chassis'],
  ['Convertible', 'convertible|cabriolet|converti|roadster|spyder|cabrio'],
  ['Coupe', 'coupe|koup'],
  ['Hatchback', 'hatchback|hatchbac|liftback|notchback|hatch'],
  ['SUV', 'suv|sport utility|crossover|4dr spor|2dr spor|mpv|utility'],
  ['Passenger Van', 'passenger van|15 passenger|12 passenger|wagon van|7 passenger van|passenger'],
  ['Wagon', 'wagon|station wagon|sportwagen|estate|avant|e series wagon'],
  ['Minivan', 'minivan|mini van'],
  ['Cargo Van', 'cargo van|cargo va|cargo|e series van|step van|panel van'],
  ['Van', 'van'],
  ['Sedan', 'sedan|saloon|4 dr|4 door|4dr'],
  ['Pickup', 'pickup|pick up|p u|pu'],
  ['Bus', 'bus|school bus'],
  ['Motorcycle', 'motorcycle|road str'],
  ['Limousine', 'limousine|limo|hearse'],
];

/** Words that say so in a field only; in running text "crew", "auto" or "utility" may be of anything. */
const fieldOnly: ReadonlySet<string> = new Set(
  (
    'crew|extended|quad|regular|chassis|cargo|passenger|utility|mpv|spyder|bus|p u|pu|4 door|4 dr|4dr|estate|hatch|' +
    'roadster|avant|auto|a t|at|m t|mt|4a|5a|6a|8a|5m|6m|stick|ethanol|front wheel|rear wheel|all wheel'
  ).split('|'),
);

interface Meaning {
  readonly kind: keyof Equipment;
  readonly value: string;
  readonly rank: number;
  readonly isFieldOnly: boolean;
}

const longestPhrase = 3;
const meanings = new Map<string, Meaning>();
function addPhrases(kind: keyof Equipment, list: Phrases<string>): void {
  for (const [rank, [value, phrases]] of list.entries()) {
    for (const phrase of phrases.split('|')) {
      if (!meanings.has(phrase)) {
        meanings.set(phrase, { kind, value, rank, isFieldOnly: fieldOnly.has(phrase) });
      }
    }
  }
}
addPhrases('drive', drives);
addPhrases('fuel', fuels);
addPhrases('transmission', transmissions);
addPhrases('body', bodies);

const longestText = 400;

/** Lower-case words; a decimal point stays in its number, any other dot goes. */
export const splitEquipmentWords = (text: string): string[] =>
  text
    .slice(0, longestText)
    .toLowerCase()
    .replaceAll('×', 'x')
    .split(/[^a-z0-9.]+/)
    .map((word) => (word.endsWith('.') ? word.slice(0, -1) : word))
    .filter((word) => word !== '');

/** Every drive, fuel, transmission and body that whole words name; of several of a kind the highest in rank. */
export function findEquipment(words: readonly string[], within: 'field' | 'title'): Equipment {
  const best: Partial<Record<keyof Equipment, Meaning>> = {};
  for (let at = 0; at < words.length; at += 1) {
    let phrase = '';
    for (let count = 0; count < longestPhrase && at + count < words.length; count += 1) {
      phrase = count === 0 ? (words[at] ?? '') : `${phrase} ${words[at + count]}`;
      const meaning = meanings.get(phrase);
      if (meaning === undefined || (meaning.isFieldOnly && within === 'title')) continue;
      const known = best[meaning.kind];
      if (known === undefined || meaning.rank < known.rank) best[meaning.kind] = meaning;
    }
    // xDrive35i, sDrive28i: BMW writes the drive into the badge
    if (words[at]?.includes('xdrive') === true) {
      best.drive = { kind: 'drive', value: 'awd', rank: 0, isFieldOnly: false };
    }
  }
  const found: Partial<Record<keyof Equipment, string>> = {};
  for (const kind of ['drive', 'fuel', 'transmission', 'body'] as const) {
    const meaning = best[kind];
    if (meaning !== undefined) found[kind] = meaning.value;
  }
  return found as Equipment;
}
