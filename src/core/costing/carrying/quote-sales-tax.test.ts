import { describe, expect, it } from 'vitest';
import { toInstant } from '../../kernel/instant.ts';
import { toRatio } from '../../kernel/money.ts';
import { profile, subject, without } from '../costing.testkit.ts';
import { quoteSalesTax, taxFunction } from './quote-sales-tax.ts';
import { stateSalesTax } from './state-sales-tax.ts';

const consumer = profile({ resaleCertificate: false });

describe('sales tax', () => {
  it('is none on a resale certificate, and says why', () => {
    expect(quoteSalesTax(subject(), profile())).toEqual({
      ratio: 0,
      basis: 'none: bought for resale on your resale certificate',
    });
  });
  it('is due again from the moment the certificate expires', () => {
    const expiring = profile({ resaleCertificateExpiresAt: toInstant('2026-11-23T00:00:00Z') });
    expect(quoteSalesTax(subject({ asOf: toInstant('2026-11-22T23:59:59Z') }), expiring).ratio).toBe(0);
    const after = quoteSalesTax(subject(), expiring);
    expect(after.ratio).toBe(0.0625);
    expect(after.basis).toContain('expired on 2026-11-23');
  });
  it.each([
    ['TX', 0.0625],
    ['CA', 0.0725],
    ['OR', 0],
    ['MN', 0.06875],
    // states that tax vehicles by a law of their own
    ['AL', 0.02],
    ['GA', 0.07],
    ['IA', 0.05],
    ['MD', 0.065],
    ['NC', 0.03],
    ['NM', 0.04],
    ['SD', 0.04],
    ['VA', 0.0415],
    ['DE', 0.0525],
  ])('is the state rate of %s otherwise: %d', (state, rate) => {
    expect(quoteSalesTax(subject({ state }), consumer).ratio).toBe(rate);
  });
  it('Promise 4: is the dearest state rate where the state is unknown', () => {
    expect(quoteSalesTax(without(subject(), 'state'), consumer).ratio).toBe(0.08);
    expect(quoteSalesTax(subject({ state: '__proto__' }), consumer).ratio).toBe(0.08);
  });
  it("is the buyer's own rate where they state one", () => {
    expect(quoteSalesTax(subject(), { ...consumer, salesTaxRatio: toRatio(0.0825) }).ratio).toBe(0.0825);
  });
  it('knows all fifty states and DC', () => {
    expect(stateSalesTax.size).toBe(51);
  });
  it('stops at the limit that a state sets, to the cent', () => {
    const carolina = quoteSalesTax(subject({ state: 'SC' }), consumer);
    expect(carolina.capCents).toBe(50_000);
    const taxAt = taxFunction(carolina);
    expect(taxAt(999_990)).toBe(50_000);
    expect(taxAt(999_989)).toBe(49_999);
    expect(taxAt(5_000_000)).toBe(50_000);
    expect(carolina.basis).toContain('at most $500.00');
  });
  it('says that county and city may add theirs, and what a state’s rate leaves out', () => {
    expect(quoteSalesTax(subject(), consumer).approximate).toContain('counties and cities');
    expect(quoteSalesTax(subject({ state: 'CT' }), consumer).approximate).toContain('7.75 % over $50,000');
    expect(quoteSalesTax(subject(), profile()).approximate).toBeUndefined();
  });
  it('says of every law of a state either where it was read or that it is unverified, and so does the line', () => {
    for (const [state, { law, checked, unverified }] of stateSalesTax) {
      const { basis, approximate } = quoteSalesTax(subject({ state }), consumer);
      if (law === undefined) continue;
      expect((checked === undefined) !== (unverified === undefined), state).toBe(true);
      if (checked) expect(basis).toContain(`read at ${checked} on 2026-11-25`);
      if (unverified) {
        expect(basis).toContain(`unverified: ${unverified}`);
        expect(approximate).toContain(`unverified: ${unverified}`);
      }
    }
  });
  it('names for every vehicle law its text, and no rate is absurd', () => {
    for (const { ratio, law } of stateSalesTax.values()) {
      expect(ratio).toBeGreaterThanOrEqual(0);
      expect(ratio).toBeLessThanOrEqual(0.08);
      if (law !== undefined) expect(law.length).toBeGreaterThan(10);
    }
  });
});
