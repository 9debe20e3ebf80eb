import { toEpochMs } from '../../kernel/instant.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { ageYearsAt } from '../../vehicle/age-years.ts';
import { segments } from '../../vehicle/vehicle.ts';
import type { PriceTable } from '../evidence/price-table.ts';
import type { CarPoint } from '../fit/price-curve.ts';
import { bodyKey, makeKey, nameKeys, trimKey } from '../name-keys.ts';
import type { ValuationSubject } from '../valuation.ts';

export interface LocatedCar extends CarPoint {
  readonly year: number;
  readonly asOfMs: number;
}

type Located =
  | { readonly ok: true; readonly car: LocatedCar }
  | { readonly ok: false; readonly refusal: Refusal };

/** Bounds on what is remembered, so that strange input cannot fill the memory. */
const mostRemembered = 20_000;
const longestRemembered = 120;

/** Makes whose cars cost many times what others of their kind do: valued by their own prices or not at all. */
const exoticMakes = new Set([
  ...[
    'astonmartin',
    'bentley',
    'bugatti',
    'ferrari',
    'koenigsegg',
    'lamborghini',
    'lotus',
    'maserati',
    'maybach',
  ],
  ...['mclaren', 'pagani', 'rollsroyce', 'lucid', 'rivian', 'fisker'],
]);

type FoundTrim = Pick<CarPoint, 'trim' | 'trimIsPart'>;

interface FoundModel {
  readonly key: string;
  readonly version: string;
  readonly model: number;
  readonly make: number;
}

/** Finds names in a price table, remembering what it found. Unknown names are −1, never a guess at another model. */
export class CarLocator {
  readonly #table: PriceTable;
  readonly #models = new Map<string, FoundModel>();
  readonly #trims = new Map<string, FoundTrim>();

  constructor(table: PriceTable) {
    this.#table = table;
  }

  locate(subject: ValuationSubject, stage: 'wholesale' | 'retail'): Located {
    const { year, make, model, segment, trim, body } = subject.vehicle;
    const missing = [
      ...(year === undefined || !Number.isFinite(year) ? ['year'] : []),
      ...(make === undefined || make.trim() === '' ? ['make'] : []),
      ...(model === undefined || model.trim() === '' ? ['model'] : []),
    ];
    if (year === undefined || make === undefined || model === undefined || missing.length > 0)
      return refuse(
        stage,
        'vehicle_not_identified',
        'Year, make and model are needed to value a car.',
        missing,
      );
    const asOfMs = toEpochMs(subject.asOf);
    if (!Number.isFinite(asOfMs))
      return refuse(stage, 'bad_as_of', 'The valuation date cannot be read.', ['asOf']);
    if (year > new Date(asOfMs).getUTCFullYear() + 2 || year < 1900)
      return refuse(stage, 'bad_year', `No car of model year ${year} exists on the valuation date.`, [
        'year',
      ]);
    const found = this.#find(make, model);
    if (segment === 'motorcycle' || (segment === 'other' && found.model < 0))
      return refuse(stage, 'segment_not_covered', 'There are no sales of this kind of vehicle to go by.', []);
    if (found.model < 0 && exoticMakes.has(makeKey(make)))
      return refuse(
        stage,
        'segment_not_covered',
        `Other cars say nothing of what a ${make} ${model} is worth.`,
        [],
      );
    const miles = subject.odometerMiles;
    const grade = subject.conditionGrade;
    const bodyId = this.#table.bodies.ids.get(`${found.key}|${bodyKey(body)}`);
    return {
      ok: true,
      car: {
        segment: this.#table.segmentOfModel[found.model] ?? segments.indexOf(segment),
        make: found.make,
        model: found.model,
        ...this.#findTrim(found, trim),
        body: bodyId ?? -1,
        ageYears: ageYearsAt(year, asOfMs),
        odometerMiles: miles !== undefined && miles >= 0 ? miles : Number.NaN,
        grade: grade !== undefined && grade >= 0 ? Math.min(5, Math.max(1, grade)) : Number.NaN,
        channel: 0,
        year,
        asOfMs,
      },
    };
  }

  #find(make: string, model: string): FoundModel {
    const raw = `${make}\u0001${model}`;
    const known = this.#models.get(raw);
    if (known !== undefined) return known;
    const { models, makes } = this.#table;
    let keys = nameKeys(make, model);
    // the table may know "Foo" where a source says "Foo Limited" of a model that the dictionary lacks
    const words = model.slice(0, longestRemembered).split(/\s+/).slice(0, 8);
    while (words.length > 1 && !models.ids.has(keys.model)) {
      words.pop();
      const shorter = nameKeys(make, words.join(' '));
      if (models.ids.has(shorter.model)) keys = shorter;
    }
    const found = {
      key: keys.model,
      version: keys.version,
      model: models.ids.get(keys.model) ?? -1,
      make: makes.ids.get(keys.make) ?? -1,
    };
    if (this.#models.size > mostRemembered) this.#models.clear();
    if (raw.length <= longestRemembered) this.#models.set(raw, found);
    return found;
  }

  /** The trim in the table, or the longest start of it that the table has: "328i xDrive" is at least a 328i. */
  #findTrim(found: FoundModel, text: string | undefined): FoundTrim {
    const raw = `${found.key}|${found.version}|${text ?? ''}`;
    const known = this.#trims.get(raw);
    if (known !== undefined) return known;
    const words = trimKey(found.version, text).split(' ');
    let trim = -1;
    for (; trim < 0 && words.length > 0; words.pop())
      trim = this.#table.trims.ids.get(`${found.key}|${words.join(' ')}`) ?? -1;
    const isStated = text !== undefined && text.trim() !== '';
    const foundTrim = trim >= 0 && !isStated ? { trim, trimIsPart: true } : { trim };
    if (this.#trims.size > mostRemembered) this.#trims.clear();
    if (raw.length <= 2 * longestRemembered) this.#trims.set(raw, foundTrim);
    return foundTrim;
  }
}

const refuse = (
  stage: 'wholesale' | 'retail',
  code: string,
  reason: string,
  missing: readonly string[],
): Located => ({ ok: false, refusal: { stage, code, reason, missing } });
