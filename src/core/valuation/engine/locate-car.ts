import { toEpochMs } from '../../kernel/instant.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { ageYearsAt } from '../../vehicle/age-years.ts';
import { segments } from '../../vehicle/vehicle.ts';
import type { PriceTable } from '../evidence/price-table.ts';
import type { CarPoint } from '../fit/price-curve.ts';
import { makeKey, modelKey, shorterModelKey, trimKey } from '../model-key.ts';
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
    'aston martin',
    'bentley',
    'bugatti',
    'ferrari',
    'koenigsegg',
    'lamborghini',
    'lotus',
    'maserati',
    'maybach',
  ],
  ...['mclaren', 'pagani', 'rolls royce', 'lucid', 'rivian', 'fisker'],
]);

/** Finds names in a price table, remembering what it found. Unknown names are −1, never a guess at another model. */
export class CarLocator {
  readonly #table: PriceTable;
  readonly #models = new Map<
    string,
    { readonly key: string; readonly model: number; readonly make: number }
  >();
  readonly #trims = new Map<string, string>();

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
    const trimId = this.#table.trims.ids.get(`${found.key}|${this.#key(trim)}`);
    const bodyId = this.#table.bodies.ids.get(`${found.key}|${this.#key(body)}`);
    return {
      ok: true,
      car: {
        segment: this.#table.segmentOfModel[found.model] ?? segments.indexOf(segment),
        make: found.make,
        model: found.model,
        trim: trimId ?? -1,
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

  #find(
    make: string,
    model: string,
  ): { readonly key: string; readonly model: number; readonly make: number } {
    const raw = `${make}\u0001${model}`;
    const known = this.#models.get(raw);
    if (known !== undefined) return known;
    const whole = modelKey(make, model);
    let key: string | undefined = whole;
    while (key !== undefined && !this.#table.models.ids.has(key)) key = shorterModelKey(key);
    const found = {
      key: key ?? whole,
      model: key === undefined ? -1 : (this.#table.models.ids.get(key) ?? -1),
      make: this.#table.makes.ids.get(makeKey(make)) ?? -1,
    };
    if (this.#models.size > mostRemembered) this.#models.clear();
    if (raw.length <= longestRemembered) this.#models.set(raw, found);
    return found;
  }

  #key(text: string | undefined): string {
    if (text === undefined) return '';
    let key = this.#trims.get(text);
    if (key === undefined) {
      key = trimKey(text);
      if (this.#trims.size > mostRemembered) this.#trims.clear();
      if (text.length <= longestRemembered) this.#trims.set(text, key);
    }
    return key;
  }
}

const refuse = (
  stage: 'wholesale' | 'retail',
  code: string,
  reason: string,
  missing: readonly string[],
): Located => ({ ok: false, refusal: { stage, code, reason, missing } });
