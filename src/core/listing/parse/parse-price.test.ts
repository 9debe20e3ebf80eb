import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCents, toCents } from '../../kernel/money.ts';
import { parsePrice } from './parse-price.ts';

describe('parsePrice', () => {
  it.each([
    ['$1,234.50', 123450],
    ['1234.5', 123450],
    ['USD 3,458.25', 345825],
    ['US $5,000', 500000],
    ['18040.00', 1804000],
    ['293.00\u00a0', 29300],
    ['1,234,567', 123456700],
    ['22157.8800', 2215788],
    ['0', 0],
    [18040.0, 1804000],
    [592.89, 59289],
    [3458.2500000000005, 345825],
    [0.07, 7],
    [1.1, 110],
    [10_000_000, 1_000_000_000],
  ])('reads %j as %i cents', (text, cents) => {
    expect(parsePrice(text)).toEqual({ ok: true, value: cents });
  });

  it.each([
    ['1.234,50', 'two readings'],
    ['1.234', 'two readings'],
    ['1234,5', 'two readings'],
    ['$1,2,3', 'grouped by three'],
    ['12,34.00', 'grouped by three'],
    ['-5', 'negative'],
    ['$-5.00', 'negative'],
    ['-$5.00', 'negative'],
    ['($5.00)', 'negative'],
    ['CAD 500', 'another currency'],
    ['€500', 'another currency'],
    ['', 'empty'],
    ['   ', 'empty'],
    ['free', 'not a number'],
    ['1e6', 'not a number'],
    ['0x10', 'not a number'],
    ['12 500', 'not a number'],
    ['=HYPERLINK("x")', 'not a number'],
    ['10000000.01', 'above'],
    ['999999999999', 'above'],
    ['9'.repeat(500), 'too long'],
    [Number.NaN, 'not a number'],
    [Number.POSITIVE_INFINITY, 'not a number'],
    [-1, 'negative'],
    [10_000_000.01, 'above'],
    [1.234, 'fraction of a cent'],
    [null, 'neither'],
    [{ toString: 1 }, 'neither'],
    [true, 'neither'],
  ])('refuses %j: %s', (text, why) => {
    const parsed = parsePrice(text);
    expect(parsed).toMatchObject({ ok: false, error: { code: 'bad_price' } });
    expect(!parsed.ok && parsed.error.reason).toContain(why);
  });

  it('reads back every amount that invoices print, as text and as a number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), (cents) => {
        expect(parsePrice(formatCents(toCents(cents)))).toEqual({ ok: true, value: cents });
        expect(parsePrice(cents / 100)).toEqual({ ok: true, value: cents });
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.anything(), (value) => typeof parsePrice(value).ok === 'boolean'));
  });
});
