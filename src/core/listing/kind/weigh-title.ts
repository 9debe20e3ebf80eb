import type { Evidence } from './evidence.ts';
import { findVehicleName, readYear, type VehicleName } from './find-vehicle-name.ts';
import { type Thing, things, vehicleWords } from './terms/things.ts';
import { weighName, writeName } from './weigh-name.ts';
import type { Words } from './words.ts';

interface ThingFound {
  readonly thing: Thing;
  readonly from: number;
  readonly to: number;
}

/** What follows these words is what the lot fits, or what comes with it, and not the lot itself. */
const fitsWords = new Set('for,fits,fit,fitting,from,off,compatible,to'.split(','));
const withWords = new Set(
  'with,w,including,includes,incl,plus,has,needs,need,without,missing,no,having'.split(','),
);
/** `for parts`, `for sale`: not a vehicle that something fits. */
const notFitted = new Set(
  'parts,sale,repair,repairs,scrap,salvage,rebuild,restoration,export,auction,pick,pickup'.split(','),
);

interface Head {
  readonly end: number;
  readonly fits: boolean;
}

/** Where the lot's own name ends. */
function findHead({ words }: Words): Head {
  for (let at = 1; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (fitsWords.has(word) && !notFitted.has(words[at + 1] ?? '') && !readYearRange(words, at))
      return { end: at, fits: true };
    if (withWords.has(word)) return { end: at, fits: false };
  }
  return { end: words.length, fits: false };
}

/** `1997 to 2003` */
const readYearRange = (words: readonly string[], at: number): boolean =>
  words[at] === 'to' && readYear(words[at + 1]) !== undefined;

function findThings({ words }: Words, end: number, name: VehicleName | undefined): ThingFound[] {
  const found: ThingFound[] = [];
  for (let at = 0; at < end; at += 1) {
    const match = things.findAt(words, at);
    if (match === undefined) continue;
    const to = at + match.length - 1;
    // `Dodge Charger`, `Ford Transit` and `Ford Pickup` are names, unless the phrase runs past them
    const insideName = name !== undefined && at >= name.from && to <= name.to;
    if (!insideName || match.meaning.likeness === true) found.push({ thing: match.meaning, from: at, to });
    at = to;
  }
  return found;
}

const conditionBefore = new Set(
  'bad,blown,no,missing,needs,need,locked,knocking,seized,damaged,broken,cracked,worn,flat,new,dead,rough,rusted,torn,weak,failed,removed,noisy,replaced,leaking,faulty,low,good,fair,short,long'.split(
    ',',
  ),
);
const conditionAfter = new Set(
  'problem,problems,issue,issues,knock,knocks,noise,damage,damaged,inop,inoperable,bad,locked,needs,need,out,removed,missing,slips,slipping,blown,failure,trouble,broken,cracked,dead,leaks,leak,seized,does,is,not,unknown,runs,work,works,warped,torn,noisy,replaced,worn,knocking'.split(
    ',',
  ),
);
const partTail = new Set(
  'assembly,set,sets,pair,pairs,kit,only,lot,used,new,complete,oem,left,right,front,rear,and,of,x,qty,pcs,pc,each'.split(
    ',',
  ),
);

/** A part named beside a vehicle is a remark on its condition or equipment, unless the part is what the phrase ends in. */
function isRemark(
  { words, segments }: Words,
  found: ThingFound,
  all: readonly ThingFound[],
  name: VehicleName | undefined,
): boolean {
  if (name === undefined || found.thing.kind === 'commercial_truck' || found.thing.kind === 'road_vehicle')
    return false;
  if (found.to < name.from) return false;
  if (segments[found.from] !== segments[name.to] && words[found.to + 1] !== 'only') return true;
  if (conditionBefore.has(words[found.from - 1] ?? '') || conditionAfter.has(words[found.to + 1] ?? ''))
    return true;
  if (found.thing.kind !== 'parts_only') return false;
  for (let at = found.to + 1; at < words.length && segments[at] === segments[found.to]; at += 1) {
    const word = words[at] ?? '';
    const isOtherPart = all.some(
      (other) => other.thing.kind === 'parts_only' && at >= other.from && at <= other.to,
    );
    if (!isOtherPart && !partTail.has(word) && !/^\d{1,3}$/.test(word)) {
      return !fitsWords.has(word);
    }
  }
  return false;
}

function hasVehicleNearBy({ words }: Words, name: VehicleName | undefined): boolean {
  return name !== undefined || words.some((word) => vehicleWords.has(word));
}

/** The thing that the head is: the last one of the first phrase that names one. */
function chooseThing(
  text: Words,
  found: readonly ThingFound[],
  name: VehicleName | undefined,
): ThingFound | undefined {
  const likeness = found.find(({ thing }) => thing.likeness);
  if (likeness !== undefined) return likeness;
  let chosen: ThingFound | undefined;
  for (const candidate of found) {
    if (candidate.thing.feature === true || isRemark(text, candidate, found, name)) continue;
    const samePhrase = chosen === undefined || text.segments[candidate.from] === text.segments[chosen.to];
    // `street sweeper truck` is a sweeper
    if (chosen?.thing.kind === 'commercial_truck' && candidate.thing.anyTruck === true) continue;
    const chosenIsVague = chosen?.thing.anyTruck === true;
    if (samePhrase || chosenIsVague) chosen = candidate;
  }
  return chosen;
}

/** `2010 Ford F-350 service body` is a truck with that body; `Ford F-350 service body` may be the body alone. */
const isWholeVehicleBefore = (name: VehicleName | undefined, at: number): boolean =>
  name?.year !== undefined && name.make !== undefined && name.to < at;

/** International built farm tractors too: there only a truck's model number counts. */
const buildsTruckTractors = (name: VehicleName | undefined): boolean =>
  name?.builds === 'commercial_truck' && (name.make !== 'International' || name.heavy !== undefined);

function weighThing(text: Words, { thing, from }: ThingFound, name: VehicleName | undefined): Evidence {
  const says = `title says "${thing.name}"`;
  if (thing.anyTruck === true) {
    return {
      kind: 'road_vehicle',
      weight: thing.weight,
      reason: says,
      also: { kind: 'commercial_truck', weight: thing.weight },
    };
  }
  if (thing.needsVehicleNearBy === true && !hasVehicleNearBy(text, name)) {
    return { kind: 'not_a_vehicle', weight: 1, reason: `${says}, and nothing about a vehicle` };
  }
  if (thing.chassisDecides === true && name?.builds === 'commercial_truck' && name.heavy !== 'van_chassis') {
    return { kind: 'commercial_truck', weight: thing.weight, reason: `${says}, on a heavy truck chassis` };
  }
  if (thing.name === 'tractor' && buildsTruckTractors(name)) {
    return {
      kind: 'commercial_truck',
      weight: thing.weight,
      reason: `${says}, by a maker of truck tractors`,
    };
  }
  if (thing.onVehicle !== undefined && isWholeVehicleBefore(name, from)) {
    return {
      kind: thing.onVehicle,
      weight: thing.onVehicle === 'road_vehicle' ? 1 : thing.weight,
      reason: `${says}, on the vehicle it names`,
    };
  }
  const laterPhrase = name !== undefined && name.to < from && text.segments[from] !== text.segments[name.to];
  return { kind: thing.kind, weight: laterPhrase ? thing.weight * 0.7 : thing.weight, reason: says };
}

export interface TitleReading {
  readonly evidence: readonly Evidence[];
  /** The vehicle that the lot itself is, if the title names one. */
  readonly name?: VehicleName;
}

/** Reads a title: the vehicle it names, the thing it names, and which of the two the lot is. */
export function weighTitle(text: Words): TitleReading {
  const head = findHead(text);
  const name = findVehicleName(text, 0, head.end);
  const chosen = chooseThing(text, findThings(text, head.end, name), name);
  const evidence: Evidence[] = [];
  if (chosen !== undefined) evidence.push(weighThing(text, chosen, name));
  if (name !== undefined) {
    const isVehicleThing =
      chosen === undefined ||
      chosen.thing.kind === 'road_vehicle' ||
      chosen.thing.kind === 'commercial_truck' ||
      (chosen.thing.onVehicle !== undefined && isWholeVehicleBefore(name, chosen.from));
    evidence.push(weighName(name, 'title', isVehicleThing && chosen?.thing.likeness !== true ? 1 : 0.4));
    return { evidence, name };
  }
  const fitted = head.fits ? findVehicleName(text, head.end, text.words.length) : undefined;
  const fitsVehicleWord =
    head.fits && text.words.slice(head.end, head.end + 3).some((word) => vehicleWords.has(word));
  const chosenPart = chosen !== undefined && chosen.thing.kind === 'parts_only';
  if (fitted !== undefined && (chosen === undefined || chosenPart)) {
    evidence.push({
      kind: 'parts_only',
      weight: 4,
      reason: `title says that it fits or comes from a ${writeName(fitted)}`,
    });
  } else if (fitsVehicleWord && chosenPart) {
    evidence.push({
      kind: 'parts_only',
      weight: 1,
      reason: 'title says that it comes from or fits a vehicle',
    });
  }
  return { evidence };
}
