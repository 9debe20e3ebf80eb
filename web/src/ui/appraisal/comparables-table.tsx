import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  sortFns,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { formatCount } from '../../lib/format-count.ts';
import { formatDay } from '../../lib/format-instant.ts';
import { formatDelta, formatDollars, formatShare } from '../../lib/format-money.ts';
import { adjustmentWords } from '../../lib/words.ts';
import type { KnownValue } from './value-summary.tsx';

type ComparableView = KnownValue['comparables'][number];

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel(), sortFns });
const column = createColumnHelper<typeof features, ComparableView>();

/** Sales data is often in small letters: `ford f-150 xlt`. */
const capitalize = (name: string): string =>
  name === name.toLowerCase()
    ? name.replaceAll(/(^|[\s-])([a-z])/g, (initial) => initial.toUpperCase())
    : name;

const nameSale = ({ year, make, model, trim }: ComparableView): string =>
  [year, ...[make, model, trim ?? ''].map(capitalize)].join(' ').trim();

const Adjustments = ({ sale }: { readonly sale: ComparableView }) => (
  <ul className="flex flex-col text-xs text-muted max-sm:w-full">
    {sale.adjustments.map((adjustment) => (
      <li key={adjustment.kind} className="flex justify-between gap-3">
        <span>{adjustmentWords(adjustment.kind)}</span>
        <span className="figures text-ink">{formatDelta(adjustment.amountCents)}</span>
      </li>
    ))}
  </ul>
);

const columns = column.columns([
  column.accessor((sale) => sale.soldAt, {
    id: 'sold',
    header: 'Sold',
    cell: ({ row }) => <span className="figures">{formatDay(row.original.soldAt)}</span>,
  }),
  column.accessor((sale) => nameSale(sale), {
    id: 'car',
    header: 'Car',
    cell: ({ row, getValue }) => (
      <span className="block min-w-36">
        <span className="font-medium">{getValue()}</span>
        <span className="block text-xs text-muted">
          {[
            row.original.state,
            row.original.conditionGrade && `grade ${row.original.conditionGrade.toFixed(1)}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
    ),
  }),
  column.accessor((sale) => sale.odometerMiles ?? 0, {
    id: 'miles',
    header: 'Miles',
    cell: ({ row }) =>
      row.original.odometerMiles === undefined ? 'unknown' : formatCount(row.original.odometerMiles),
  }),
  column.accessor((sale) => sale.hammerPriceCents, {
    id: 'hammer',
    header: 'Hammer price',
    cell: ({ getValue }) => formatDollars(getValue()),
  }),
  column.display({
    id: 'adjustments',
    header: 'Adjusted to this car',
    cell: ({ row }) => <Adjustments sale={row.original} />,
  }),
  column.accessor((sale) => sale.adjustedCents, {
    id: 'adjusted',
    header: 'Adjusted',
    cell: ({ getValue }) => <span className="font-semibold">{formatDollars(getValue())}</span>,
  }),
  column.accessor((sale) => sale.weight, {
    id: 'weight',
    header: 'Weight',
    cell: ({ getValue }) => formatShare(getValue()),
  }),
]);

/** Names that a phone prints beside each figure, where there is no room for column heads. */
const wordedColumns: ReadonlyMap<string, string> = new Map([
  ['sold', 'Sold'],
  ['miles', 'Miles'],
  ['hammer', 'Hammer price'],
  ['adjusted', 'Adjusted to this car'],
  ['weight', 'Weight'],
]);
const wordedLook =
  'max-sm:flex max-sm:justify-between max-sm:before:text-muted max-sm:before:content-[attr(data-label)]';

/** The car leads on a phone; what has a name there stands beside it. */
const cellLooks = (id: string): string =>
  `${id === 'car' ? 'max-sm:order-first' : ''} ${wordedColumns.has(id) ? wordedLook : ''} ${figureColumns.has(id) ? 'figures text-right' : ''}`;

const figureColumns = new Set(['miles', 'hammer', 'adjusted', 'weight']);

/** The sales behind a value, each adjusted line by line to this car; heaviest first until sorted otherwise. */
export function ComparablesTable({ comparables }: { readonly comparables: KnownValue['comparables'] }) {
  const table = useTable({
    features,
    columns,
    data: comparables,
    initialState: { sorting: [{ id: 'weight', desc: true }] },
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section aria-label="Table of comparable sales" tabIndex={0} className="-mx-4 overflow-x-auto px-4">
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
          {table.getRowModel().rows.map((row) => (
            <tr
              key={row.original.saleId}
              className="border-b align-top last:border-b-0 max-sm:flex max-sm:flex-col max-sm:py-2"
            >
              {row.getAllCells().map((cell) => (
                <td
                  key={cell.id}
                  data-label={wordedColumns.get(cell.column.id)}
                  className={`py-1.5 pr-4 last:pr-0 max-sm:py-0.5 max-sm:pr-0 ${cellLooks(cell.column.id)}`}
                >
                  <table.FlexRender cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
