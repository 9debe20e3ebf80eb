import type { FindingCode, Polarity, Severity } from '../finding.ts';

const stopCodes: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'title_salvage',
  'title_rebuilt',
  'title_flood',
  'title_lemon',
  'title_parts_only',
  'title_bill_of_sale_only',
  'odometer_not_actual',
  'engine_problem',
  'transmission_problem',
  'frame_damage',
  'airbag_deployed',
  'fire_damage',
  'flood_damage',
  'parts_vehicle',
]);
const infoCodes: ReadonlySet<FindingCode> = new Set<FindingCode>(['as_is', 'fleet', 'odometer_exempt']);
const functionStops: ReadonlySet<FindingCode> = new Set<FindingCode>(['runs', 'drives', 'starts']);

/**
 * `stop`: may cost more than the car earns, or bars its sale. `warn`: costs money. `info`: good to know.
 * A defect that is absent is `info`; one that is only possible is never more than `warn`.
 */
export function toSeverity(code: FindingCode, polarity: Polarity): Severity {
  if (functionStops.has(code))
    return polarity === 'absent' ? 'stop' : polarity === 'unknown' ? 'warn' : 'info';
  if (code === 'keys') return polarity === 'present' ? 'info' : 'warn';
  if (polarity === 'absent' || infoCodes.has(code)) return 'info';
  if (polarity === 'unknown') return stopCodes.has(code) ? 'warn' : 'info';
  return stopCodes.has(code) ? 'stop' : 'warn';
}
