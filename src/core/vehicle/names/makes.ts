import { compactKey } from './compact-key.ts';

/**
 * Canonical display name and the other ways that people, run lists and vPIC write it.
 * Passenger makes first, then the makers of trucks, buses and motorcycles that auctions of surplus carry.
 */
const makeTable: readonly (readonly [name: string, ...aliases: string[]])[] = [
  ['Acura'],
  ['Alfa Romeo', 'alfa'],
  ['AM General'],
  ['AMC', 'american motors'],
  ['Aston Martin'],
  ['Audi'],
  ['Bentley'],
  ['BMW'],
  ['Buick'],
  ['Cadillac', 'caddy', 'cadi'],
  ['Chevrolet', 'chevy', 'chev', 'chevorlet', 'chevrolette', 'chevy truck', 'chevrolet truck'],
  ['Chrysler', 'chrysler truck'],
  ['Daewoo'],
  ['Daihatsu'],
  ['Dodge', 'dodg', 'dodge tk', 'dodge truck'],
  ['Eagle'],
  ['Ferrari'],
  ['Fiat'],
  ['Fisker'],
  ['Ford', 'ford tk', 'ford truck'],
  ['Freightliner', 'frht'],
  ['Genesis'],
  ['Geo'],
  ['GMC', 'gmc truck', 'general motors'],
  ['Honda'],
  ['Hummer'],
  ['Hyundai', 'hyundia', 'hyndai'],
  ['Infiniti', 'infinity'],
  ['International', 'international harvester', 'navistar', 'ihc'],
  ['Isuzu'],
  ['Jaguar', 'jag'],
  ['Jeep'],
  ['Kia'],
  ['Lamborghini'],
  ['Land Rover', 'range rover', 'rover', 'land'],
  ['Lexus'],
  ['Lincoln', 'lincoln truck'],
  ['Lotus'],
  ['Lucid'],
  ['Maserati'],
  ['Maybach'],
  ['Mazda', 'mazda tk', 'mazda truck'],
  ['McLaren'],
  ['Mercedes-Benz', 'mercedes', 'mercedes benz', 'mercedesbenz', 'merc benz', 'benz', 'mb'],
  ['Mercury', 'merc'],
  ['MINI', 'mini cooper'],
  ['Mitsubishi', 'mitsu'],
  ['Nissan', 'datsun', 'nissan truck'],
  ['Oldsmobile', 'olds'],
  ['Plymouth'],
  ['Polestar'],
  ['Pontiac'],
  ['Porsche'],
  ['Ram', 'ram truck', 'ram trucks'],
  ['Rivian'],
  ['Rolls-Royce', 'rolls royce', 'rolls'],
  ['Saab'],
  ['Saturn'],
  ['Scion'],
  ['Smart'],
  ['Subaru'],
  ['Suzuki'],
  ['Tesla'],
  ['Toyota', 'toyoto'],
  ['Volkswagen', 'vw', 'volkswagon', 'volks'],
  ['Volvo', 'volvo car'],
  ['Autocar'],
  ['Blue Bird', 'bluebird'],
  ['Crane Carrier'],
  ['Hino'],
  ['IC Bus', 'ic corporation'],
  ['Kenworth'],
  ['Mack'],
  ['Mitsubishi Fuso', 'fuso'],
  ['Oshkosh'],
  ['Peterbilt'],
  ['Pierce'],
  ['Sterling', 'sterling truck'],
  ['Stewart & Stevenson', 'stewart and stevenson'],
  ['Thomas Built', 'thomas'],
  ['UD', 'nissan diesel'],
  ['Volvo Truck'],
  ['Western Star', 'western star auto car'],
  ['Workhorse'],
  ['BMW Motorrad'],
  ['Ducati'],
  ['Harley-Davidson', 'harley', 'harley davidson', 'hd motorcycle'],
  ['Indian'],
  ['Kawasaki'],
  ['KTM'],
  ['Polaris'],
  ['Triumph', 'triumph motorcycle'],
  ['Victory'],
  ['Yamaha'],
];

/**
 * Aliases that are ordinary words or parts of names, and so count only in a field that states the make:
 * "land" and "rover" in a title may be anything.
 */
const fieldOnlyAliases: ReadonlySet<string> = new Set([
  'land',
  'rover',
  'mb',
  'merc',
  'hdmotorcycle',
  'generalmotors',
  'thomas',
  'rolls',
  'minicooper',
  'ud',
  'eagle',
  'victory',
  'indian',
  'pierce',
]);

const canonicalByKey = new Map<string, string>();
const titleMakes = new Map<string, string>();
for (const [name, ...aliases] of makeTable) {
  for (const written of [name, ...aliases]) {
    const key = compactKey(written);
    canonicalByKey.set(key, name);
    if (!fieldOnlyAliases.has(key)) titleMakes.set(key, name);
  }
}

/** Canonical display names of all makes known. */
export const makeNames: readonly string[] = makeTable.map(([name]) => name);

/** `chevy`, `CHEVROLET` → `Chevrolet`; undefined for a make that the table lacks. */
export const canonicalMake = (text: string): string | undefined => canonicalByKey.get(compactKey(text));

/** As {@link canonicalMake}, for words found in running text: leaves out aliases that are ordinary words. */
export const findMakeByTitleKey = (key: string): string | undefined => titleMakes.get(key);
