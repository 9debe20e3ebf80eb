import type { AppraiseResponse } from '../../../../src/contracts/appraise-response.ts';
import { toAxisTicks } from '../../lib/axis-ticks.ts';
import { formatCeiling, formatDollars, formatShort } from '../../lib/format-money.ts';

type Range = NonNullable<AppraiseResponse['forecastClose']>;

interface Row {
  readonly label: string;
  readonly look: string;
  readonly pointCents: number;
  readonly pointText: string;
  readonly range?: Pick<Range, 'p10Cents' | 'p90Cents'>;
}

interface Props {
  readonly currentBidCents: number | null;
  readonly forecastClose: Pick<Range, 'p10Cents' | 'p50Cents' | 'p90Cents'> | null;
  readonly wholesale: Pick<Range, 'p10Cents' | 'p50Cents' | 'p90Cents'> | null;
  readonly maxBidCents: number | null;
}

function toRows({ currentBidCents, forecastClose, wholesale, maxBidCents }: Props): readonly Row[] {
  const rows: Row[] = [];
  const add = (
    label: string,
    look: string,
    pointCents: number,
    range?: Row['range'],
    format = formatDollars,
  ) => rows.push({ label, look, pointCents, pointText: format(pointCents), ...(range && { range }) });
  if (currentBidCents !== null) add('Current bid', 'bg-ink', currentBidCents);
  if (forecastClose) add('Forecast close', 'bg-accent', forecastClose.p50Cents, forecastClose);
  if (maxBidCents !== null) add('Max bid', 'bg-good', maxBidCents, undefined, formatCeiling);
  if (wholesale) add('Wholesale', 'bg-warn', wholesale.p50Cents, wholesale);
  return rows;
}

/** Bid, forecast, max bid and value on one scale of dollars. Bars run from p10 to p90, marks stand at the middle. */
export function MoneyAxis(props: Props) {
  const rows = toRows(props);
  if (rows.length < 2) return null;
  const ticks = toAxisTicks(Math.max(...rows.map((row) => row.range?.p90Cents ?? row.pointCents)));
  const endCents = ticks.at(-1) ?? 1;
  const at = (cents: number) => `${Math.min(100, (cents / endCents) * 100)}%`;
  return (
    <figure className="flex flex-col gap-2 sm:gap-1.5">
      <figcaption className="sr-only">
        Where bid, forecast close, max bid and wholesale value stand.
      </figcaption>
      {rows.map((row) => (
        <div
          key={row.label}
          className="grid grid-cols-[auto_minmax(0,1fr)] items-center sm:grid-cols-[7rem_minmax(0,1fr)_12rem] sm:gap-3"
        >
          <span className="text-muted">{row.label}</span>
          <span className="figures text-right sm:order-last">
            <span className="font-semibold">{row.pointText}</span>
            {row.range && (
              <span className="text-xs text-muted">
                {' '}
                ({formatShort(row.range.p10Cents)} – {formatShort(row.range.p90Cents)})
              </span>
            )}
          </span>
          <span aria-hidden className="relative col-span-2 h-4 rounded bg-raised sm:col-span-1">
            {row.range && (
              <span
                className={`absolute inset-y-0.5 rounded opacity-45 ${row.look}`}
                style={{ left: at(row.range.p10Cents), right: `calc(100% - ${at(row.range.p90Cents)})` }}
              />
            )}
            {props.maxBidCents !== null && row.label !== 'Max bid' && (
              <span
                className="absolute -inset-y-1.5 w-px border-l border-dashed border-good"
                style={{ left: at(props.maxBidCents) }}
              />
            )}
            <span
              className={`absolute inset-y-0 -ml-0.5 w-1 rounded-sm ${row.look}`}
              style={{ left: at(row.pointCents) }}
            />
          </span>
        </div>
      ))}
      <div aria-hidden className="grid sm:grid-cols-[7rem_minmax(0,1fr)_12rem] sm:gap-3">
        <span className="relative h-4 text-xs text-muted sm:col-start-2">
          {ticks.map((tick, index) => (
            <span
              key={tick}
              className={`figures absolute ${index === 0 ? '' : index === ticks.length - 1 ? '-translate-x-full' : '-translate-x-1/2'}`}
              style={{ left: at(tick) }}
            >
              {formatShort(tick)}
            </span>
          ))}
        </span>
      </div>
    </figure>
  );
}
