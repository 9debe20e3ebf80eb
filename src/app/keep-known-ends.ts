import { toInstant } from '../core/kernel/instant.ts';
import { type KnownEnd, keepKnownEnd } from '../core/listing/keep-known-end.ts';
import type { Database } from '../store/connection.ts';
import { findKnownEnds } from '../store/known-ends.reader.ts';
import { listingIdOf } from './build-lot-row.ts';
import { toLotState } from './market/stored-lot.ts';
import type { ExtractedListing } from './read-lots.ts';

export const hasNoEnd = ({ listing }: ExtractedListing): boolean => listing.state.endsAt === undefined;

/** Lots whose end this capture does not tell keep the one that is stored of them. */
export async function keepKnownEnds(
  db: Database,
  lots: readonly ExtractedListing[],
): Promise<readonly ExtractedListing[]> {
  const stored = await findKnownEnds(
    db,
    lots.filter(hasNoEnd).map(({ listing }) => listingIdOf(listing)),
  );
  if (stored.size === 0) return lots;
  return lots.map((lot) => {
    const row = stored.get(listingIdOf(lot.listing));
    return row ? withKnownEnd(lot, { ...toLotState(row), observedAt: toInstant(row.observed_at) }) : lot;
  });
}

/** The lot as it is known; what this capture itself says stays beside it, for the observation. */
export function withKnownEnd(lot: ExtractedListing, known: KnownEnd): ExtractedListing {
  const { listing } = lot;
  const state = keepKnownEnd(listing.state, listing.observedAt, known);
  if (state === listing.state) return lot;
  const from = `the capture of ${known.observedAt}`;
  const kept = Object.keys(state).filter((field) => !(field in listing.state));
  const provenance = { ...listing.provenance, ...Object.fromEntries(kept.map((field) => [field, from])) };
  return { ...lot, listing: { ...listing, state, provenance }, said: lot.said ?? listing.state };
}
