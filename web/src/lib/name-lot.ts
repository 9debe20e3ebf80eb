import type { DealSummary } from '../../../src/contracts/deals.ts';

/** `2013 Ford F-150 XLT`, or the auction's own title where the car is not known that well. */
export function nameLot(lot: Pick<DealSummary, 'year' | 'make' | 'model' | 'trim' | 'title'>): string {
  if (lot.year === null || lot.make === null || lot.model === null) return lot.title;
  return [lot.year, lot.make, lot.model, lot.trim].filter((part) => part !== null && part !== '').join(' ');
}
