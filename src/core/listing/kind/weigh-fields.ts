import type { ListingFacts } from '../listing.ts';
import type { Evidence } from './evidence.ts';
import { findVehicleName } from './find-vehicle-name.ts';
import { things } from './terms/things.ts';
import { weighName } from './weigh-name.ts';
import { splitWords } from './words.ts';

const LONGEST_FIELD = 60;
const VIN = /^[A-HJ-NPR-Z0-9]{17}$/;

/** Bodies as sources write them, cut short by some: `MOTORIZE` is a motor home, `TRACTOR` after a truck maker a truck tractor. */
const bodies: ReadonlyMap<string, Evidence['kind']> = new Map([
  ['sedan', 'road_vehicle'],
  ['coupe', 'road_vehicle'],
  ['converti', 'road_vehicle'],
  ['convertible', 'road_vehicle'],
  ['hatchbac', 'road_vehicle'],
  ['hatchback', 'road_vehicle'],
  ['pickup', 'road_vehicle'],
  ['suv', 'road_vehicle'],
  ['wagon', 'road_vehicle'],
  ['van', 'road_vehicle'],
  ['minivan', 'road_vehicle'],
  ['spor', 'road_vehicle'],
  ['road', 'road_vehicle'],
  ['supercrew', 'road_vehicle'],
  ['motorize', 'equipment'],
  ['motorized', 'equipment'],
  ['trailer', 'equipment'],
  ['boat', 'equipment'],
]);

function weighBody(body: string, truckMaker: boolean): Evidence | undefined {
  for (const word of splitWords(body, LONGEST_FIELD).words) {
    if (word === 'tractor') {
      return {
        kind: truckMaker ? 'commercial_truck' : 'equipment',
        weight: 2,
        reason: `body is ${body.slice(0, LONGEST_FIELD)}`,
      };
    }
    const kind = bodies.get(word);
    if (kind !== undefined)
      return {
        kind,
        weight: kind === 'equipment' ? 5 : 1.5,
        reason: `body is ${body.slice(0, LONGEST_FIELD)}`,
      };
  }
  return undefined;
}

/** What the source's own fields say: make and model where the title named none, body, VIN, odometer. */
export function weighFields(facts: ListingFacts, titleNamesVehicle: boolean): Evidence[] {
  const evidence: Evidence[] = [];
  const fields = splitWords(
    `${facts.year ?? ''} ${(facts.make ?? '').slice(0, LONGEST_FIELD)} ${(facts.model ?? '').slice(0, LONGEST_FIELD)}`,
    2 * LONGEST_FIELD + 10,
  );
  const name = findVehicleName(fields, 0, fields.words.length);
  if (name !== undefined && !titleNamesVehicle) evidence.push(weighName(name, 'fields', 0.8));
  else if (name !== undefined && name.heavy !== undefined) evidence.push(weighName(name, 'fields', 0.5));
  for (let at = 0; at < fields.words.length; at += 1) {
    const match = things.findAt(fields.words, at);
    if (match !== undefined && match.meaning.kind === 'equipment' && name?.builds !== 'road_vehicle') {
      evidence.push({ kind: 'equipment', weight: 3, reason: `model is "${match.meaning.name}"` });
    }
  }
  if (facts.body !== undefined) {
    const body = weighBody(facts.body, name?.builds === 'commercial_truck');
    if (body !== undefined) evidence.push(body);
  }
  if (facts.vin !== undefined && VIN.test(facts.vin)) {
    evidence.push({
      kind: 'road_vehicle',
      weight: 1,
      reason: 'it has a 17-character VIN',
      also: { kind: 'commercial_truck', weight: 1 },
    });
  }
  if (facts.odometerMiles !== undefined && facts.odometerMiles > 0) {
    evidence.push({
      kind: 'road_vehicle',
      weight: 0.5,
      reason: 'it has an odometer reading in miles',
      also: { kind: 'commercial_truck', weight: 0.5 },
    });
  }
  return evidence;
}
