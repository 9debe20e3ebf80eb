import { describe, expect, it } from 'vitest';
import { toInstant } from '../../kernel/instant.ts';
import { toCents } from '../../kernel/money.ts';
import { acceptSale } from './accept-sale.ts';

const readAt = toInstant('2026-04-09T00:00:00Z');
const sold = {
  status: 'sold',
  hammerPriceCents: toCents(307_400),
  soldAt: toInstant('2026-04-08T17:00:00Z'),
  source: 'govdeals',
} as const;

describe('a comparable is a confirmed sale and nothing else', () => {
  it('accepts a sold lot with its hammer price, past date and source', () => {
    expect(acceptSale(sold, readAt)).toEqual({
      ok: true,
      value: { hammerPriceCents: 307_400, soldAt: sold.soldAt, source: 'govdeals' },
    });
  });

  it.each(['scheduled', 'active', 'ended', 'withdrawn'] as const)('refuses a lot that is %s', (status) => {
    expect(acceptSale({ ...sold, status }, readAt)).toMatchObject({ ok: false, error: { code: 'not_sold' } });
  });

  it.each([
    ['no_final_price', { ...sold, hammerPriceCents: undefined }],
    ['absurd_price', { ...sold, hammerPriceCents: toCents(100) }],
    ['absurd_price', { ...sold, hammerPriceCents: toCents(0) }],
    ['absurd_price', { ...sold, hammerPriceCents: toCents(99_000_000) }],
    ['no_sale_date', { ...sold, soldAt: undefined }],
    ['future_date', { ...sold, soldAt: toInstant('2026-04-10T00:00:00Z') }],
    ['no_source', { ...sold, source: ' ' }],
  ] as const)('refuses with %s', (code, { hammerPriceCents, soldAt, ...rest }) => {
    const candidate = {
      ...rest,
      ...(hammerPriceCents !== undefined && { hammerPriceCents }),
      ...(soldAt && { soldAt }),
    };
    expect(acceptSale(candidate, readAt)).toMatchObject({ ok: false, error: { code } });
  });
});
