import type { KeptLook } from '../../store/last-looks.reader.ts';
import type { SaidRow } from '../../store/last-looks.writer.ts';
import { materialCents, materialRatio } from '../../store/lot-values.writer.ts';

const worthKeeping = (score: number | null): boolean => score !== null && score >= 1;

const moved = (is: number | null, was: number | null): boolean =>
  is === null || was === null
    ? is !== was
    : Math.abs(is - was) >= Math.max(materialCents, materialRatio * Math.abs(was));

/**
 * Whether a look is to be kept: the first of a lot with a score of 1 or more, and then one that differs materially. Once
 * the lot has ended, only for a later state from before its end: what changed since, such as settings, was not yet so.
 */
export function isNews(
  said: SaidRow,
  { isOver, observedAt }: { readonly isOver: boolean; readonly observedAt: string },
  kept: Omit<KeptLook, 'listing_id' | 'ends_at'> | undefined,
): boolean {
  if (!kept) return worthKeeping(said.score);
  if (isOver && observedAt <= kept.observed_at) return false;
  return (
    worthKeeping(said.score) !== worthKeeping(kept.score) ||
    moved(said.max_bid_cents, kept.max_bid_cents) ||
    moved(said.edge_cents, kept.edge_cents) ||
    moved(said.close_p50_cents, kept.close_p50_cents)
  );
}
