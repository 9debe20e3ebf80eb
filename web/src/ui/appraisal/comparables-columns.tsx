import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  sortFns,
  tableFeatures,
} from '@tanstack/react-table';
import { formatCount } from '../../lib/format-count.ts';
import { formatDay } from '../../lib/format-instant.ts';
import { formatDelta, formatDollars, formatShare } from '../../lib/format-money.ts';
import { adjustmentWords } from '../../lib/words.ts';
import type { KnownValue } from './value-summary.tsx';

export type ComparableView = KnownValue['comparables'][number];

export const comparablesFeatures = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns,
});
const column = createColumnHelper<typeof comparablesFeatures, ComparableView>();

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

/** What the prices of a table are: never one for the other. */
export type PriceKind = 'sale' | 'asking';

const priceWords: Readonly<Record<PriceKind, { readonly day: string; readonly price: string }>> = {
  sale: { day: 'Sold', price: 'Hammer price' },
  asking: { day: 'Asked', price: 'Asking price' },
};

const buildColumns = (kind: PriceKind) =>
  column.columns([
    column.accessor((sale) => sale.soldAt, {
      id: 'sold',
      header: priceWords[kind].day,
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
      header: priceWords[kind].price,
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

export const comparablesColumns = { sale: buildColumns('sale'), asking: buildColumns('asking') } as const;

/** Names that a phone prints beside each figure, where there is no room for column heads. */
export const wordOf = (id: string, kind: PriceKind): string | undefined => {
  const { day, price } = priceWords[kind];
  return { sold: day, miles: 'Miles', hammer: price, adjusted: 'Adjusted to this car', weight: 'Weight' }[id];
};
const wordedColumns = new Set(['sold', 'miles', 'hammer', 'adjusted', 'weight']);
const wordedLook =
  'max-sm:flex max-sm:justify-between max-sm:before:text-muted max-sm:before:content-[attr(data-label)]';

/** The car leads on a phone; what has a name there stands beside it. */
export const cellLooks = (id: string): string =>
  `${id === 'car' ? 'max-sm:order-first' : ''} ${wordedColumns.has(id) ? wordedLook : ''} ${figureColumns.has(id) ? 'figures text-right' : ''}`;

export const figureColumns = new Set(['miles', 'hammer', 'adjusted', 'weight']);
