import { readBody, readDrive, readFuel } from './names/equipment.ts';
import { canonicalMake } from './names/makes.ts';
import { refineModel } from './names/refine-model.ts';
import { joinTrim, toDecodedTrim } from './names/trims.ts';
import type { DecodedVin } from './vehicle.ts';
import type { RawVinFacts } from './vin-decoder.ts';

/** vPIC's ids of vehicle types. */
const vehicleTypes: Readonly<Record<number, NonNullable<DecodedVin['vehicleType']>>> = {
  1: 'motorcycle',
  2: 'car',
  3: 'truck',
  5: 'bus',
  6: 'trailer',
  7: 'mpv',
  9: 'other',
  10: 'incomplete',
  13: 'other',
};

const titleCase = (text: string): string =>
  text
    .toLowerCase()
    .replace(/(?:^|[\s-])[a-z]/g, (start) => start.toUpperCase())
    .slice(0, 60);

const bodyByWord: readonly (readonly [word: string, body: string])[] = [
  ['convertible', 'Convertible'],
  ['roadster', 'Convertible'],
  ['coupe', 'Coupe'],
  ['hatchback', 'Hatchback'],
  ['sedan', 'Sedan'],
  ['wagon', 'Wagon'],
  ['minivan', 'Minivan'],
  ['cargo van', 'Cargo Van'],
  ['step van', 'Cargo Van'],
  ['van', 'Van'],
  ['crossover', 'SUV'],
  ['sport utility', 'SUV'],
  ['pickup', 'Pickup'],
  ['bus', 'Bus'],
  ['motorcycle', 'Motorcycle'],
  ['limousine', 'Limousine'],
  ['cutaway', 'Cutaway'],
  ['chassis cab', 'Chassis Cab'],
];

function toBody(bodyClass: string, trimText: string): string | undefined {
  const lower = bodyClass.toLowerCase();
  const body = bodyByWord.find(([word]) => lower.includes(word))?.[1];
  if (body !== 'Pickup') return body;
  return readBody(trimText, 'title') ?? body;
}

function toFuel(facts: RawVinFacts, words: string): DecodedVin['fuel'] {
  const primary = (facts.text.get('f') ?? '').toLowerCase();
  const secondary = (facts.text.get('g') ?? '').toLowerCase();
  const level = facts.text.get('e') ?? '';
  const named = readFuel(words);
  if (/PHEV/.test(level) || named === 'plug_in_hybrid') return 'plug_in_hybrid';
  if (/BEV/.test(level)) return 'electric';
  if (primary.includes('electric'))
    return secondary === '' || secondary.includes('electric') ? 'electric' : 'hybrid';
  if (/HEV/.test(level) || secondary.includes('electric') || named === 'hybrid') return 'hybrid';
  if (primary.includes('flexible') || secondary.includes('e85') || secondary.includes('ethanol'))
    return 'flex';
  if (primary.includes('diesel')) return 'diesel';
  if (primary.includes('natural gas')) return 'cng';
  if (primary.includes('gasoline')) return 'gas';
  return primary === '' ? undefined : 'other';
}

const numberWithin = (text: string | undefined, low: number, high: number): number | undefined => {
  const value = Number(text);
  return text !== undefined && value >= low && value <= high ? value : undefined;
};

/** vPIC's words → canonical names and our own small sets of values. */
export function toDecodedVin(facts: RawVinFacts): DecodedVin {
  const makeName = canonicalMake(facts.make) ?? titleCase(facts.make);
  const series = facts.text.get('s') ?? '';
  const trimText = facts.text.get('t') ?? '';
  const words = `${facts.model ?? ''} ${series} ${trimText}`;
  const fuel = toFuel(facts, words);
  const gvwr = facts.text.get('w');
  const known =
    facts.model === undefined
      ? undefined
      : refineModel(makeName, facts.model, {
          words: `${series} ${trimText}`,
          ...(facts.year === undefined ? {} : { year: facts.year }),
          ...(fuel === undefined ? {} : { fuel }),
          ...(gvwr === undefined ? {} : { gvwr }),
        });
  const ownTrim = toDecodedTrim(trimText === '' ? series : trimText);
  const trim = joinTrim(known?.version, ownTrim ?? '');
  const decoded: { -readonly [K in keyof DecodedVin]: DecodedVin[K] } = {
    make: known?.make ?? makeName,
    vehicleType: vehicleTypes[facts.vehicleTypeId] ?? 'other',
  };
  const model = known?.model ?? facts.model;
  if (model !== undefined) decoded.model = model;
  if (facts.year !== undefined) decoded.year = facts.year;
  if (trim !== undefined) decoded.trim = trim;
  if (series !== '') decoded.series = series;
  const body = toBody(facts.text.get('b') ?? '', `${series} ${trimText}`);
  if (body !== undefined) decoded.body = body;
  const drive = readDrive(`${facts.text.get('d') ?? ''} ${words}`);
  if (drive !== undefined) decoded.drive = drive;
  const cylinders = numberWithin(facts.text.get('c'), 1, 16);
  if (cylinders !== undefined) decoded.engineCylinders = cylinders;
  const liters = numberWithin(facts.text.get('l'), 0.1, 30);
  if (liters !== undefined) decoded.engineLiters = Math.round(liters * 10) / 10;
  if (fuel !== undefined) decoded.fuel = fuel;
  if (gvwr !== undefined) decoded.gvwrClass = gvwr;
  const country = facts.text.get('p') ?? facts.country;
  if (country !== undefined) decoded.plantCountry = country;
  if (facts.modelInferred) decoded.modelInferred = true;
  return decoded;
}
