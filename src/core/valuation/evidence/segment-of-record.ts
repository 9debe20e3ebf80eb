import { readBody } from '../../vehicle/names/equipment.ts';
import { canonicalMake } from '../../vehicle/names/makes.ts';
import { segmentOf } from '../../vehicle/segment-of.ts';
import type { Segment } from '../../vehicle/vehicle.ts';

/** Which price group a priced record belongs to, from make, model and body alone: no VIN decode stands behind it. */
export function segmentOfRecord(record: {
  readonly make: string;
  readonly model: string;
  readonly body?: string;
}): Segment {
  const body = record.body === undefined ? undefined : readBody(record.body, 'field');
  return segmentOf({
    make: canonicalMake(record.make) ?? record.make,
    model: record.model,
    ...(body !== undefined && { body }),
  });
}
