import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import type { DealSummary } from '../../../../src/contracts/deals.ts';
import { useHotkeys } from '../../lib/use-hotkeys.ts';

/** The row that someone left by opening it: coming back puts the focus there again. */
let lastOpenedId: string | undefined;

/** j, k and arrows move one row, Enter opens it, Esc lets go. `selected` is −1 when no row is. */
export function useListKeys(deals: readonly DealSummary[], scrollTo: (index: number) => void) {
  const [selected, setSelected] = useState(() => deals.findIndex((deal) => deal.id === lastOpenedId));
  const navigate = useNavigate();
  const move = (event: KeyboardEvent, step: number) => {
    if (deals.length === 0) return;
    event.preventDefault();
    const next = Math.min(deals.length - 1, Math.max(0, selected + step));
    setSelected(next);
    scrollTo(next);
  };
  const open = (deal: DealSummary | undefined) => {
    if (deal) void navigate({ to: '/deals/$id', params: { id: deal.id } });
  };
  const letGo = () => {
    setSelected(-1);
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  };
  useHotkeys((key, event) => {
    if (key === 'j' || key === 'ArrowDown') move(event, 1);
    else if (key === 'k' || key === 'ArrowUp') move(event, -1);
    else if (key === 'Enter' && event.target === document.body) open(deals[selected]);
    else if (key === 'Escape') letGo();
  });
  const selectedId = deals[selected]?.id;
  useEffect(() => {
    lastOpenedId = selectedId;
  }, [selectedId]);
  const select = useCallback((index: number) => setSelected(index), []);
  return { selected, select };
}
