import type { Segment } from '../../vehicle/vehicle.ts';
import { makeKey, modelKey } from '../model-key.ts';

/**
 * Which price group a priced record belongs to, from make, model and body alone: records have no VIN decode
 * behind them. Used to group evidence; a subject brings its own segment.
 */
export function segmentOfRecord(record: {
  readonly make: string;
  readonly model: string;
  readonly body?: string;
}): Segment {
  const key = modelKey(record.make, record.model);
  const name = key.slice(key.indexOf('|') + 1);
  const body = (record.body ?? '').toLowerCase();
  for (const [segment, pattern] of byName) if (pattern.test(name)) return segment;
  if (heavyPickup.test(name)) return 'heavy_pickup';
  if (luxuryMakes.has(makeKey(record.make))) return luxurySegment(body, name);
  if (/suv|offroad/.test(body)) return 'midsize_suv';
  if (/cab|crew|pickup|truck|mega|koup/.test(body)) return 'fullsize_pickup';
  if (/mini-?van/.test(body)) return 'minivan';
  if (/van|bus/.test(body)) return 'cargo_van';
  if (/coupe|convertible/.test(body)) return 'sports_car';
  if (/hatch/.test(body)) return 'compact_car';
  return 'midsize_car';
}

const luxurySegment = (body: string, name: string): Segment =>
  /suv|offroad/.test(body) || luxurySuv.test(name)
    ? 'luxury_suv'
    : /coupe|convertible/.test(body)
      ? 'sports_car'
      : 'luxury_car';

const luxuryMakes = new Set([
  ...['acura', 'alfa romeo', 'aston martin', 'audi', 'bentley', 'bmw', 'cadillac', 'ferrari', 'genesis'],
  ...['infiniti', 'jaguar', 'lamborghini', 'land rover', 'lexus', 'lincoln', 'maserati', 'maybach'],
  ...['mercedes benz', 'porsche', 'rolls royce', 'saab', 'tesla', 'volvo', 'hummer'],
]);

const luxurySuv =
  /^([xq][1-8]|rx|gx|lx|nx|ux|mdx|rdx|zdx|qx|fx|ex|jx|srx|xt[4-6]|escalade|navigator|aviator|mkx|mkc|nautilus|corsair|xc|gl|m class|g class|cayenne|macan|range|lr|discovery|h[123]|model [xy]|f pace|e pace|gv)/;

const heavyPickup = /^(f [2345]50|silverado [23]500|sierra [23]500|2500|3500|titan xd)( |$)/;

const byName: readonly (readonly [Segment, RegExp])[] = [
  ['fullsize_pickup', /^(f 150|silverado 1500|sierra 1500|1500|tundra|titan|avalanche|mark lt)( |$)/],
  [
    'compact_pickup',
    /^(ranger|tacoma|frontier|colorado|canyon|dakota|ridgeline|s 10|b series|gladiator|maverick|raider|i series)( |$)/,
  ],
  [
    'minivan',
    /^(odyssey|sienna|grand caravan|town and country|pacifica hybrid|sedona|quest|uplander|montana|freestar|windstar|venture|relay|carnival|mazda5|routan|entourage|terraza)( |$)/,
  ],
  ['cargo_van', /^(e series van|express cargo|savana cargo|transit|promaster|sprinter|nv|city express)( |$)/],
  ['passenger_van', /^(e series wagon|express|savana)( |$)/],
  ['fullsize_suv', /^(tahoe|suburban|expedition|yukon|sequoia|armada|excursion|land cruiser)( |$)/],
  [
    'small_suv',
    /^(escape|cr v|hr v|rav4|rogue|equinox|terrain|forester|crosstrek|tucson|sportage|compass|patriot|liberty|renegade|cx 3|cx 30|cx 5|tribute|tiguan|outlander|juke|kicks|encore|trax|vue|element|mariner|grand vitara|sx4|xv|seltos|kona|taos|ecosport|bronco sport)( |$)/,
  ],
  [
    'sports_car',
    /^(mustang|camaro|corvette|challenger|370z|350z|mx 5|911|boxster|cayman|gt r|viper|s2000|brz|fr s|86|supra|z4|tt|sl class|slk class|f type|xk|solstice|sky|r8|shelby|rx 8|genesis coupe)( |$)/,
  ],
  [
    'compact_car',
    /^(corolla|civic|focus|sentra|jetta|elantra|cruze|cobalt|versa|mazda3|mazda2|forte|rio|fiesta|fit|yaris|accent|aveo|sonic|spark|lancer|impreza|dart|cooper|prius|leaf|golf|gti|beetle|new beetle|tc|xb|xd|ion|cavalier|sunfire|neon|caliber|soul|fortwo|500|insight|spectra|forenza|hhr|g5|rabbit|veloster|volt|bolt|matrix|vibe|cube|pt cruiser|mirage|escort|protege|astra)( |$)/,
  ],
  [
    'fullsize_car',
    /^(impala|charger|300|taurus|avalon|maxima|lucerne|lacrosse|azera|crown victoria|grand marquis|five hundred|sable|lesabre|magnum|cadenza|park avenue|town car|dts|deville)( |$)/,
  ],
];
