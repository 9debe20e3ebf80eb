import type { Evidence } from './evidence.ts';
import { findVehicleName } from './find-vehicle-name.ts';
import { type Thing, things } from './terms/things.ts';
import { weighName } from './weigh-name.ts';
import type { Words } from './words.ts';

/** A description opens with what the lot is; later words speak of fees, pick-up and attachments. */
const OPENING_WORDS = 45;

const vehicleSigns = new Set('vin,odometer,mileage,miles,drivetrain,transmission'.split(','));
const heavyBodies = new Set('conventional,tandem,tilt'.split(','));
const engineSigns = new Set('v6,v8,v10,v12,l3,l4,l5,l6,ohv,sohc,dohc,ffv'.split(','));

function findOpeningThing({ words }: Words, titleNamesVehicle: boolean): Thing | undefined {
  const end = Math.min(words.length, OPENING_WORDS);
  for (let at = 0; at < end; at += 1) {
    const match = things.findAt(words, at);
    if (match === undefined) continue;
    at += match.length - 1;
    const thing = match.meaning;
    if (
      thing.feature === true ||
      thing.anyTruck === true ||
      thing.needsVehicleNearBy === true ||
      thing.kind === 'parts_only'
    )
      continue;
    // a vehicle is paid by wire and viewed by appointment at a desk
    if (titleNamesVehicle && thing.kind === 'not_a_vehicle') continue;
    // `dirtbike fender` is a fender
    if (things.findAt(words, at + 1)?.meaning.kind === 'parts_only') continue;
    return thing;
  }
  return undefined;
}

function countVehicleSigns({ words }: Words): number {
  const seen = new Set<string>();
  for (const word of words) {
    if (vehicleSigns.has(word) || (word.length < 5 && engineSigns.has(word))) seen.add(word);
  }
  return seen.size;
}

const openingWeight: Readonly<Record<Thing['kind'], number>> = {
  road_vehicle: 1.2,
  commercial_truck: 2.5,
  equipment: 1.2,
  not_a_vehicle: 1.2,
  parts_only: 0,
};

/** What a description adds. Weak beside the title: it names pick-up trailers, attachments and the seller's other lots. */
export function weighDescription(text: Words, titleNamesVehicle: boolean): Evidence[] {
  const evidence: Evidence[] = [];
  const thing = findOpeningThing(text, titleNamesVehicle);
  // a bus body on a class 3 van is a 15-passenger van
  const isPassengerVan = thing?.name === 'bus' && titleNamesVehicle;
  if (thing !== undefined && !isPassengerVan) {
    evidence.push({
      kind: thing.kind,
      weight: openingWeight[thing.kind],
      reason: `description opens with "${thing.name}"`,
    });
  }
  const signs = countVehicleSigns(text);
  if (signs >= 2) {
    const weight = Math.min(1.5, signs * 0.4);
    evidence.push({
      kind: 'road_vehicle',
      weight,
      reason: 'description speaks of mileage, VIN or engine',
      also: { kind: 'commercial_truck', weight },
    });
  }
  if (
    text.words
      .slice(0, OPENING_WORDS)
      .some((word, at, all) => heavyBodies.has(word) && /^(?:cab|axle|l\d|\d+)$/.test(all[at + 1] ?? ''))
  ) {
    evidence.push({
      kind: 'commercial_truck',
      weight: 1.2,
      reason: 'description gives the body of a heavy truck',
    });
  }
  if (!titleNamesVehicle) {
    const name = findVehicleName(text, 0, Math.min(text.words.length, 12));
    if (name?.make !== undefined) {
      const named = weighName(name, 'title', 0.35);
      evidence.push({ ...named, reason: named.reason.replace('title names', 'description opens with') });
    }
  }
  return evidence;
}
