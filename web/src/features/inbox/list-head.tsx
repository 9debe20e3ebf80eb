import { ArrowDown, ArrowUp } from 'lucide-react';
import type { DealsQuery } from '../../../../src/contracts/deals.ts';
import { type DealsSearch, usefulOrder } from '../../lib/deals-search.ts';
import type { ChangeSearch } from './use-inbox-search.ts';

interface Column {
  readonly cell: string;
  readonly label: string;
  readonly sort?: DealsQuery['sort'];
  readonly isFigure: boolean;
}

const columns: readonly Column[] = [
  { cell: 'vehicle', label: 'Vehicle', isFigure: false },
  { cell: 'ends', label: 'Time left', sort: 'endsAt', isFigure: false },
  { cell: 'bid', label: 'Bid', sort: 'currentBid', isFigure: true },
  { cell: 'forecast', label: 'Close', isFigure: true },
  { cell: 'wholesale', label: 'Wholesale', isFigure: true },
  { cell: 'max', label: 'Max bid', sort: 'maxBid', isFigure: true },
  { cell: 'edge', label: 'Edge', sort: 'edge', isFigure: true },
  { cell: 'score', label: 'Score', sort: 'score', isFigure: true },
];

interface Props {
  readonly search: DealsSearch;
  readonly change: ChangeSearch;
}

export function ListHead({ search, change }: Props) {
  const sort = search.sort ?? 'edge';
  const order = search.order ?? usefulOrder(sort);
  const Arrow = order === 'asc' ? ArrowUp : ArrowDown;
  return (
    <thead className="contents">
      <tr
        aria-rowindex={1}
        className="deal-grid deal-head sticky top-12 z-20 rounded-t-[9px] border-b bg-surface text-xs font-medium text-muted"
      >
        {columns.map((column) => {
          const isSorted = column.sort === sort;
          return (
            <th
              key={column.cell}
              scope="col"
              data-cell={column.cell}
              aria-sort={isSorted ? (order === 'asc' ? 'ascending' : 'descending') : undefined}
              className={`font-medium ${column.isFigure ? 'text-right' : 'text-left'}`}
            >
              {column.sort === undefined ? (
                column.label
              ) : (
                <button
                  type="button"
                  onClick={() =>
                    change({
                      sort: column.sort,
                      order: isSorted ? (order === 'asc' ? 'desc' : 'asc') : undefined,
                    })
                  }
                  className={`inline-flex h-7 items-center gap-0.5 hover:text-ink ${isSorted ? 'text-ink' : ''}`}
                >
                  {isSorted && column.isFigure && <Arrow size={12} aria-hidden />}
                  {column.label}
                  {isSorted && !column.isFigure && <Arrow size={12} aria-hidden />}
                </button>
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
