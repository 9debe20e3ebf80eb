import type { Buyer, PricedCar } from '../../core/appraisal.ts';
import { assessFor } from '../../core/appraise.ts';
import { toMoneyRange } from '../../core/kernel/distribution.ts';
import type { BoundBuyer } from '../../core/market/buyer/prepare-buyer.ts';
import { bit } from '../../core/market/columns/column-set.ts';
import type { MarketColumns } from '../../core/market/columns/market-columns.ts';
import type { SaidRow } from '../../store/last-looks.writer.ts';

/** What a row of the market is to a buyer, as lists show it. */
export function saidAt(market: MarketColumns, buyer: BoundBuyer, row: number): SaidRow {
  const { maxBidCents, edgeCents, score } = buyer.figuresAt(row);
  const valueCents = buyer.valueAt(row);
  const hasClose = ((market.columns.bits[row] ?? 0) & bit.close) !== 0;
  return {
    max_bid_cents: maxBidCents,
    edge_cents: edgeCents,
    value_p50_cents: Number.isNaN(valueCents) ? null : valueCents,
    close_p50_cents: hasClose ? toMoneyRange(market.closeAt(row)).p50Cents : null,
    score,
  };
}

/** The same of a car that was read by itself. */
export function saidOf(car: PricedCar, buyer: Buyer): SaidRow {
  const { assessment, wholesale, retail, forecast } = assessFor(car, buyer);
  const value = buyer.profile.exit === 'retail' ? retail : wholesale;
  return {
    max_bid_cents: assessment?.maxBidCents ?? null,
    edge_cents: assessment?.edgeCents ?? null,
    value_p50_cents: value?.p50Cents ?? null,
    close_p50_cents: forecast?.p50Cents ?? null,
    score: assessment?.score ?? null,
  };
}

/** Nothing: for what cannot be read, or is no road vehicle. */
export const saidNothing: SaidRow = {
  max_bid_cents: null,
  edge_cents: null,
  value_p50_cents: null,
  close_p50_cents: null,
  score: null,
};
