import type { SellerType } from '../listing.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const insurers = words('insurance progressive geico allstate farmers usaa nationwide travelers');
const fleets = words('avis hertz enterprise budget rental leasing fleet');
const privateWords = words('llc inc corp towing remarketing impound liquidators');
const governments = words(
  'city county state town township village borough parish school schools district university college department dept police sheriff board commission commissioners authority federal municipal municipality public transit airport isd usd water',
);

/** What the seller's own name says of it; undefined where it says nothing: no default. */
export function readSellerType(sellerName: string): SellerType | undefined {
  const found = sellerName
    .toLowerCase()
    .slice(0, 200)
    .split(/[^a-z]+/);
  const has = (set: ReadonlySet<string>): boolean => found.some((word) => set.has(word));
  if (has(insurers) || sellerName.toLowerCase().includes('state farm')) return 'insurance';
  if (has(fleets)) return 'fleet';
  if (has(privateWords)) return undefined;
  return has(governments) ? 'government' : undefined;
}
