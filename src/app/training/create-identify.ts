import type { ListingFacts } from '../../core/listing/listing.ts';
import { identifyVehicle } from '../../core/vehicle/identify-vehicle.ts';
import type { Vehicle } from '../../core/vehicle/vehicle.ts';
import { createVinDecoder } from '../../core/vehicle/vin-decoder.ts';
import { loadVinIndex } from '../../platform/reference/load-vin-index.ts';

/** The pipeline's own identification, so that training sales and cars to be valued go by the same names. */
export function createIdentify(): (facts: ListingFacts) => Vehicle {
  const decoder = createVinDecoder(loadVinIndex());
  return (facts) => identifyVehicle(facts, decoder);
}
