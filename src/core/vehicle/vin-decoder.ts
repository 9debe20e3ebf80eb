import { toDecodedVin } from './to-decoded-vin.ts';
import type { DecodedVin } from './vehicle.ts';
import { otherCycleYear, parseVin } from './vin.ts';
import type { VinIndex } from './vin-index.ts';
import {
  type ElementCode,
  findNearModels,
  parseVinSchema,
  readSchema,
  type SchemaReading,
  type VinSchema,
} from './vin-schema.ts';

export interface VinDecoder {
  /** Offline, synchronous, deterministic. Undefined for text that is no 17-character VIN, or an unknown maker. */
  decode(vin: string): DecodedVin | undefined;
}

/** What a VIN says in vPIC's own words, before names are made canonical. */
export interface RawVinFacts {
  readonly make: string;
  readonly model?: string;
  readonly year?: number;
  readonly vehicleTypeId: number;
  readonly country?: string;
  readonly text: ReadonlyMap<ElementCode, string>;
  /** vPIC has no pattern for this car's model: it was inferred from the nearest ones. */
  readonly modelInferred: boolean;
  /** The decode may differ for another serial number of the same pattern. */
  readonly readsSerial: boolean;
}

interface SchemaLink {
  readonly schema: number;
  readonly from: number;
  readonly to: number;
}
interface Maker {
  readonly make: string;
  readonly vehicleTypeId: number;
  readonly country: string;
  readonly links: readonly SchemaLink[];
}

const cachedPatterns = 50_000;
/** The index holds model years to 2027; a later year means the other cycle. */
const latestModelYear = 2027;
const nearestYears = 3;
/** One fixed character is worth 5.04 bits. */
const leastInferenceBits = 5;
/** Passenger car, truck, MPV: the types that the rule of position 7 binds (trucks only to 10,000 lb). */
const cycleBoundTypes: ReadonlySet<number> = new Set([2, 7]);

export function createVinDecoder(index: VinIndex): VinDecoder {
  const makers = new Map<string, Maker | undefined>();
  const schemas = new Map<number, VinSchema>();
  const decodedByPattern = new Map<string, DecodedVin | undefined>();

  const makeOf = (number: string): string => index.makes[Number.parseInt(number, 36)] ?? '';

  function findMaker(wmi: string): Maker | undefined {
    if (makers.has(wmi)) return makers.get(wmi);
    const line = index.wmis.get(wmi);
    let maker: Maker | undefined;
    if (line !== undefined) {
      const [make = '', type = '', country = '', links = ''] = line.split('\t');
      maker = {
        make: make === '' ? '' : makeOf(make),
        vehicleTypeId: Number(type),
        country: country === '' ? '' : (index.countries[Number.parseInt(country, 36)] ?? ''),
        links: links
          .split(',')
          .filter((link) => link !== '')
          .map((link) => {
            const [schema = '', from = '', to = ''] = link.split(':');
            return {
              schema: Number.parseInt(schema, 36),
              from: Number(from),
              to: to === '' ? latestModelYear : Number(to),
            };
          }),
      };
    }
    makers.set(wmi, maker);
    return maker;
  }

  function schemaOf(number: number): VinSchema {
    let schema = schemas.get(number);
    if (schema === undefined) {
      schema = parseVinSchema(index.schemas[number] ?? '');
      schemas.set(number, schema);
    }
    return schema;
  }

  /** The reading of the schema that explains most of the VIN, filled in from schemas that name no models. */
  function readYear(maker: Maker, year: number, key: string): Map<ElementCode, number> | undefined {
    let best: SchemaReading | undefined;
    const general: SchemaReading[] = [];
    for (const link of maker.links) {
      if (year < link.from || year > link.to) continue;
      const schema = schemaOf(link.schema);
      const reading = readSchema(schema, key);
      if (reading === undefined) continue;
      if (!schema.hasModels) general.push(reading);
      else if (reading.modelBits >= 0 && (best === undefined || isBetter(reading, best))) best = reading;
    }
    if (best === undefined && general.length === 0) return undefined;
    const elements = new Map<ElementCode, number>();
    for (const reading of best === undefined ? general : [best, ...general]) {
      for (const [code, { value }] of reading.elements) if (!elements.has(code)) elements.set(code, value);
    }
    return elements;
  }

  /**
   * vPIC lacks a model pattern for the year. First the same maker's patterns of up to three years either side,
   * then this year's patterns but for one position; either must name one model only.
   */
  function inferModel(maker: Maker, year: number, key: string): number | undefined {
    for (let distance = 1; distance <= nearestYears; distance += 1) {
      const models = new Set<number>();
      for (const link of maker.links) {
        if (link.from - year !== distance && year - link.to !== distance) continue;
        const model = readSchema(schemaOf(link.schema), key)?.elements.get('m');
        if (model !== undefined && model.bits >= leastInferenceBits) models.add(model.value);
      }
      const [only] = models;
      if (models.size === 1) return only;
      if (models.size > 1) break;
    }
    const near = new Set<number>();
    for (const link of maker.links) {
      if (year < link.from || year > link.to) continue;
      for (const model of findNearModels(schemaOf(link.schema), key, leastInferenceBits)) near.add(model);
    }
    const [only] = near;
    return near.size === 1 ? only : undefined;
  }

  function readFacts(maker: Maker, vin: string): RawVinFacts {
    const parsed = parseVin(vin);
    const ruled = parsed.ok ? parsed.value.modelYear : undefined;
    const key = vin.slice(3, 8) + vin.slice(9);
    const years: number[] = [];
    if (ruled !== undefined) {
      if (ruled <= latestModelYear) years.push(ruled);
      const other = otherCycleYear(ruled);
      if (other <= latestModelYear && (years.length === 0 || !cycleBoundTypes.has(maker.vehicleTypeId))) {
        years.push(other);
      }
    }
    let year = years[0];
    let elements: Map<ElementCode, number> | undefined;
    const readsSerial = maker.links.some(
      (link) =>
        years.some((candidate) => candidate >= link.from && candidate <= link.to) &&
        schemaOf(link.schema).readsSerial,
    );
    for (const candidate of years) {
      const reading = readYear(maker, candidate, key);
      if (reading === undefined) continue;
      if (elements === undefined || (!elements.has('m') && reading.has('m'))) {
        elements = reading;
        year = candidate;
      }
      if (reading.has('m')) break;
    }
    // without a pattern nothing tells the cycles apart where the rule of position 7 does not bind
    if (elements?.has('m') !== true && years.length > 1) year = undefined;
    let modelInferred = false;
    if (year !== undefined && elements?.has('m') !== true) {
      const inferred = inferModel(maker, year, key);
      if (inferred !== undefined) {
        elements = new Map([...(elements ?? []), ['m', inferred]]);
        modelInferred = true;
      }
    }
    let { make } = maker;
    let model: string | undefined;
    const text = new Map<ElementCode, string>();
    for (const [code, number] of elements ?? []) {
      const value = index.values[number] ?? '\t';
      const tab = value.indexOf('\t');
      text.set(code, value.slice(tab + 1));
      if (code === 'm') {
        model = value.slice(tab + 1);
        if (tab > 0) make = makeOf(value.slice(0, tab));
      }
    }
    return {
      make,
      ...(model === undefined ? {} : { model }),
      ...(year === undefined ? {} : { year }),
      vehicleTypeId: maker.vehicleTypeId,
      ...(maker.country === '' ? {} : { country: maker.country }),
      text,
      modelInferred,
      readsSerial,
    };
  }

  return {
    decode(text) {
      const parsed = parseVin(text);
      if (!parsed.ok) return undefined;
      const { vin } = parsed.value;
      const wmi = vin.charAt(2) === '9' ? vin.slice(0, 3) + vin.slice(11, 14) : vin.slice(0, 3);
      const pattern = `${wmi}${vin.slice(3, 8)}${vin.slice(9, 11)}`;
      if (decodedByPattern.has(pattern)) return decodedByPattern.get(pattern);
      const maker = findMaker(wmi) ?? findMaker(vin.slice(0, 3));
      const facts = maker === undefined ? undefined : readFacts(maker, vin);
      const decoded = facts === undefined ? undefined : toDecodedVin(facts);
      if (facts === undefined || !facts.readsSerial) {
        if (decodedByPattern.size >= cachedPatterns) decodedByPattern.clear();
        decodedByPattern.set(pattern, decoded);
      }
      return decoded;
    },
  };
}

function isBetter(reading: SchemaReading, than: SchemaReading): boolean {
  const byExplained = reading.explainedBits - than.explainedBits;
  if (Math.abs(byExplained) > 1e-9) return byExplained > 0;
  if (reading.modelBits !== than.modelBits) return reading.modelBits > than.modelBits;
  return reading.elements.size > than.elements.size;
}

/** A decoder that knows nothing, for callers that have no index at hand. */
export const emptyVinDecoder: VinDecoder = { decode: () => undefined };
