import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { areaUnderCurve } from '../../core/lemon/measure/area-under-curve.ts';
import { calibrationError, reliabilityBins } from '../../core/lemon/measure/reliability.ts';
import { scoreRow } from '../../core/lemon/measure/score-row.ts';
import { fifthOf, heldOutFifth, toTrainingRow } from '../../core/lemon/train/train-lemon-model.ts';
import { loadLemonModel } from './load-lemon-model.ts';
import { loadLemonPurchases } from './load-lemon-purchases.ts';

const data = path.join(import.meta.dirname, '../../../data');
const shipped = path.join(data, 'models/lemon-2010.json');
const records = path.join(data, 'lemons/auction-purchases-2009-2010.csv.gz');
const folder = mkdtempSync(path.join(tmpdir(), 'lemon-'));
afterAll(() => rmSync(folder, { recursive: true }));
const write = (name: string, text: string): string => {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
};

describe('loadLemonModel', () => {
  it('reads the shipped model', () => {
    const model = loadLemonModel(shipped);
    expect(model.training.source).toBe('auction-purchases-2009-2010');
    expect(model.baseRate).toBeCloseTo(0.123, 3);
  });

  it('holds a model that ranks and is calibrated on the purchases it was not trained on', () => {
    const model = loadLemonModel(shipped);
    const judged = loadLemonPurchases(records)
      .purchases.filter((purchase) => fifthOf(purchase) === heldOutFifth)
      .map((purchase) => ({
        probability: scoreRow(model, toTrainingRow(purchase)),
        badBuy: purchase.badBuy,
      }));
    expect(judged).toHaveLength(model.training.heldOutRows);
    expect(areaUnderCurve(judged)).toBeGreaterThan(0.66);
    expect(calibrationError(reliabilityBins(judged))).toBeLessThan(0.02);
  });

  it('refuses a truncated, a changed and a missing file, and says which', () => {
    const text = readFileSync(shipped, 'utf8');
    expect(() => loadLemonModel(write('cut.json', text.slice(0, 1000)))).toThrow(/cut\.json.*not_json/);
    const changed = text.replace('"baseRate":0.12', '"baseRate":0.02');
    expect(changed).not.toBe(text);
    expect(() => loadLemonModel(write('changed.json', changed))).toThrow(/changed\.json.*damaged/);
    expect(() => loadLemonModel(path.join(folder, 'none.json'))).toThrow(/ENOENT/);
  });
});

describe('loadLemonPurchases', () => {
  it('reads every row of the shipped file, and finds the published share of bad buys', () => {
    const { purchases, rejections } = loadLemonPurchases(records);
    expect(rejections).toEqual([]);
    expect(purchases).toHaveLength(72_983);
    expect(purchases.filter(({ badBuy }) => badBuy)).toHaveLength(8976);
    expect(purchases.filter(({ inputs }) => inputs.priceToValue === undefined).length).toBeLessThan(6000);
  });

  it('refuses a file with another header', () => {
    expect(() => loadLemonPurchases(write('other.csv', 'a,b\n1,2\n'))).toThrow(/other\.csv: header/);
  });
});
