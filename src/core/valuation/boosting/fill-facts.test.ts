import { describe, expect, it } from 'vitest';
import { readSomeSales } from './boosting.testkit.ts';
import { FillCounter, fillFacts } from './fill-facts.ts';
import type { LotFacts } from './lot-facts.ts';
import type { TrainingSale } from './training-sale.ts';

const [some] = readSomeSales();
if (some === undefined) throw new Error('no sales');
const base: LotFacts = { ...some.facts, make: 'ford', model: 'focus', guessed: [] };
const sale = (facts: Partial<LotFacts>): TrainingSale => ({ ...some, facts: { ...base, ...facts } });
const vin = '1FAHP3F20CL100000';
const unknown = { trim: '', body: '', transmission: '' };

const sales = [
  ...Array.from({ length: 6 }, () => sale({ vin, trim: 'se', body: 'sedan', transmission: 'automatic' })),
  sale({ vin, trim: 'sel', body: 'sedan', transmission: 'automatic' }),
  ...Array.from({ length: 6 }, () =>
    sale({ vin: '', trim: 'st', body: 'hatchback', transmission: 'automatic' }),
  ),
];
const counter = new FillCounter(sales);
const fills = counter.toFills();

describe('facts that are not stated', () => {
  it('are what most cars of the VIN pattern have, and are said to be guessed', () => {
    const filled = fillFacts(fills, { ...base, ...unknown, vin });
    expect(filled).toMatchObject({ trim: 'se', body: 'sedan', transmission: 'automatic' });
    expect(filled.guessed).toEqual(['trim', 'body', 'transmission']);
  });

  it('stay unknown where like cars do not agree; a trim is never guessed by the model alone', () => {
    const filled = fillFacts(fills, { ...base, ...unknown, vin: '' });
    expect(filled).toMatchObject({ trim: '', body: '', transmission: 'automatic' });
    expect(filled.guessed).toEqual(['transmission']);
  });

  it('stand in for a body by a word that no sale of the model uses', () => {
    expect(fillFacts(fills, { ...base, vin, trim: 'se', body: 'passengercar' }).body).toBe('sedan');
    expect(fillFacts(fills, { ...base, vin, trim: 'se', body: 'hatchback' }).body).toBe('hatchback');
    expect(fillFacts(fills, { ...base, make: 'kia', vin: '', body: 'passengercar' }).body).toBe(
      'passengercar',
    );
  });

  it('leave what is stated as it is', () => {
    const stated = { ...base, vin, trim: 'titanium', body: 'sedan', transmission: 'manual' };
    expect(fillFacts(fills, stated)).toEqual(stated);
  });

  it('of a sale are never told by the sale itself', () => {
    const alone = sale({ vin: '2FAHP3F20CL100000', trim: 'rs', body: 'coupe', transmission: 'manual' });
    const withAlone = new FillCounter([...sales, alone]);
    const hidden = { ...alone.facts, ...unknown };
    expect(withAlone.fillSale(hidden, alone.facts)).toMatchObject({ trim: '', transmission: 'automatic' });
    expect(fillFacts(withAlone.toFills(), hidden).trim).toBe('rs');
  });

  it('stand a make and model named like properties of every object', () => {
    const odd = { ...base, ...unknown, make: 'constructor', model: '', vin: '' };
    expect(fillFacts(fills, odd)).toMatchObject(unknown);
  });
});
