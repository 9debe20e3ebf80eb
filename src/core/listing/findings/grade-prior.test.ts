import { describe, expect, it } from 'vitest';
import type { Finding, FindingCode, Polarity } from '../finding.ts';
import { estimateGrade } from './estimate-grade.ts';
import { fitGradePrior, type GradedSale, loadGradedSales } from './grade-prior.testkit.ts';
import { gradePrior, priorGrade } from './grade-prior.ts';

const sales = loadGradedSales();
const z80 = 1.2816;
const errorsOf = (of: readonly GradedSale[]) => of.map((sale) => sale.grade - priorGrade(sale));
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const sdOf = (values: readonly number[]) => Math.sqrt(meanOf(values.map((value) => value ** 2)));
const held = (errors: readonly number[]) =>
  errors.filter((error) => Math.abs(error) <= z80 * gradePrior.sd).length / errors.length;

describe('what cars of an age and miles are graded', () => {
  it('is what the sales say, fitted anew', () => {
    const [atNew, perRootYear, perRootMiles] = fitGradePrior(sales);
    expect(sales.length).toBeGreaterThan(23_000);
    expect(gradePrior.atNew).toBeCloseTo(atNew, 1);
    expect(gradePrior.perRootYear).toBeCloseTo(perRootYear, 2);
    expect(gradePrior.perRootHundredThousandMiles).toBeCloseTo(perRootMiles, 1);
  });

  it('holds for sales that the fit has not seen, in every band of age; prints how wide it is', () => {
    // every third sale aside: a fit of the others is judged by it
    const aside = sales.filter((_, at) => at % 3 === 0);
    const [atNew] = fitGradePrior(sales.filter((_, at) => at % 3 !== 0));
    expect(atNew).toBeCloseTo(gradePrior.atNew, 1);
    const errors = errorsOf(aside);
    console.log(
      `grade prior: ${sales.length} sales, ${aside.length} aside: bias ${meanOf(errors).toFixed(3)}, sd ${sdOf(errors).toFixed(3)}, 80 % range holds ${(100 * held(errors)).toFixed(1)} %`,
    );
    expect(sdOf(errors)).toBeCloseTo(gradePrior.sd, 1);
    for (const [from, to] of [
      [0, 3],
      [3, 6],
      [6, 9],
      [9, 12],
      [12, 16],
      [16, 40],
    ] as const) {
      const band = errorsOf(aside.filter(({ ageYears }) => ageYears >= from && ageYears < to));
      console.log(
        `  ${from}–${to} years: ${band.length} sales, bias ${meanOf(band).toFixed(2)}, sd ${sdOf(band).toFixed(2)}, 80 % range holds ${(100 * held(band)).toFixed(0)} %`,
      );
      expect(Math.abs(meanOf(band))).toBeLessThan(0.25);
      expect(held(band)).toBeGreaterThan(0.73);
    }
  });

  it('falls with every year and every mile, and an unknown is never the better', () => {
    for (let years = 0; years < 30; years += 0.5)
      for (let miles = 0; miles < 300_000; miles += 5_000) {
        const here = priorGrade({ ageYears: years, odometerMiles: miles });
        expect(priorGrade({ ageYears: years + 0.5, odometerMiles: miles })).toBeLessThanOrEqual(here);
        expect(priorGrade({ ageYears: years, odometerMiles: miles + 5_000 })).toBeLessThanOrEqual(here);
        expect(priorGrade({ ageYears: years })).toBeLessThanOrEqual(here);
        expect(priorGrade({ odometerMiles: miles })).toBeLessThanOrEqual(here);
      }
  });
});

const say = (...said: readonly (readonly [FindingCode, Polarity])[]): Finding[] =>
  said.map(([code, polarity]) => ({
    code,
    polarity,
    severity: 'info',
    text: '',
    start: 0,
    end: 0,
    in: 'title',
  }));
const car = { ageYears: 8, odometerMiles: 100_000 };
const drives = [
  ['runs', 'present'],
  ['drives', 'present'],
] as const;

describe('the estimated grade', () => {
  it('is the prior for a car that runs and drives, as wide as the sales', () => {
    expect(estimateGrade(say(...drives), car)).toMatchObject({
      mean: Math.round(priorGrade(car) * 100) / 100,
      sd: Math.round(gradePrior.sd * 100) / 100,
    });
  });
  it('falls, and widens, with each defect', () => {
    const none = estimateGrade(say(...drives), car);
    const rust = estimateGrade(say(...drives, ['rust', 'present']), car);
    const both = estimateGrade(say(...drives, ['rust', 'present'], ['transmission_problem', 'present']), car);
    expect(rust?.mean).toBeLessThan(none?.mean ?? 0);
    expect(both?.mean).toBeLessThan(rust?.mean ?? 0);
    expect(both?.sd).toBeGreaterThan(rust?.sd ?? 9);
    expect(both?.basis).toContain('transmission problem −0.6');
  });
  it('is at most 1.6 for a lot that does not run', () => {
    expect(estimateGrade(say(['runs', 'absent']), { ageYears: 1, odometerMiles: 5_000 })?.mean).toBe(1.6);
  });
  it('is none where nothing is said of condition', () => {
    expect(estimateGrade(say(['police', 'present'], ['keys', 'present']), car)).toBeUndefined();
  });
});
