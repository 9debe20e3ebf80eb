import type { BuyerProfileInput } from '../../../../src/contracts/buyer-profile.ts';

/** Of settings being tried, only those that differ from the saved ones. */
export const withoutSaved = (changes: BuyerProfileInput, saved: BuyerProfileInput): BuyerProfileInput =>
  Object.fromEntries(
    Object.entries(changes).filter(([name, value]) => value !== saved[name as keyof BuyerProfileInput]),
  );
