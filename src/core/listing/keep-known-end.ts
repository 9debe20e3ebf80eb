import type { Instant } from '../kernel/instant.ts';
import type { LotState } from './listing.ts';

/** What an earlier look at the lot had told of its end. */
export interface KnownEnd
  extends Pick<LotState, 'status' | 'endsAt' | 'endsAtPrecision' | 'hammerPriceCents'> {
  readonly observedAt: Instant;
}

/**
 * A lot whose end this look does not tell keeps the one that was known, and one that was over stays over: nothing
 * unread opens an auction again. A later look tells nothing of an earlier one.
 */
export function keepKnownEnd(state: LotState, observedAt: Instant, known: KnownEnd | undefined): LotState {
  if (state.endsAt !== undefined || known === undefined || known.observedAt > observedAt) return state;
  const { endsAt, endsAtPrecision, hammerPriceCents } = known;
  const kept: LotState = {
    ...state,
    ...(endsAt !== undefined && endsAtPrecision !== undefined && { endsAt, endsAtPrecision }),
  };
  const isOpen = (status: LotState['status']) => status === 'active' || status === 'scheduled';
  if (!isOpen(state.status)) return kept;
  if (!isOpen(known.status))
    return { ...kept, status: known.status, ...(hammerPriceCents !== undefined && { hammerPriceCents }) };
  return endsAt !== undefined && endsAt <= observedAt ? { ...kept, status: 'ended' } : kept;
}
