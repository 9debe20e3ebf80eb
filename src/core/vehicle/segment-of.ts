import { findModelSegment } from './names/models.ts';
import type { DecodedVin, Segment } from './vehicle.ts';

export interface SegmentFacts {
  readonly make?: string;
  readonly model?: string;
  readonly body?: string;
  readonly gvwrClass?: string;
  readonly vehicleType?: DecodedVin['vehicleType'];
}

const luxuryMakes: ReadonlySet<string> = new Set([
  'Acura',
  'Alfa Romeo',
  'Audi',
  'Bentley',
  'BMW',
  'Cadillac',
  'Genesis',
  'Infiniti',
  'Jaguar',
  'Land Rover',
  'Lexus',
  'Lincoln',
  'Lucid',
  'Maserati',
  'Maybach',
  'Mercedes-Benz',
  'Polestar',
  'Porsche',
  'Rolls-Royce',
  'Saab',
  'Tesla',
  'Volvo',
]);
const truckMakes: ReadonlySet<string> = new Set([
  'Autocar',
  'Blue Bird',
  'Crane Carrier',
  'Hino',
  'IC Bus',
  'International',
  'Kenworth',
  'Mack',
  'Mitsubishi Fuso',
  'Oshkosh',
  'Peterbilt',
  'Pierce',
  'Sterling',
  'Stewart & Stevenson',
  'Thomas Built',
  'UD',
  'Volvo Truck',
  'Western Star',
  'Workhorse',
]);
const motorcycleMakes: ReadonlySet<string> = new Set([
  'BMW Motorrad',
  'Ducati',
  'Harley-Davidson',
  'Indian',
  'Kawasaki',
  'KTM',
  'Triumph',
  'Victory',
  'Yamaha',
]);

/** Vans whose seats decide the price: the dictionary says cargo, body or vPIC's vehicle type may say passengers. */
function ofVan(facts: SegmentFacts): Segment {
  const carriesPeople =
    facts.body === 'Passenger Van' ||
    facts.body === 'Wagon' ||
    (facts.body !== 'Cargo Van' && (facts.vehicleType === 'mpv' || facts.vehicleType === 'bus'));
  return carriesPeople ? 'passenger_van' : 'cargo_van';
}

/** GVWR 8,001 lb and up: vPIC's classes 2G, 2H and 3 and above. */
const isHeavy = (gvwrClass: string | undefined): boolean => /^Class (?:2[GH]|[3-8])/.test(gvwrClass ?? '');

function ofBody(facts: SegmentFacts): Segment {
  const isLuxury = luxuryMakes.has(facts.make ?? '');
  switch (facts.body) {
    case 'Pickup':
    case 'Crew Cab':
    case 'Extended Cab':
    case 'Regular Cab':
      return isHeavy(facts.gvwrClass) ? 'heavy_pickup' : 'fullsize_pickup';
    case 'SUV':
      return isLuxury ? 'luxury_suv' : 'midsize_suv';
    case 'Minivan':
      return 'minivan';
    case 'Passenger Van':
      return 'passenger_van';
    case 'Cargo Van':
    case 'Van':
      return ofVan(facts);
    case 'Hatchback':
      return isLuxury ? 'luxury_car' : 'compact_car';
    case 'Sedan':
    case 'Wagon':
    case 'Limousine':
      return isLuxury ? 'luxury_car' : 'midsize_car';
    case 'Coupe':
    case 'Convertible':
      return isLuxury ? 'luxury_car' : 'sports_car';
    case 'Motorcycle':
      return 'motorcycle';
    default:
      break;
  }
  if (facts.vehicleType === 'car') return isLuxury ? 'luxury_car' : 'midsize_car';
  return 'other';
}

/** The price group: the model dictionary first, then body, weight class and kind of vehicle. */
export function segmentOf(facts: SegmentFacts): Segment {
  if (facts.vehicleType === 'motorcycle' || motorcycleMakes.has(facts.make ?? '')) return 'motorcycle';
  if (facts.vehicleType === 'trailer' || truckMakes.has(facts.make ?? '')) return 'other';
  const listed =
    facts.make === undefined || facts.model === undefined
      ? undefined
      : findModelSegment(facts.make, facts.model);
  if (listed === undefined) return ofBody(facts);
  return listed === 'cargo_van' ? ofVan(facts) : listed;
}
