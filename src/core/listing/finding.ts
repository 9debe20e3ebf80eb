export const findingCodes = [
  'runs',
  'drives',
  'starts',
  'keys',
  'title_salvage',
  'title_rebuilt',
  'title_flood',
  'title_lemon',
  'title_parts_only',
  'title_bill_of_sale_only',
  'odometer_not_actual',
  'odometer_exempt',
  'engine_problem',
  'transmission_problem',
  'electrical_problem',
  'brake_problem',
  'frame_damage',
  'airbag_deployed',
  'fire_damage',
  'flood_damage',
  'hail_damage',
  'body_damage',
  'glass_damage',
  'rust',
  'interior_damage',
  'missing_parts',
  'catalytic_converter_missing',
  'check_engine',
  'emissions_problem',
  'battery_dead',
  'flat_tires',
  'police',
  'taxi',
  'rental',
  'fleet',
  'school_bus',
  'fire_service',
  'ambulance',
  'parts_vehicle',
  'as_is',
] as const;

export type FindingCode = (typeof findingCodes)[number];
export type Polarity = 'present' | 'absent' | 'unknown';
export type Severity = 'stop' | 'warn' | 'info';

/** One thing that the words of a lot say about it. */
export interface Finding {
  readonly code: FindingCode;
  /** For `runs, drives, starts, keys`: present means that it does, or that there are keys. */
  readonly polarity: Polarity;
  readonly severity: Severity;
  /** The words that say so, exactly as written: `source.slice(start, end)`. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Which text `start` and `end` count in; a structured field of the source is `field`. */
  readonly in: 'title' | 'description' | 'field';
}
