/** Price behaviour groups; also the fallback when a model was never seen. */
export const segments = [
  'compact_car',
  'midsize_car',
  'fullsize_car',
  'luxury_car',
  'sports_car',
  'small_suv',
  'midsize_suv',
  'fullsize_suv',
  'luxury_suv',
  'compact_pickup',
  'fullsize_pickup',
  'heavy_pickup',
  'minivan',
  'cargo_van',
  'passenger_van',
  'motorcycle',
  'other',
] as const;
export type Segment = (typeof segments)[number];

export interface VinReading {
  /** 17 upper-case characters as read. */
  readonly vin: string;
  /** Check digit (position 9) is right. */
  readonly valid: boolean;
  /** The decode agrees with the stated year and make; undefined when nothing was stated to compare. */
  readonly agrees?: boolean;
  readonly decoded?: DecodedVin;
}

/** What the VIN's pattern says. Names are canonical (see `names/`). */
export interface DecodedVin {
  readonly make?: string;
  readonly model?: string;
  readonly year?: number;
  readonly trim?: string;
  readonly series?: string;
  readonly body?: string;
  readonly drive?: 'fwd' | 'rwd' | 'awd' | '4wd' | '2wd';
  readonly engineCylinders?: number;
  readonly engineLiters?: number;
  readonly fuel?: 'gas' | 'diesel' | 'hybrid' | 'plug_in_hybrid' | 'electric' | 'flex' | 'cng' | 'other';
  readonly gvwrClass?: string;
  readonly vehicleType?: 'car' | 'truck' | 'mpv' | 'bus' | 'motorcycle' | 'trailer' | 'incomplete' | 'other';
  readonly plantCountry?: string;
  /** vPIC lists no pattern for this car's model: it was inferred from the maker's nearest patterns. */
  readonly modelInferred?: boolean;
}

/** The car that a lot is, as far as it could be identified. */
export interface Vehicle {
  readonly year?: number;
  /** Canonical display name, such as `Ford`. */
  readonly make?: string;
  /** Canonical display name, such as `F-150`. */
  readonly model?: string;
  readonly trim?: string;
  readonly body?: string;
  readonly drive?: DecodedVin['drive'];
  readonly engineCylinders?: number;
  readonly engineLiters?: number;
  readonly fuel?: DecodedVin['fuel'];
  readonly transmission?: 'automatic' | 'manual';
  readonly color?: string;
  readonly segment: Segment;
  readonly vin?: VinReading;
  /** 0…1: how sure we are that make, model and year are right. */
  readonly confidence: number;
  /** For each field: `vin`, `stated`, `title` or `category`. */
  readonly provenance: Readonly<Record<string, string>>;
}
