import type { Evidence } from './evidence.ts';
import type { VehicleName } from './find-vehicle-name.ts';

/** `silverado` → `Silverado`, `f150` → `F-150`, `cr v` → `Cr V`: for reading only, never compared. */
const writeModel = (words: string): string =>
  words
    .replace(/^[ef](?=\d{3})/i, (letter) => `${letter}-`)
    .replace(/(?:^|[ -])[a-z]/g, (letter) => letter.toUpperCase());

/** `2012 Ford F-150` as far as it is known. */
export function writeName(name: VehicleName): string {
  return [name.year, name.make, name.model === undefined ? undefined : writeModel(name.model)]
    .filter((part) => part !== undefined)
    .join(' ');
}

/** A make alone stays below the prior of no vehicle: `Jeep stroller`, `Toyota sewing machine`. */
function nameWeight(name: VehicleName): number {
  const { year, make, model } = name;
  if (make !== undefined && model !== undefined) return year === undefined ? 3 : 4;
  if (make !== undefined) return year === undefined ? 0.8 : 2.2;
  return year === undefined ? 1.7 : 3;
}

/** What a vehicle's name says. `where` is `title` or `fields`; `share` 0…1 weakens a name that only gives context. */
export function weighName(name: VehicleName, where: string, share: number): Evidence {
  const weight = nameWeight(name) * share;
  const says = `${where} ${where === 'title' ? 'names' : 'name'} a ${writeName(name)}`;
  if (name.builds === 'commercial_truck') {
    if (name.heavy === 'van_chassis')
      return { kind: 'commercial_truck', weight: weight * 1.1, reason: `${says}, a class 4 van chassis` };
    if (name.heavy === 'truck')
      return {
        kind: 'commercial_truck',
        weight: weight * 1.6,
        reason: `${says}, a chassis over 14,000 lb gross weight`,
      };
    return {
      kind: 'commercial_truck',
      weight: weight * 1.4,
      reason: `${says}, a maker of heavy trucks and buses`,
    };
  }
  if (name.builds === 'equipment') {
    const reason =
      name.heavy === 'motor_home'
        ? `${says}, a motor home chassis`
        : `${says}, which is equipment and not a road vehicle`;
    return { kind: 'equipment', weight: Math.max(weight * 1.2, share * 3), reason };
  }
  return { kind: 'road_vehicle', weight, reason: says };
}
