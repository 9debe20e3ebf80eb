import { greatestAmountCents } from '../kernel/exact-share.ts';
import { type Cents, toCents } from '../kernel/money.ts';
import type { QuotedFloorplan } from './carrying/carrying-costs.ts';
import { type QuotedTax, taxFunction } from './carrying/quote-sales-tax.ts';
import type { CostBreakdown, CostLine, PricedCost } from './cost.ts';
import type { QuotedFee } from './fees/quote-fees.ts';

/**
 * Joins what varies with the bid (fees, then tax on bid and taxed fees, then floorplan on all of these) and what does
 * not. `totalAt` and `atBid` run the same functions, so the total is always the sum of the lines.
 */
export function priceLines(
  fees: readonly QuotedFee[],
  tax: QuotedTax,
  floorplan: QuotedFloorplan,
  fixedLines: readonly CostLine[],
): Pick<PricedCost, 'atBid' | 'totalAt'> {
  const taxAt = taxFunction(tax);
  let fixedCents = 0;
  for (const line of fixedLines) fixedCents += line.amountCents;

  const totalAt = (bidCents: number): number => {
    let paid = bidCents;
    let taxed = bidCents;
    for (const fee of fees) {
      const amount = fee.amountAt(bidCents);
      paid += amount;
      if (fee.taxable) taxed += amount;
    }
    paid += taxAt(taxed);
    return paid + floorplan.amountAt(paid) + fixedCents;
  };

  const atBid = (bidCents: Cents): CostBreakdown => {
    if (!Number.isSafeInteger(bidCents) || bidCents < 0 || bidCents > greatestAmountCents)
      throw new RangeError(`not a bid: ${bidCents}`);
    const lines: CostLine[] = [{ kind: 'hammer_price', amountCents: bidCents, basis: 'the bid itself' }];
    let paid: number = bidCents;
    let taxed: number = bidCents;
    for (const fee of fees) {
      const amountCents = toCents(fee.amountAt(bidCents));
      lines.push({
        kind: fee.kind,
        amountCents,
        basis: fee.basisAt(bidCents),
        ...(fee.approximate !== undefined && { approximate: fee.approximate }),
      });
      paid += amountCents;
      if (fee.taxable) taxed += amountCents;
    }
    const taxCents = toCents(taxAt(taxed));
    lines.push({
      kind: 'sales_tax',
      amountCents: taxCents,
      basis: tax.basis,
      ...(tax.approximate !== undefined && { approximate: tax.approximate }),
    });
    paid += taxCents;
    const floorplanCents = toCents(floorplan.amountAt(paid));
    lines.push({ kind: 'floorplan', amountCents: floorplanCents, basis: floorplan.basis }, ...fixedLines);
    return { atBidCents: bidCents, totalCents: toCents(paid + floorplanCents + fixedCents), lines };
  };
  return { atBid, totalAt };
}
