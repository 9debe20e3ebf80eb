import { describe, expect, it } from 'vitest';
import { toInstant } from '../../kernel/instant.ts';
import { toRatio } from '../../kernel/money.ts';
import { profile, subject, without } from '../costing.testkit.ts';
import { quoteSalesTax } from './quote-sales-tax.ts';
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
});
