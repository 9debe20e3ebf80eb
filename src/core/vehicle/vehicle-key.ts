import type { Vehicle } from './vehicle.ts';

/**
 * The same car across sources and relists: its VIN, when the check digit is right. Undefined otherwise:
 * two white 2015 Tahoes of one fleet are two cars, so nothing short of a VIN says that two lots are one.
 */
export const vehicleKey = (vehicle: Pick<Vehicle, 'vin'>): string | undefined =>
  vehicle.vin?.valid === true ? vehicle.vin.vin : undefined;
