import type { DecodedVin, Vehicle } from '../vehicle.ts';

type Drive = NonNullable<DecodedVin['drive']>;
type Fuel = NonNullable<DecodedVin['fuel']>;

/** Whole words only: the text is put between spaces, with everything but letters and digits made a space. */
export const toWordText = (text: string): string =>
  ` ${text
    .slice(0, 400)
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, ' ')} `;

const has = (words: string, ...phrases: readonly string[]): boolean =>
  phrases.some((phrase) => words.includes(` ${phrase} `));

/** `4x4`, `All wheel drive`, `xDrive35i`, `4MATIC` → drive; undefined where the words do not say. */
export function readDrive(text: string): Drive | undefined {
  const words = toWordText(text);
  if (
    has(
      words,
      'awd',
      'all wheel drive',
      'all wheel',
      'quattro',
      '4matic',
      '4motion',
      'sh awd',
      'all4',
      'x awd',
    )
  )
    return 'awd';
  if (/ (?:[a-z0-9]{0,6})xdrive[0-9a-z]{0,4} /.test(words)) return 'awd';
  if (has(words, '4x4', '4wd', '4 x 4', '4 wd', 'four wheel drive', '4 wheel drive', 'four wheel', '4 4'))
    return '4wd';
  if (has(words, 'fwd', 'front wheel drive', 'front wheel', 'front wheel drv', 'frontwheel drive'))
    return 'fwd';
  if (has(words, 'rwd', 'rear wheel drive', 'rear wheel', 'rear wheel drv')) return 'rwd';
  if (has(words, '4x2', '2wd', '4 x 2', '2 wd', 'two wheel drive', '2 wheel drive')) return '2wd';
  return undefined;
}

/** `FLEXIBLE FUEL`, `gas`, `Hybrid Engine`, `Electric` → fuel; undefined where the words do not say. */
export function readFuel(text: string): Fuel | undefined {
  const words = toWordText(text);
  if (has(words, 'plug in', 'plug in hybrid', 'phev', 'energi', '4xe', 'plugin')) return 'plug_in_hybrid';
  if (has(words, 'hybrid', 'hev', 'mhev')) return 'hybrid';
  if (has(words, 'electric', 'bev', 'battery electric', 'ev')) return 'electric';
  if (has(words, 'flex', 'flexible', 'flex fuel', 'e85', 'ffv', 'flexfuel', 'ethanol')) return 'flex';
  if (
    has(
      words,
      'diesel',
      'turbodiesel',
      'tdi',
      'powerstroke',
      'power stroke',
      'duramax',
      'cummins',
      'biodiesel',
      'bluetec',
    )
  )
    return 'diesel';
  if (has(words, 'cng', 'natural gas', 'compressed natural gas')) return 'cng';
  if (has(words, 'gas', 'gasoline', 'unleaded', 'petrol', 'regular unleaded')) return 'gas';
  if (has(words, 'propane', 'lpg', 'hydrogen', 'methanol')) return 'other';
  return undefined;
}

/** `8-Speed Automatic`, `CVT`, `5MT` → automatic or manual; undefined where the words do not say. */
export function readTransmission(text: string): Vehicle['transmission'] {
  const words = toWordText(text);
  if (
    has(
      words,
      'automatic',
      'auto',
      'cvt',
      'a t',
      'at',
      'dct',
      'tiptronic',
      'automated manual',
      'dsg',
      'xtronic',
    )
  )
    return 'automatic';
  if (/ \d{1,2}a ?t? /.test(words) || / \d{1,2} spd auto/.test(words)) return 'automatic';
  if (has(words, 'manual', 'stick', 'stick shift', 'm t', 'mt') || / [3-7]mt /.test(words)) return 'manual';
  return undefined;
}

const bodies: readonly (readonly [body: string, ...phrases: string[]])[] = [
  [
    'Crew Cab',
    'supercrew',
    'super crew',
    'crew cab',
    'crewcab',
    'crewmax',
    'crewmax cab',
    'crew max',
    'mega cab',
    'megacab',
    'crew pic',
    'crew pickup',
    'quad door',
    'supercrew cab',
    'crew',
  ],
  [
    'Extended Cab',
    'supercab',
    'super cab',
    'extended cab',
    'ext cab',
    'xcab',
    'x cab',
    'xtra cab',
    'xtracab',
    'king cab',
    'double cab',
    'quad cab',
    'club cab',
    'access cab',
    'cab plus',
    'cab plus 4',
    'extra cab',
    'extended',
    'quad',
  ],
  ['Regular Cab', 'regular cab', 'reg cab', 'reg. cab', 'standard cab', 'single cab', 'std cab', 'regular'],
  ['Cutaway', 'cutaway', 'incomplete cutaway'],
  ['Chassis Cab', 'chassis cab', 'cab chassis', 'chassis'],
  [
    'Convertible',
    'convertible',
    'cabriolet',
    'converti',
    'roadster',
    'spyder',
    'cabrio',
    'g convertible',
    'g37 convertible',
    'q60 convertible',
  ],
  [
    'Coupe',
    'coupe',
    '2dr coupe',
    'g coupe',
    'genesis coupe',
    'koup',
    'elantra coupe',
    'cts coupe',
    'cts v coupe',
    'g37 coupe',
  ],
  ['Hatchback', 'hatchback', 'hatchbac', 'liftback', 'notchback', 'hatch'],
  [
    'SUV',
    'suv',
    'sport utility',
    'sport utility vehicle',
    'crossover',
    '4dr spor',
    '2dr spor',
    'mpv',
    'suv mpv',
    'utility',
  ],
  ['Wagon', 'wagon', 'station wagon', 'sportwagen', 'estate', 'cts wagon', 'avant'],
  ['Minivan', 'minivan', 'mini van'],
  [
    'Passenger Van',
    'passenger van',
    '15 passenger',
    '12 passenger',
    'wagon van',
    '7 passenger van',
    'passenger',
  ],
  ['Cargo Van', 'cargo van', 'cargo va', 'cargo', 'e series van', 'step van', 'panel van'],
  ['Van', 'van'],
  ['Sedan', 'sedan', 'saloon', '4dr sedan', 'sedan 4d', 'g sedan', '4 dr', '4 door', '4dr'],
  ['Pickup', 'pickup', 'pick up', 'pickup truck', 'p u', 'pu'],
  ['Bus', 'bus', 'school bus'],
  ['Motorcycle', 'motorcycle', 'road str'],
  ['Limousine', 'limousine', 'limo', 'hearse'],
];
/** Words that name a body only in a field; in a title "cargo", "crew", "extended" may be of anything. */
const fieldOnly: ReadonlySet<string> = new Set([
  'crew',
  'extended',
  'quad',
  'regular',
  'chassis',
  'cargo',
  'passenger',
  'utility',
  'mpv',
  'spyder',
  'bus',
  'p u',
  'pu',
  '4 door',
  '4 dr',
  '4dr',
  'estate',
  'hatch',
  'roadster',
  'avant',
]);

/** `SuperCrew`, `crew cab`, `CREW PIC` → `Crew Cab`; undefined where the words do not say. `in` a title fewer words count. */
export function readBody(text: string, within: 'field' | 'title'): string | undefined {
  const words = toWordText(text);
  for (const [body, ...phrases] of bodies) {
    for (const phrase of phrases) {
      if (words.includes(` ${phrase} `) && (within === 'field' || !fieldOnly.has(phrase))) return body;
    }
  }
  return undefined;
}

/** `3.5L V6 24V`, `5.7 liter`, `I4` → cylinders 2–16 and litres 0.6–16. */
export function readEngine(text: string): { readonly cylinders?: number; readonly liters?: number } {
  const words = toWordText(text);
  const litersText = / (\d{1,2}\.\d)(?: ?(?:l|liter|litre|ltr|t) | (?=(?:[vwihl]|flat )\d|turbo))/.exec(
    words,
  )?.[1];
  const liters = litersText === undefined ? undefined : Number(litersText);
  const cylinders =
    / (?:[vwihl]|flat )(2|3|4|5|6|8|10|12|16) /.exec(words)?.[1] ??
    / (2|3|4|5|6|8|10|12) ?(?:cyl|cylinder|cylinders) /.exec(words)?.[1];
  return {
    ...(cylinders === undefined ? {} : { cylinders: Number(cylinders) }),
    ...(liters === undefined || liters < 0.6 || liters > 16 ? {} : { liters }),
  };
}
