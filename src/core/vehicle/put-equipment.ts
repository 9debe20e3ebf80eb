import type { ListingFacts } from '../listing/listing.ts';
import { firstKnown, type Put } from './draft.ts';
import { readBody, readDrive, readEngine, readFuel, readTransmission } from './names/equipment.ts';
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
  const statedBody = facts.body === undefined ? undefined : readBody(facts.body, 'field');
  const fits = (body: string | undefined): string | undefined =>
    body === undefined || isPickup === undefined || fitsBody(body, isPickup) ? body : undefined;
  put(
    'body',
    firstKnown(
      [fits(statedBody), 'stated'],
      [fits(readBody(rest, 'title')), 'stated'],
      [fits(readBody(facts.title, 'title')), 'title'],
      [fits(fromVin.body), 'vin'],
    ),
  );
  const statedDrive = facts.drive === undefined ? undefined : readDrive(facts.drive);
  put(
    'drive',
    firstKnown(
      [statedDrive, 'stated'],
      [readDrive(rest), 'stated'],
      [readDrive(facts.title), 'title'],
      [fromVin.drive, 'vin'],
    ),
  );
  const engine = facts.engine === undefined ? {} : readEngine(facts.engine);
  const titleEngine = readEngine(facts.title);
  const statedCylinders =
    facts.cylinders !== undefined && facts.cylinders >= 1 && facts.cylinders <= 16
      ? facts.cylinders
      : undefined;
  put(
    'engineCylinders',
    firstKnown(
      [fromVin.engineCylinders, 'vin'],
      [statedCylinders, 'stated'],
      [engine.cylinders, 'stated'],
      [titleEngine.cylinders, 'title'],
    ),
  );
  put(
    'engineLiters',
    firstKnown([fromVin.engineLiters, 'vin'], [engine.liters, 'stated'], [titleEngine.liters, 'title']),
  );
  const statedFuel = facts.fuel === undefined ? undefined : readFuel(facts.fuel);
  put(
    'fuel',
    firstKnown(
      [fromVin.fuel, 'vin'],
      [statedFuel, 'stated'],
      [readFuel(rest), 'stated'],
      [readFuel(facts.title), 'title'],
    ),
  );
  const statedTransmission =
    facts.transmission === undefined ? undefined : readTransmission(facts.transmission);
  put('transmission', firstKnown([statedTransmission, 'stated'], [readTransmission(facts.title), 'title']));
  const color = facts.color?.trim().toLowerCase().slice(0, 40) ?? '';
  if (/[a-z]/.test(color)) put('color', [color, 'stated']);
}
