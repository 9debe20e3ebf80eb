import { remember } from './remember.ts';

/** Trims that titles and dealers' names carry, in their display form. Those of two words first. */
const trimNames =
  'Long Range|Big Bend|King Ranch|Big Horn|Lone Star|High Country|Work Truck|Grand Touring|Premium Luxury|Premium Plus|Scat Pack|Sport Touring|Touring Elite|Touring L|Touring Plus|Special Edition|Black Label|F Sport|TRD Pro|TRD Sport|TRD Off Road|R/T|S Line|R Line|EX L|RTL E|SE L|LT1|LT2|LT3|1LT|2LT|3LT|1LS|2LS|1SS|2SS|1LZ|1FL|2LZ|SLE 1|SLE 2|SLT 1|SLT 2|XLT|XLE|XSE|XL|XLS|STX|SSV|PPV|Lariat|Platinum|Limited|Raptor|Tremor|FX2|FX4|SE|SEL|SES|SHO|ST|SX|SXL|LX|LXS|LS|LSE|LT|LTZ|RST|ZR2|Z71|Z85|AT4|Denali|Elevation|SLE|SLT|SL|SLS|WT|SS|RS|EX|EXL|DX|DLX|VP|VTi|Si|GL|GLS|GLX|GT|GTS|GXE|SV|SR|SR5|TRD|Laredo|Overland|Summit|Rubicon|Sahara|Sport|Sports|Latitude|Trailhawk|Altitude|Upland|Tradesman|Laramie|Longhorn|Rebel|Outdoorsman|Express|Power Wagon|SXT|SRT|SRT8|SRT4|Hellcat|Crossroad|Citadel|Police|Pursuit|Touring|Base|Premier|Custom|Titanium|Ecoboost|Eddie Bauer|Luxury|Premium|Performance|Prestige|Select|Reserve|Signature|Preferred|Essence|Avenir|Leather|CX|CXL|CXS|S|L|LE|CE|Value|Plus|Pro 4X|Nismo|Hybrid|Classic|HSE|Supercharged|Autobiography|Inscription|Momentum|R Design|Wolfsburg|TDI|Highline|Comfortline|Trendline|Heritage|Hybrid|Luxe|Pure|Essential|Advance|Technology|A Spec|Type S|Carbon|Deluxe|Custom|Standard|Unlimited|X|Rally|Sport Utility|ES|GLE|GTP|SC|SC1|GTX|Blackout|Nightshade|Adventure|Overland|Willys|Mojave|Freedom|Cooper S|John Cooper Works';

const displayByKey = new Map<string, string>();
for (const name of trimNames.split('|'))
  displayByKey.set(
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, ' ')
      .trim(),
    name,
  );
displayByKey
  .set('w t', 'WT')
  .set('exl', 'EX-L')
  .set('ex l', 'EX-L')
  .set('work truck', 'WT')
  .set('r t', 'R/T');
displayByKey
  .set('gt line', 'GT-Line')
  .set('touring l', 'Touring-L')
  .set('rtl e', 'RTL-E')
  .set('pro 4x', 'PRO-4X');

/** Trims that are single letters or ordinary words: in a title they count only right after the model. */
const weakInTitle: ReadonlySet<string> = new Set([
  's',
  'l',
  'x',
  'se',
  'sc',
  'st',
  'value',
  'plus',
  'select',
  'express',
  'police',
  'leather',
  'standard',
  'performance',
  'technology',
  'custom',
  'premium',
  'classic',
  'limited',
  'carbon',
  'reserve',
  'freedom',
  'adventure',
  'rebel',
  'sport',
  'sports',
  'platinum',
  'base',
  'summit',
  'signature',
  'advance',
  'pure',
  'heritage',
  'preferred',
  'pursuit',
  'deluxe',
  'hybrid',
]);

/** Words around a trim that are not part of it: bodies, drives, engines. */
const notTrim =
  /^(?:\d+(?:st|nd|rd|th)?|[0-9.]+l?|4x4|4x2|4wd|2wd|awd|fwd|rwd|4dr|2dr|4d|2d|[vil][468]|w|with|crew|cab|supercrew|supercab|crewmax|double|quad|king|extended|regular|reg|ext|access|club|mega|sedan|coupe|suv|van|pickup|truck|wagon|hatchback|convertible|minivan|sd|super|duty|automatic|manual|auto|cvt|long|short|bed|and|the|srw|drw|door|passenger|pkg|package|awd|utility|p|u|pu|tk)$/;

const tidyWord = (word: string): string => {
  const known = displayByKey.get(word);
  if (known !== undefined) return known;
  if (/^\d{3}(?:i|d|e|xi|li|h)$/.test(word)) return word;
  if (/^e[1-5][05]0$/.test(word)) return `E-${word.slice(1)}`;
  return word.length <= 4 && !/^(?:base|plus|pack|auto|tech|sport|line|gran)$/.test(word)
    ? word.toUpperCase()
    : word.charAt(0).toUpperCase() + word.slice(1);
};

/** A stated trim in its display form: `lariat` → `Lariat`, `ex-l` → `EX-L`. Body, cab and drive words are left out. */
export const canonicalTrim = remember(5000, readTrim);

function readTrim(text: string): string | undefined {
  const words = text
    .slice(0, 80)
    .toLowerCase()
    // Ford's vans: one word, or the number would be taken for an engine's
    .replace(/\be[- ]([1-5][05]0)\b/g, 'e$1')
    .split(/[^a-z0-9.]+/)
    .filter((word) => word !== '');
  const kept: string[] = [];
  for (let at = 0; at < words.length; ) {
    const pair = displayByKey.get(words.slice(at, at + 2).join(' '));
    const word = words[at] ?? '';
    if (pair !== undefined && at + 1 < words.length) {
      kept.push(pair);
      at += 2;
    } else {
      if (!notTrim.test(word) || displayByKey.has(word)) kept.push(tidyWord(word));
      at += 1;
    }
  }
  const unique = kept.filter((name, index) => kept.indexOf(name) === index);
  return unique.length === 0 ? undefined : unique.join(' ');
}

/** The first known trim within the words after a model in running text; weak words count only as the very first. */
export function findTrimInWords(words: readonly string[], from: number): string | undefined {
  const last = Math.min(words.length, from + 6);
  for (let at = from; at < last; at += 1) {
    const pair = displayByKey.get(`${words[at]} ${words[at + 1] ?? ''}`);
    if (pair !== undefined) return pair;
    const word = words[at] ?? '';
    const single = displayByKey.get(word);
    if (single !== undefined && (at === from || !weakInTitle.has(word))) return single;
  }
  return undefined;
}

/** A word that is a trim's name by itself, whatever stands beside it. */
export const isKnownTrim = (text: string): boolean => displayByKey.has(text.toLowerCase());

/**
 * vPIC's trim in its display form. Undefined where vPIC lists several that the VIN does not tell apart
 * ("LE/XLE"), or words that are no trim ("Single Rear Wheel").
 */
export function toDecodedTrim(text: string): string | undefined {
  if (/[/,;|]| or /i.test(text.replace(/\br\/t\b/gi, 'RT'))) return undefined;
  const words = text.toLowerCase().split(/[^a-z0-9]+/);
  const isTrim = words.some(
    (word, at) => displayByKey.has(word) || displayByKey.has(`${word} ${words[at + 1] ?? ''}`),
  );
  return isTrim && words.length <= 5 ? canonicalTrim(text) : undefined;
}

/** Version and trim as one: `328i` + `xdrive` → `328i`, `E-350` + `xlt` → `E-350 XLT`. A numbered version stays as it is. */
export function joinTrim(version: string | undefined, trimText: string): string | undefined {
  const trim = canonicalTrim(trimText);
  const lead = version !== undefined && /\d/.test(version) ? version : canonicalTrim(version ?? '');
  if (lead === undefined || trim === undefined) return lead ?? trim;
  return trim.startsWith(lead) ? trim : `${lead} ${trim}`;
}
