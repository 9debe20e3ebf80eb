import type { Finding } from '../finding.ts';
import type { OdometerBrand, TitleBrand } from '../listing.ts';

/** What can be read out of a lot's title, description and stated fields. Absent means that they do not say. */
export interface ListingReading {
  /** At most one polarity a code; spans as written. */
  readonly findings: readonly Finding[];
  /** What the lot also says against its own findings ("Starts with boost" beside "will not start"). */
  readonly contradictions: readonly Finding[];
  readonly odometerMiles?: number;
  readonly odometerBrand?: OdometerBrand;
  readonly engineHours?: number;
  readonly idleHours?: number;
  /** 17 upper-case characters. Without a label such as `VIN` only where the check digit is right. */
  readonly vin?: string;
  readonly titleBrand?: TitleBrand;
  readonly transmission?: 'automatic' | 'manual';
  readonly drive?: 'fwd' | 'rwd' | 'awd' | '4wd' | '2wd';
  /** As written, such as `5.7L V8`. */
  readonly engine?: string;
  readonly engineLiters?: number;
  readonly engineCylinders?: number;
  readonly cab?: 'regular' | 'extended' | 'crew';
  readonly bed?: 'short' | 'long';
  readonly hasKeys?: boolean;
  /** Trim names in the title or the first words of the description, upper-case, such as `XLT`. */
  readonly trimWords?: readonly string[];
  readonly equipment: readonly string[];
  /** For each field above: where it was read, such as `description[12..24]`, `title[0..4]` or `field:odometerMiles`. */
  readonly provenance: Readonly<Record<string, string>>;
  /** The description was longer than is read; see `maxTextLength`. */
  readonly truncated: boolean;
}
