import type { AppraiseResponse } from '../../../../src/contracts/appraise-response.ts';
import { toAxisTicks } from '../../lib/axis-ticks.ts';
import { formatCeiling, formatDollars, formatShare, formatShort } from '../../lib/format-money.ts';
import { type CurvePoint, toCloseCurve } from './close-curve.ts';

type Forecast = NonNullable<AppraiseResponse['forecastClose']>;

interface Props {
  readonly forecast: Forecast;
  readonly maxBidCents: number;
  readonly chanceToWin: number | null;
}

const width = 600;
const height = 120;

/** Where it will likely close, with the part at or under the max bid filled: that part is the chance to win. */
export function CloseChart({ forecast, maxBidCents, chanceToWin }: Props) {
  if (!forecast.curve) return null;
  const curve = toCloseCurve(forecast.curve, maxBidCents);
  const last = curve.at(-1);
  if (!last) return null;
  const ticks = toAxisTicks(last.cents);
  const end = Math.max(last.cents, ticks.at(-1) ?? 1);
  const highest = Math.max(...curve.map(({ density }) => density));
  const x = (cents: number) => Math.round((Math.min(end, cents) / end) * width * 10) / 10;
  const y = ({ density }: CurvePoint) =>
    Math.round((height - (density / highest) * (height - 12)) * 10) / 10;
  const area = (of: readonly CurvePoint[]): string => {
    const [first, to] = [of[0], of.at(-1)];
    if (!first || !to) return '';
    return `M${x(first.cents)} ${height} ${of.map((point) => `L${x(point.cents)} ${y(point)}`).join(' ')} L${x(to.cents)} ${height}Z`;
  };
  const at = (cents: number) => `${Math.min(100, (cents / end) * 100)}%`;
  const isFarRight = maxBidCents / end > 0.6;
  return (
    <figure className="flex flex-col">
      <figcaption className="mb-1 text-muted">
        Closing price: most likely around{' '}
        <span className="figures font-medium text-ink">{formatDollars(forecast.p50Cents)}</span>, eight times in
        ten from {formatShort(forecast.p10Cents)} to {formatShort(forecast.p90Cents)}.
        {chanceToWin !== null && ` The filled part, ${formatShare(chanceToWin)}, closes at or under your max bid.`}
      </figcaption>
      <div className="relative">
        <svg
          aria-hidden="true"
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          className="block h-24 w-full sm:h-28"
        >
          <path d={area(curve)} className="fill-accent opacity-20" />
          <path
            d={area(curve.filter(({ cents }) => cents <= maxBidCents))}
            className="fill-good opacity-60"
          />
          <line x1="0" x2={width} y1={height - 0.5} y2={height - 0.5} className="stroke-line" />
        </svg>
        {maxBidCents > 0 && (
          <span
            aria-hidden
            className="absolute inset-y-0 w-px border-l border-dashed border-good"
            style={{ left: at(maxBidCents) }}
          >
            <span
              className={`figures absolute top-0 px-1 text-xs whitespace-nowrap text-good ${isFarRight ? 'right-0' : 'left-0'}`}
            >
              max bid {formatCeiling(maxBidCents)}
            </span>
          </span>
        )}
      </div>
      <span aria-hidden className="relative mt-0.5 block h-4 text-xs text-muted">
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
    </figure>
  );
}
