import type { AppraiseResponse } from '../../../../src/contracts/appraise-response.ts';
import { cdf } from '../../../../src/core/kernel/distribution.ts';
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

/** The chance of having closed by each price; where the max bid meets the curve stands the chance to win. */
export function CloseChart({ forecast, maxBidCents, chanceToWin }: Props) {
  if (!forecast.curve) return null;
  const curve = toCloseCurve(forecast.curve, maxBidCents);
  const last = curve.at(-1);
  if (!last) return null;
  const ticks = toAxisTicks(last.cents);
  const end = Math.max(last.cents, ticks.at(-1) ?? 1);
  const x = (cents: number) => Math.round((Math.min(end, cents) / end) * width * 10) / 10;
  const y = (chance: number) => Math.round((height - chance * (height - 4)) * 10) / 10;
  const line = (of: readonly CurvePoint[]) =>
    of.map(({ cents, chance }) => `${x(cents)} ${y(chance)}`).join(' L');
  const won = [
    ...curve.filter(({ cents }) => cents < maxBidCents),
    { cents: Math.min(maxBidCents, last.cents), chance: cdf(forecast.curve, maxBidCents) },
  ];
  const at = (cents: number) => `${Math.min(100, (cents / end) * 100)}%`;
  const isFarRight = maxBidCents / end > 0.5;
  return (
    <figure className="flex flex-col">
      <figcaption className="mb-1.5 text-muted">
        Chance that it has closed by a price: half at{' '}
        <span className="figures font-medium text-ink">{formatDollars(forecast.p50Cents)}</span>, eight times
        in ten from {formatShort(forecast.p10Cents)} to {formatShort(forecast.p90Cents)}
        {chanceToWin === null ? '.' : `; ${formatShare(chanceToWin)} by your max bid.`}
      </figcaption>
      <div className="relative">
        <svg
          aria-hidden="true"
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          className="block h-24 w-full sm:h-28"
        >
          <path d={`M0 ${height} L${line(won)} V${height}Z`} className="fill-good opacity-25" />
          <path
            d={`M${line(curve)} H${width}`}
            vectorEffect="non-scaling-stroke"
            strokeWidth="2"
            fill="none"
            className="stroke-accent"
          />
          <path d={`M0 ${height - 0.5}H${width}`} className="stroke-strong-line" />
        </svg>
        {maxBidCents > 0 && (
          <span
            aria-hidden
            className="absolute inset-y-0 w-px border-l border-dashed border-good"
            style={{ left: at(maxBidCents) }}
          >
            <span
              className={`figures absolute bottom-1 px-1.5 text-xs whitespace-nowrap text-good ${isFarRight ? 'right-0' : 'left-0'}`}
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
