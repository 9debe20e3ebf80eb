import './deal-row.css';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { DealSummary, Market } from '../../../../src/contracts/deals.ts';
import type { DealsSearch } from '../../lib/deals-search.ts';
import { useMarketNow } from '../../lib/market-now.ts';
import { DealRow } from './deal-row.tsx';
import { ListHead } from './list-head.tsx';
import type { ChangeSearch } from './use-inbox-search.ts';
import { useListKeys } from './use-list-keys.ts';

interface Props {
  /** Those of a what-if bring their max bid under the saved settings with them. */
  readonly deals: readonly (DealSummary & { readonly savedMaxBidCents?: number | null })[];
  readonly total: number;
  readonly market: Market;
  readonly search: DealsSearch;
  readonly change: ChangeSearch;
  readonly isBusy: boolean;
  readonly onNearEnd: () => void;
}

const estimatedRowPx = 82;
const estimatedCardPx = 210;
/** Height of the fixed header and column heads that a row must not be scrolled beneath. */
const coveredPx = 84;
const rowsAhead = 10;

export function DealsList({ deals, total, market, search, change, isBusy, onNearEnd }: Props) {
  const list = useRef<HTMLTableSectionElement>(null);
  const nowMs = useMarketNow(market);
  const virtualizer = useWindowVirtualizer({
    count: deals.length,
    estimateSize: () => (window.innerWidth < 700 ? estimatedCardPx : estimatedRowPx),
    getItemKey: (index) => deals[index]?.id ?? index,
    overscan: 6,
    scrollMargin: list.current?.offsetTop ?? 0,
    scrollPaddingStart: coveredPx,
    scrollPaddingEnd: 8,
  });
  const { selected, select } = useListKeys(deals, (index) => virtualizer.scrollToIndex(index));
  const rows = virtualizer.getVirtualItems();
  const lastIndex = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lastIndex >= deals.length - rowsAhead) onNearEnd();
  }, [lastIndex, deals.length, onNearEnd]);
  return (
    <table aria-label="Deals" aria-rowcount={total + 1} aria-busy={isBusy} className="deal-list card block">
      <ListHead search={search} change={change} />
      <tbody
        ref={list}
        className={`relative block overflow-hidden rounded-b-[9px] ${isBusy ? 'opacity-60' : ''}`}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {rows.map((row) => {
          const deal = deals[row.index];
          return (
            deal && (
              <DealRow
                key={row.key}
                deal={deal}
                index={row.index}
                nowMs={nowMs}
                isSample={market.isSample}
                savedMaxBidCents={deal.savedMaxBidCents ?? null}
                isSelected={row.index === selected}
                onSelect={select}
                measure={virtualizer.measureElement}
                offsetPx={row.start - virtualizer.options.scrollMargin}
              />
            )
          );
        })}
      </tbody>
    </table>
  );
}
