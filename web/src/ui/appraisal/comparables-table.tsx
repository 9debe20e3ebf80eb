import { useTable } from '@tanstack/react-table';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../button.tsx';
import {
  cellLooks,
  comparablesColumns,
  comparablesFeatures,
  figureColumns,
  type PriceKind,
  wordOf,
} from './comparables-columns.tsx';
import type { KnownValue } from './value-summary.tsx';

const shownAtFirst = 5;

/** The sales behind a value, each adjusted line by line to this car; heaviest first until sorted otherwise. */
export function ComparablesTable({
  comparables,
  kind,
}: {
  readonly comparables: KnownValue['comparables'];
  readonly kind: PriceKind;
}) {
  const [isWhole, setIsWhole] = useState(false);
  const table = useTable({
    features: comparablesFeatures,
    columns: comparablesColumns[kind],
    data: comparables,
    initialState: { sorting: [{ id: 'weight', desc: true }] },
  });
  const label = kind === 'sale' ? 'Table of comparable sales' : 'Table of comparable asking prices';
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section aria-label={label} tabIndex={0} className="-mx-4 overflow-x-auto px-4">
      <table className="w-full border-collapse text-left max-sm:block">
        <thead className="text-xs text-muted max-sm:sr-only">
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id} className="border-b">
              {group.headers.map((header) => {
                const sorted = header.column.getIsSorted();
                const isFigure = figureColumns.has(header.column.id);
                const label = <table.FlexRender header={header} />;
                return (
                  <th
                    key={header.id}
                    scope="col"
                    aria-sort={sorted === false ? undefined : sorted === 'asc' ? 'ascending' : 'descending'}
                    className={`py-1 pr-4 font-medium last:pr-0 ${isFigure ? 'text-right' : ''}`}
                  >
                    {header.column.getCanSort() ? (
                      <button
                        type="button"
                        onClick={header.column.getToggleSortingHandler()}
                        className="inline-flex h-7 items-center gap-0.5 whitespace-nowrap hover:text-ink"
                      >
                        {sorted === 'asc' && <ArrowUp size={12} aria-hidden />}
                        {sorted === 'desc' && <ArrowDown size={12} aria-hidden />}
                        {label}
                      </button>
                    ) : (
                      label
                    )}
                  </th>
                );
              })}
            </tr>
          ))}
        </thead>
        <tbody className="max-sm:block">
          {table
            .getRowModel()
            .rows.slice(0, isWhole ? undefined : shownAtFirst)
            .map((row) => (
              <tr
                key={row.original.saleId}
                className="border-b align-top last:border-b-0 max-sm:flex max-sm:flex-col max-sm:py-2"
              >
                {row.getAllCells().map((cell) => (
                  <td
                    key={cell.id}
                    data-label={wordOf(cell.column.id, kind)}
                    className={`py-1.5 pr-4 last:pr-0 max-sm:py-0.5 max-sm:pr-0 ${cellLooks(cell.column.id)}`}
                  >
                    <table.FlexRender cell={cell} />
                  </td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
      {comparables.length > shownAtFirst && (
        <Button
          look="quiet"
          aria-expanded={isWhole}
          onClick={() => setIsWhole(!isWhole)}
          className="mt-1 -ml-3"
        >
          {isWhole ? 'Show fewer' : `Show all ${comparables.length}`}
        </Button>
      )}
    </section>
  );
}
