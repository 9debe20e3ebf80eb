import type { DealDetail } from '../../../../src/contracts/deals.ts';
import { formatMoment } from '../../lib/format-instant.ts';
import { formatDollars } from '../../lib/format-money.ts';
import { toWords } from '../../lib/words.ts';

const columns = [
  { label: 'Seen', isFigure: false },
  { label: 'Status', isFigure: false },
  { label: 'Bid', isFigure: true },
  { label: 'Bids', isFigure: true },
  { label: 'Ends', isFigure: false },
];

/** Every time the lot was looked at, newest first; none is ever overwritten. */
export function ObservationsTable({ observations }: { readonly observations: DealDetail['observations'] }) {
  const newestFirst = observations.toSorted((a, b) => Date.parse(b.observedAt) - Date.parse(a.observedAt));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section aria-label="Observations" tabIndex={0} className="-mx-4 overflow-x-auto px-4">
      <table className="w-full text-left">
        <thead className="text-xs text-muted">
          <tr className="border-b">
            {columns.map((column) => (
              <th
                key={column.label}
                scope="col"
                className={`py-1 pr-4 font-medium last:pr-0 ${column.isFigure ? 'text-right' : ''}`}
              >
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {newestFirst.map((seen) => (
            <tr key={seen.observedAt} className="figures border-b last:border-b-0">
              <td className="py-1 pr-4">{formatMoment(seen.observedAt)}</td>
              <td className="py-1 pr-4">{toWords(seen.status)}</td>
              <td className="py-1 pr-4 text-right">
                {seen.currentBidCents === null ? 'not shown' : formatDollars(seen.currentBidCents)}
              </td>
              <td className="py-1 pr-4 text-right">{seen.bidCount ?? 'not shown'}</td>
              <td className="py-1">{seen.endsAt === null ? 'not given' : formatMoment(seen.endsAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
