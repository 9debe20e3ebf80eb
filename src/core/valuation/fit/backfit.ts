import type { PriceTable } from '../evidence/price-table.ts';
import { carPointOfRow } from './car-point-of-row.ts';
import { hatPoint } from './hat-basis.ts';
import { toNonDecreasing } from './order-statistics.ts';
import {
  ageKnots,
  gradeAgeKnots,
  gradeKnots,
  milesAgeKnots,
  milesBounds,
  type PriceCurve,
  readPriceCurve,
} from './price-curve.ts';
import { solveRidge } from './solve-ridge.ts';

export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** How many sales' worth of doubt pulls an effect toward the group above it. */
export const shrinkage = {
  make: 2,
  model: 1,
  modelAge: 15,
  trim: 1.5,
  body: 3,
  modelMiles: 8,
  segmentAge: 15,
} as const;
/** One sparse column set per row: which knots it touches and how much. */
interface Columns {
  readonly width: number;
  readonly perRow: number;
  readonly slot: Int32Array;
  readonly value: Float64Array;
}

/** The blocks of the price curve, each fitted to what the others leave over, with the residuals kept up to date. */
export class Backfit {
  readonly #table: PriceTable;
  readonly #rows: readonly number[];
  readonly #curve: Mutable<PriceCurve>;
  readonly #residual: Float64Array;
  readonly #noise: Float64Array;
  readonly #weight: Float64Array;
  readonly #milesRatio: Float64Array;
  readonly #ageColumns: Columns;
  readonly #milesColumns: Columns;
  readonly #gradeColumns: Columns;

  constructor(table: PriceTable, rows: readonly number[], curve: Mutable<PriceCurve>) {
    this.#table = table;
    this.#rows = rows;
    this.#curve = curve;
    const n = rows.length;
    this.#residual = new Float64Array(n);
    this.#noise = new Float64Array(n);
    this.#weight = new Float64Array(n);
    this.#milesRatio = new Float64Array(n);
    const { offsetMiles, least, most } = milesBounds;
    rows.forEach((row, i) => {
      const age = table.ageYears[row] ?? 0;
      // assumed scatter of log prices at that age; it only weighs rows against one another, ranges are measured
      this.#noise[i] = 0.09 + 0.02 * Math.min(age, 16);
      this.#weight[i] = (0.2 / (this.#noise[i] ?? 1)) ** 2;
      const typical = curve.typicalMiles;
      const low = Math.min(Math.floor(age), typical.length - 2);
      const start = typical[low] ?? 0;
      const expected = start + ((typical[low + 1] ?? start) - start) * Math.min(1, age - low);
      const miles = table.odometerMiles[row] ?? Number.NaN;
      const ratio = Math.log((miles + offsetMiles) / (expected + offsetMiles));
      this.#milesRatio[i] = Number.isNaN(miles) ? 0 : Math.min(most, Math.max(least, ratio));
    });
    this.#ageColumns = this.#hatColumns(ageKnots, () => 1);
    this.#milesColumns = this.#hatColumns(milesAgeKnots, (i) => this.#milesRatio[i] ?? 0);
    this.#gradeColumns = this.#gradeHats();
    for (let i = 0; i < n; i++)
      this.#residual[i] =
        (table.logPrice[rows[i] ?? 0] ?? 0) - readPriceCurve(curve, carPointOfRow(table, rows[i] ?? 0));
  }

  holdBackOutliers(): void {
    for (let i = 0; i < this.#rows.length; i++) {
      const noise = this.#noise[i] ?? 1;
      const far = Math.abs(this.#residual[i] ?? 0) / (1.5 * noise);
      this.#weight[i] = (0.2 / noise) ** 2 / Math.max(1, far);
    }
  }

  fitBase(): void {
    let sum = 0;
    let total = 0;
    for (let i = 0; i < this.#rows.length; i++) {
      sum += (this.#weight[i] ?? 0) * (this.#residual[i] ?? 0);
      total += this.#weight[i] ?? 0;
    }
    const step = total === 0 ? 0 : sum / total;
    this.#curve.base += step;
    for (let i = 0; i < this.#rows.length; i++) this.#residual[i] = (this.#residual[i] ?? 0) - step;
  }

  /** One effect per group, pulled toward zero by `shrink` sales' worth of doubt; group −1 has no effect. */
  fitGroups(
    group: ArrayLike<number>,
    effect: Float64Array,
    shrink: number,
    cap = Number.POSITIVE_INFINITY,
  ): void {
    const sum = new Float64Array(effect.length);
    const total = new Float64Array(effect.length).fill(shrink);
    const rows = this.#rows;
    for (let i = 0; i < rows.length; i++) {
      const g = group[rows[i] ?? 0] ?? -1;
      if (g < 0) continue;
      const weight = this.#weight[i] ?? 0;
      sum[g] = (sum[g] ?? 0) + weight * ((this.#residual[i] ?? 0) + (effect[g] ?? 0));
      total[g] = (total[g] ?? 0) + weight;
    }
    const next = sum.map((value, g) => Math.max(-cap, Math.min(cap, value / (total[g] ?? 1))));
    for (let i = 0; i < rows.length; i++) {
      const g = group[rows[i] ?? 0] ?? -1;
      if (g >= 0) this.#residual[i] = (this.#residual[i] ?? 0) + (effect[g] ?? 0) - (next[g] ?? 0);
    }
    effect.set(next);
  }

  fitAge(): void {
    this.#fitColumns(this.#ageColumns, this.#curve.age, 2);
  }

  fitSegmentAge(): void {
    const width = ageKnots.length;
    const shifted = new Int32Array(this.#ageColumns.slot.length);
    for (let i = 0; i < this.#rows.length; i++) {
      const offset = (this.#table.segment[this.#rows[i] ?? 0] ?? 0) * width;
      shifted[2 * i] = offset + (this.#ageColumns.slot[2 * i] ?? 0);
      shifted[2 * i + 1] = offset + (this.#ageColumns.slot[2 * i + 1] ?? 0);
    }
    this.#descendColumns(shifted, this.#ageColumns.value, this.#curve.segmentAge, shrinkage.segmentAge);
  }

  fitModelAge(): void {
    const mean = this.#curve.modelMeanAge;
    this.#fitSlopes(this.#curve.modelAge, shrinkage.modelAge, (i) => {
      const row = this.#rows[i] ?? 0;
      const years = (this.#table.ageYears[row] ?? 0) - (mean[this.#table.model[row] ?? 0] ?? 0);
      return Math.max(-5, Math.min(5, years));
    });
  }

  fitMiles(): void {
    this.#fitColumns(this.#milesColumns, this.#curve.miles, 1, (slopes) => {
      for (let k = 0; k < slopes.length; k++) slopes[k] = Math.min(-0.03, slopes[k] ?? 0);
    });
  }

  fitModelMiles(): void {
    this.#fitSlopes(this.#curve.modelMiles, shrinkage.modelMiles, (i) => this.#milesRatio[i] ?? 0);
    const effect = this.#curve.modelMiles;
    const floor = Math.max(...this.#curve.miles);
    for (let model = 0; model < effect.length; model++)
      effect[model] = Math.min(effect[model] ?? 0, -floor - 0.02);
  }

  fitGrade(): void {
    const width = gradeKnots.length;
    const mass = new Float64Array(this.#gradeColumns.width);
    for (let j = 0; j < this.#gradeColumns.slot.length; j++) {
      const slot = this.#gradeColumns.slot[j] ?? 0;
      mass[slot] = (mass[slot] ?? 0) + (this.#gradeColumns.value[j] ?? 0);
    }
    this.#fitColumns(this.#gradeColumns, this.#curve.grade, 3, (effects) => {
      for (let age = 0; age < gradeAgeKnots.length; age++) {
        const from = age * width;
        const rising = toNonDecreasing(
          Array.from(effects.subarray(from, from + width)),
          Array.from(mass.subarray(from, from + width)),
        );
        effects.set(rising, from);
      }
    });
    for (let age = 0; age < gradeAgeKnots.length; age++) {
      let total = 1e-9;
      let sum = 0;
      let squares = 0;
      for (let k = 0; k < width; k++) {
        const weight = mass[age * width + k] ?? 0;
        const effect = this.#curve.grade[age * width + k] ?? 0;
        total += weight;
        sum += weight * effect;
        squares += weight * effect * effect;
      }
      const mean = sum / total;
      this.#curve.gradeMean[age] = mean;
      this.#curve.gradeSd[age] = Math.sqrt(Math.max(0, squares / total - mean * mean));
    }
  }

  fitChannel(): void {
    let sum = 0;
    let total = 1;
    for (let i = 0; i < this.#rows.length; i++)
      if (this.#table.channel[this.#rows[i] ?? 0] === 1) {
        sum += (this.#weight[i] ?? 0) * ((this.#residual[i] ?? 0) + this.#curve.channel);
        total += this.#weight[i] ?? 0;
      }
    this.#curve.channel = sum / total;
  }

  summarize(): void {
    const { curve, table } = { curve: this.#curve, table: this.#table };
    const seen = this.#rows.length;
    let squares = 0;
    for (let i = 0; i < seen; i++) squares += (this.#milesRatio[i] ?? 0) ** 2;
    curve.milesSd = Math.sqrt(squares / Math.max(1, seen));
    const trimCount = new Float64Array(curve.trim.length);
    const bodyCount = new Float64Array(curve.body.length);
    for (const row of this.#rows) {
      const trim = table.trim[row] ?? -1;
      const body = table.body[row] ?? -1;
      const model = table.model[row] ?? 0;
      if (trim >= 0) widen(curve.trimRange, model, curve.trim[trim] ?? 0);
      if (body >= 0) widen(curve.bodyRange, model, curve.body[body] ?? 0);
      if (trim >= 0) trimCount[trim] = (trimCount[trim] ?? 0) + 1;
      if (body >= 0) bodyCount[body] = (bodyCount[body] ?? 0) + 1;
    }
    curve.spread = {
      make: spreadOf(curve.make, curve.makeCount, 20),
      model: spreadOf(curve.model, curve.modelCount, 8),
      trim: spreadOf(curve.trim, trimCount, 8),
      body: spreadOf(curve.body, bodyCount, 8),
    };
  }

  /** From scratch, once a pass: constraints and averages above have moved effects after they were fitted. */
  refreshResiduals(): void {
    for (let i = 0; i < this.#rows.length; i++) {
      const row = this.#rows[i] ?? 0;
      this.#residual[i] =
        (this.#table.logPrice[row] ?? 0) - readPriceCurve(this.#curve, carPointOfRow(this.#table, row));
    }
  }

  #hatColumns(knots: readonly number[], scale: (i: number) => number): Columns {
    const n = this.#rows.length;
    const slot = new Int32Array(2 * n);
    const value = new Float64Array(2 * n);
    for (let i = 0; i < n; i++) {
      const at = hatPoint(knots, this.#table.ageYears[this.#rows[i] ?? 0] ?? 0);
      slot[2 * i] = at.slot;
      slot[2 * i + 1] = at.slot + 1;
      value[2 * i] = (1 - at.share) * scale(i);
      value[2 * i + 1] = at.share * scale(i);
    }
    return { width: knots.length, perRow: 2, slot, value };
  }

  #gradeHats(): Columns {
    const n = this.#rows.length;
    const width = gradeKnots.length;
    const slot = new Int32Array(4 * n);
    const value = new Float64Array(4 * n);
    for (let i = 0; i < n; i++) {
      const row = this.#rows[i] ?? 0;
      const grade = this.#table.grade[row] ?? Number.NaN;
      if (Number.isNaN(grade)) continue;
      const age = hatPoint(gradeAgeKnots, this.#table.ageYears[row] ?? 0);
      const at = hatPoint(gradeKnots, grade);
      for (let corner = 0; corner < 4; corner++) {
        const later = corner >> 1;
        const better = corner & 1;
        slot[4 * i + corner] = (age.slot + later) * width + at.slot + better;
        value[4 * i + corner] =
          (later === 1 ? age.share : 1 - age.share) * (better === 1 ? at.share : 1 - at.share);
      }
    }
    return { width: gradeAgeKnots.length * width, perRow: 4, slot, value };
  }

  #fitColumns(
    columns: Columns,
    effect: Float64Array,
    ridge: number,
    constrain?: (next: Float64Array) => void,
  ): void {
    const { width, perRow, slot, value } = columns;
    const gram = new Float64Array(width * width);
    const right = new Float64Array(width);
    for (let i = 0; i < this.#rows.length; i++) {
      const weight = this.#weight[i] ?? 0;
      let own = 0;
      for (let c = 0; c < perRow; c++)
        own += (effect[slot[perRow * i + c] ?? 0] ?? 0) * (value[perRow * i + c] ?? 0);
      const target = (this.#residual[i] ?? 0) + own;
      for (let c = 0; c < perRow; c++) {
        const v = value[perRow * i + c] ?? 0;
        if (v === 0) continue;
        const s = slot[perRow * i + c] ?? 0;
        right[s] = (right[s] ?? 0) + weight * v * target;
        for (let d = 0; d < perRow; d++) {
          const cell = s * width + (slot[perRow * i + d] ?? 0);
          gram[cell] = (gram[cell] ?? 0) + weight * v * (value[perRow * i + d] ?? 0);
        }
      }
    }
    const next = solveRidge(gram, right, ridge);
    constrain?.(next);
    for (let i = 0; i < this.#rows.length; i++) {
      let change = 0;
      for (let c = 0; c < perRow; c++) {
        const s = slot[perRow * i + c] ?? 0;
        change += ((next[s] ?? 0) - (effect[s] ?? 0)) * (value[perRow * i + c] ?? 0);
      }
      this.#residual[i] = (this.#residual[i] ?? 0) - change;
    }
    effect.set(next);
  }

  /** One diagonal (damped) step for wide, sparse blocks with two columns a row. */
  #descendColumns(slot: Int32Array, value: Float64Array, effect: Float64Array, ridge: number): void {
    const right = new Float64Array(effect.length);
    const gram = new Float64Array(effect.length).fill(ridge);
    for (let j = 0; j < slot.length; j++) {
      const i = j >> 1;
      const s = slot[j] ?? 0;
      const v = (value[j] ?? 0) * (this.#weight[i] ?? 0);
      right[s] = (right[s] ?? 0) + v * (this.#residual[i] ?? 0);
      gram[s] = (gram[s] ?? 0) + v;
    }
    const step = new Float64Array(effect.length);
    for (let s = 0; s < effect.length; s++)
      step[s] = ((right[s] ?? 0) - ridge * (effect[s] ?? 0)) / (gram[s] ?? 1);
    for (let i = 0; i < this.#rows.length; i++)
      this.#residual[i] =
        (this.#residual[i] ?? 0) -
        (step[slot[2 * i] ?? 0] ?? 0) * (value[2 * i] ?? 0) -
        (step[slot[2 * i + 1] ?? 0] ?? 0) * (value[2 * i + 1] ?? 0);
    for (let s = 0; s < effect.length; s++) effect[s] = (effect[s] ?? 0) + (step[s] ?? 0);
  }

  #fitSlopes(effect: Float64Array, ridge: number, x: (i: number) => number): void {
    const right = new Float64Array(effect.length);
    const gram = new Float64Array(effect.length).fill(ridge);
    const { model } = this.#table;
    for (let i = 0; i < this.#rows.length; i++) {
      const g = model[this.#rows[i] ?? 0] ?? 0;
      const at = x(i);
      const weight = (this.#weight[i] ?? 0) * at;
      right[g] = (right[g] ?? 0) + weight * ((this.#residual[i] ?? 0) + (effect[g] ?? 0) * at);
      gram[g] = (gram[g] ?? 0) + weight * at;
    }
    for (let i = 0; i < this.#rows.length; i++) {
      const g = model[this.#rows[i] ?? 0] ?? 0;
      const next = (right[g] ?? 0) / (gram[g] ?? 1);
      this.#residual[i] = (this.#residual[i] ?? 0) - (next - (effect[g] ?? 0)) * x(i);
    }
    for (let g = 0; g < effect.length; g++) effect[g] = (right[g] ?? 0) / (gram[g] ?? 1);
  }
}

function widen(range: { least: Float64Array; most: Float64Array }, group: number, value: number): void {
  range.least[group] = Math.min(range.least[group] ?? 0, value);
  range.most[group] = Math.max(range.most[group] ?? 0, value);
}

/** Root mean square of effects with enough evidence; 0.25 where there are fewer than five such. */
function spreadOf(effect: Float64Array, count: Float64Array, least: number): number {
  let squares = 0;
  let n = 0;
  effect.forEach((value, g) => {
    if ((count[g] ?? 0) < least) return;
    squares += value * value;
    n++;
  });
  return n < 5 ? 0.25 : Math.sqrt(squares / n);
}
