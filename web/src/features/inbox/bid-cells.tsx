import type { DealSummary } from '../../../../src/contracts/deals.ts';
import { formatPlural } from '../../lib/format-count.ts';
import { formatMoment } from '../../lib/format-instant.ts';
import { formatDollars } from '../../lib/format-money.ts';
import { describeTimeLeft } from '../../lib/time-left.ts';

interface Props {
  readonly deal: DealSummary;
  readonly nowMs: number;
  readonly isSample: boolean;
}

/** What the auction says: when it ends and where the bid stands. */
export function BidCells({ deal, nowMs, isSample }: Props) {
  const time = describeTimeLeft(deal, nowMs, isSample);
  return (
    <>
      <td
        data-cell="ends"
        className="figures min-w-0 text-muted"
        title={`Seen ${formatMoment(deal.observedAt)}${deal.endsAt ? `; ends ${formatMoment(deal.endsAt)}` : ''}`}
      >
        <span className={time.isSoon ? 'font-semibold text-stop' : time.isOver ? '' : 'text-ink'}>
          {time.headline}
        </span>{' '}
        <span className="text-xs max-[42rem]:inline @min-[42rem]/deal-list:block">{time.note}</span>
      </td>
      <td data-cell="bid" className="figures">
        <span className="cell-label block text-xs text-muted">Bid</span>
        {deal.currentBidCents === null ? (
          <span className="text-muted">not shown</span>
        ) : (
          formatDollars(deal.currentBidCents)
        )}
        {deal.bidCount !== null && (
          <span className="hidden text-xs text-muted @min-[62rem]/deal-list:block">
            {formatPlural(deal.bidCount, 'bid')}
          </span>
        )}
      </td>
    </>
  );
}
