import { findHeavyChassis, findHeavyChassisAlone, type HeavyChassis } from './terms/gross-weight.ts';
import { type Make, type Model, makes, models, roadModelsOfEquipmentMakes } from './terms/vehicle-names.ts';
import type { Words } from './words.ts';

/** A vehicle's name as the words give it: any of year, make and model may be missing, but not all of make and model. */
export interface VehicleName {
  readonly year?: number;
  readonly make?: string;
  readonly model?: string;
  readonly builds: Make['builds'];
  readonly heavy?: HeavyChassis;
  /** First and last word of the name. */
  readonly from: number;
  readonly to: number;
}

const MODEL_WITHIN_WORDS = 3;
const OFF_ROAD_MODEL = /^(?:\d{2,4})?(?:trx|lt|kvf|yfz|yfm|klf|rzr|xuv|lta)\d{0,4}[a-z]{0,3}$/;
const offRoadModels = new Set(
  'rancher,foreman,recon,rincon,pioneer,talon,fourtrax,grizzly,kodiak,rhino,viking,wolverine,raptor,kingquad,ozark,eiger,mule,teryx,bayou,prairie,banshee,waverunner'.split(
    ',',
  ),
);
const offRoadMakers = new Set(['Honda', 'Yamaha', 'Suzuki', 'Kawasaki']);
const farmFordModels = new Set([
  '8n',
  '9n',
  '2n',
  'naa',
  'jubilee',
  '555',
  '545',
  '3000',
  '4000',
  '5000',
  '7000',
  '8000 tractor',
  '1710',
  '1910',
]);

/** A model year 1900–2049 written in full; undefined for any other word. */
export function readYear(word: string | undefined): number | undefined {
  return word !== undefined && /^(?:19\d\d|20[0-4]\d)$/.test(word) ? Number(word) : undefined;
}

/** Year just before the word at `at` (one word such as a colour may stand between), or just after it. */
function findYear({ words }: Words, from: number, to: number): { year: number; at: number } | undefined {
  for (const at of [from - 1, from - 2, to + 1]) {
    const year = readYear(words[at]);
    if (year !== undefined) return { year, at };
  }
  return undefined;
}

function findModelAfter(
  { words }: Words,
  make: string,
  after: number,
): { name: string; to: number; heavy?: HeavyChassis } | undefined {
  for (let at = after + 1; at <= after + MODEL_WITHIN_WORDS && at < words.length; at += 1) {
    const word = words[at] ?? '';
    const heavy = findHeavyChassis(make, word);
    if (heavy !== undefined) return { name: word.toUpperCase(), to: at, heavy };
    const model = models.findAt(words, at, (candidate) => isModelOf(candidate, make));
    if (model === undefined) continue;
    const next = words[at + model.length] ?? '';
    const heavierTrim = findHeavyChassis(make, next);
    if (heavierTrim !== undefined)
      return { name: `${model.meaning.name} ${next}`, to: at + model.length, heavy: heavierTrim };
    return { name: model.meaning.name, to: at + model.length - 1 };
  }
  return undefined;
}

const isModelOf = (model: Model, make: string): boolean =>
  model.make === make || model.speaksAlone || sharesModels(model.make, make);

/** Badges that were sold under two makes, or are written so. */
function sharesModels(a: string, b: string): boolean {
  const pair = a < b ? `${a}/${b}` : `${b}/${a}`;
  return (
    pair === 'Dodge/Ram' ||
    pair === 'Chevrolet/GMC' ||
    pair === 'Freightliner/Mercedes-Benz' ||
    pair === 'Dodge/Mercedes-Benz' ||
    pair === 'Scion/Toyota'
  );
}

function nameFromMake(text: Words, make: Make, from: number, length: number): VehicleName | undefined {
  const { words } = text;
  const to = from + length - 1;
  const model = findModelAfter(text, make.name, to);
  const yearFound = findYear(text, from, model?.to ?? to);
  const next = words[to + 1] ?? '';
  if (make.needsYearOrModel && yearFound === undefined && model === undefined) return undefined;
  // `16GB RAM`, `2018 server 256 GB RAM`
  if (make.name === 'Ram' && /^(?:\d{1,4})?(?:gb|g|mb|tb)$|^ddr\d$|^memory$/.test(words[from - 1] ?? ''))
    return undefined;
  let builds = make.builds;
  if (offRoadMakers.has(make.name)) {
    for (let at = to + 1; at <= to + 2; at += 1) {
      const word = words[at] ?? '';
      if (OFF_ROAD_MODEL.test(word) || offRoadModels.has(word)) builds = 'equipment';
    }
  }
  if (make.name === 'Ford' && model === undefined && farmFordModels.has(next)) builds = 'equipment';
  if (model?.heavy === 'truck' || model?.heavy === 'van_chassis') builds = 'commercial_truck';
  else if (model?.heavy === 'motor_home') builds = 'equipment';
  else if (model !== undefined && (roadModelsOfEquipmentMakes.has(model.name) || model.name === 'sprinter'))
    builds = 'road_vehicle';
  return {
    ...(yearFound === undefined ? {} : { year: yearFound.year }),
    make: make.name,
    ...(model === undefined
      ? {}
      : { model: model.name, ...(model.heavy === undefined ? {} : { heavy: model.heavy }) }),
    builds,
    from: yearFound !== undefined && yearFound.at < from ? yearFound.at : from,
    to: model?.to ?? to,
  };
}

const speaksAlone = (model: Model): boolean => model.speaksAlone;

function nameFromModel(text: Words, at: number): VehicleName | undefined {
  const heavy = findHeavyChassisAlone(text.words[at] ?? '');
  const found =
    heavy === undefined
      ? (models.findAt(text.words, at, speaksAlone) ?? models.findAt(text.words, at))
      : undefined;
  if (heavy === undefined && found === undefined) return undefined;
  const to = at + (found?.length ?? 1) - 1;
  const yearBefore = readYear(text.words[at - 1]);
  // `Explorer`, `Escape` or `5` mean other things; the year must stand right before them, and a bare number is no name
  if (
    found !== undefined &&
    !found.meaning.speaksAlone &&
    (yearBefore === undefined || !/[a-z]/.test(found.meaning.name))
  )
    return undefined;
  return {
    ...(yearBefore === undefined ? {} : { year: yearBefore }),
    model: found?.meaning.name ?? text.words[at]?.toUpperCase() ?? '',
    builds: heavy === undefined ? 'road_vehicle' : 'commercial_truck',
    ...(heavy === undefined ? {} : { heavy }),
    from: yearBefore === undefined ? at : at - 1,
    to,
  };
}

const completeness = (name: VehicleName): number =>
  (name.make === undefined ? 0 : 2) + (name.model === undefined ? 0 : 2) + (name.year === undefined ? 0 : 1);

/** The most complete vehicle name in words `from` (included) to `end` (excluded), the earliest of equals. */
export function findVehicleName(text: Words, from: number, end: number): VehicleName | undefined {
  let best: VehicleName | undefined;
  for (let at = from; at < end; at += 1) {
    const make = makes.findAt(text.words, at);
    const name =
      make === undefined ? nameFromModel(text, at) : nameFromMake(text, make.meaning, at, make.length);
    if (name !== undefined && (best === undefined || completeness(name) > completeness(best))) best = name;
    if (best !== undefined && completeness(best) === 5) break;
  }
  return best;
}
