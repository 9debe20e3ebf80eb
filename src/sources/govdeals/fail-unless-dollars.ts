import { isStated, type ListingDraft } from '../_kit/listing-draft.ts';

/** Every amount of ours is in US dollars; a lot in another currency is kept for review, never read as dollars. */
export function failUnlessDollars(draft: ListingDraft, field: string): void {
  const currency = draft.record[field];
  if (!isStated(currency) || currency === 'USD') return;
  draft.fail('currency_not_usd', 'the lot is not sold in US dollars', field);
}
