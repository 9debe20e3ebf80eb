import type { ListingFacts } from '../listing/listing.ts';
import { firstKnown, type Put } from './draft.ts';
import { readEngine, readEquipment } from './names/equipment.ts';
import type { Equipment } from './names/equipment-phrases.ts';
import { isKnownTrim, joinTrim } from './names/trims.ts';
import type { Stated } from './read-stated.ts';
import type { TitleReading } from './read-title.ts';
import type { DecodedVin } from './vehicle.ts';

/** Some run lists cut names to ten characters: "EXPLORER X" was an XLT. */
const cutLength = 10;

/** Drops the last word of a cut name, unless it is a whole trim that the VIN does not contradict. */
function withoutCutWord(written: string, rest: string, vinTrim: string | undefined): string {
  if (written.length !== cutLength || rest === '') return rest;
  const words = rest.split(' ');
  const last = words.at(-1) ?? '';
  const isWhole =
    last.length > 1 && isKnownTrim(last) && (vinTrim === undefined || vinTrim.toLowerCase() === last);
  return isWhole ? rest : words.slice(0, -1).join(' ');
}

/** Cabs are of pickups, and nothing else has one: "Power Wagon" is no wagon, an "extended" van has no cab. */
function fitsBody(body: string, isPickup: boolean): boolean {
  if (/^(?:Crew|Extended|Regular) Cab$|^Pickup$/.test(body)) return isPickup;
  return !isPickup || body === 'Chassis Cab' || body === 'Convertible';
}

/** Trim, body, drive, engine, fuel, transmission and colour. `isPickup` is undefined where the kind is unknown. */
export function putEquipment(
  put: Put,
  facts: ListingFacts,
  stated: Stated,
  title: TitleReading,
  fromVin: DecodedVin,
  isPickup: boolean | undefined,
): void {
  const ownRest = withoutCutWord(facts.model ?? '', stated.match?.rest ?? '', fromVin.trim);
  const rest = `${ownRest} ${facts.trim ?? ''}`.trim();
  const statedTrim = joinTrim(stated.match?.version, facts.trim ?? ownRest);
  put('trim', firstKnown([statedTrim, 'stated'], [title.trim, 'title'], [fromVin.trim, 'vin']));
  const field = (text: string | undefined): Equipment =>
    text === undefined ? {} : readEquipment(text, 'field');
  const ofRest = rest === '' ? {} : readEquipment(rest, 'title');
  const ofTitle = readEquipment(facts.title, 'title');
  const fits = (body: string | undefined): string | undefined =>
    body === undefined || isPickup === undefined || fitsBody(body, isPickup) ? body : undefined;
  put(
    'body',
    firstKnown(
      [fits(field(facts.body).body), 'stated'],
      [fits(ofRest.body), 'stated'],
      [fits(ofTitle.body), 'title'],
      [fits(fromVin.body), 'vin'],
    ),
  );
  put(
    'drive',
    firstKnown(
      [field(facts.drive).drive, 'stated'],
      [ofRest.drive, 'stated'],
      [ofTitle.drive, 'title'],
      [fromVin.drive, 'vin'],
    ),
  );
  const engine = facts.engine === undefined ? {} : readEngine(facts.engine);
  const titleEngine = readEngine(facts.title);
  const cylinders =
    facts.cylinders !== undefined && isCylinderCount(facts.cylinders) ? facts.cylinders : undefined;
  put(
    'engineCylinders',
    firstKnown(
      [fromVin.engineCylinders, 'vin'],
      [cylinders, 'stated'],
      [engine.cylinders, 'stated'],
      [titleEngine.cylinders, 'title'],
    ),
  );
  put(
    'engineLiters',
    firstKnown([fromVin.engineLiters, 'vin'], [engine.liters, 'stated'], [titleEngine.liters, 'title']),
  );
  put(
    'fuel',
    firstKnown(
      [fromVin.fuel, 'vin'],
      [field(facts.fuel).fuel, 'stated'],
      [ofRest.fuel, 'stated'],
      [ofTitle.fuel, 'title'],
    ),
  );
  put(
    'transmission',
    firstKnown([field(facts.transmission).transmission, 'stated'], [ofTitle.transmission, 'title']),
  );
  const color = facts.color?.trim().toLowerCase().slice(0, 40) ?? '';
  if (/[a-z]/.test(color)) put('color', [color, 'stated']);
}

const isCylinderCount = (count: number): boolean => Number.isInteger(count) && count >= 1 && count <= 16;
