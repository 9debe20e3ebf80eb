import type { DealSummary } from '../../../../src/contracts/deals.ts';
import { formatCeiling, formatDelta, formatDollars, formatShort } from '../../lib/format-money.ts';
import { kindOfLotWords } from '../../lib/words.ts';
import { GradeBadge } from '../../ui/badges.tsx';

const NotKnown = () => (
  <span className="text-muted">
    <span aria-hidden>–</span>
    <span className="sr-only">not known</span>
  </span>
);

const Label = ({ children }: { readonly children: string }) => (
  <span className="cell-label block text-xs text-muted">{children}</span>
);

/** What would read as $0 is no change worth a line. */
const leastShownCents = 50;

interface Props {
  readonly deal: DealSummary;
  readonly isVehicle: boolean;
  readonly savedMaxBidCents: number | null;
}

/** What DealerScope says: forecast, value, the most to bid, edge and score; or why it says nothing. */
export function ValueCells({ deal, isVehicle, savedMaxBidCents }: Props) {
  if (!isVehicle)
    return (
      <td colSpan={5} data-cell="unvalued" className="min-w-0 text-muted">
        {kindOfLotWords(deal.kind)}: not appraised. {deal.topReason}
      </td>
    );
  const isBidOver =
    deal.maxBidCents !== null && deal.currentBidCents !== null && deal.currentBidCents > deal.maxBidCents;
  const deltaCents =
    deal.maxBidCents === null || savedMaxBidCents === null ? 0 : deal.maxBidCents - savedMaxBidCents;
  return (
    <>
      <td data-cell="forecast" className="figures">
        <Label>Close</Label>
        {deal.forecastCloseP50Cents === null ? <NotKnown /> : formatDollars(deal.forecastCloseP50Cents)}
      </td>
      <td data-cell="wholesale" className="figures">
        <Label>Wholesale</Label>
        {deal.wholesale === null ? (
          <NotKnown />
        ) : (
          <>
            {formatDollars(deal.wholesale.p50Cents)}
            <span className="block text-xs text-muted">
              {formatShort(deal.wholesale.p10Cents)} – {formatShort(deal.wholesale.p90Cents)}
            </span>
          </>
        )}
      </td>
      <td data-cell="max" className="figures">
        <Label>Max bid</Label>
        {deal.maxBidCents === null ? (
          <NotKnown />
        ) : (
          <>
            <strong data-testid="max-bid" className="text-lg leading-6 font-bold">
              {formatCeiling(deal.maxBidCents)}
            </strong>
            {Math.abs(deltaCents) >= leastShownCents && (
              <span
                data-testid="max-bid-change"
                className={`block text-xs font-medium ${deltaCents > 0 ? 'text-good' : 'text-stop'}`}
              >
                {formatDelta(deltaCents)}
                <span className="sr-only"> against your settings</span>
              </span>
            )}
            {(isBidOver || deal.maxBidCents === 0) && (
              <span className="block text-xs text-warn">
                {deal.maxBidCents === 0 ? 'no price works' : 'bid is over'}
              </span>
            )}
          </>
        )}
      </td>
      <td data-cell="edge" className="figures">
        <Label>Edge</Label>
        {deal.edgeCents === null ? (
          <NotKnown />
        ) : (
          <span className={deal.edgeCents > 0 ? 'font-medium text-good' : ''}>
            {formatDollars(deal.edgeCents)}
          </span>
        )}
      </td>
      <td data-cell="score" className="figures">
        <Label>Score</Label>
        {deal.score === null ? (
          <span className="text-xs text-muted">No score</span>
        ) : (
          <span className="inline-flex items-center gap-1.5 @min-[42rem]/deal-list:flex-col @min-[42rem]/deal-list:items-end @min-[42rem]/deal-list:gap-0">
            <span className="text-base leading-6 font-semibold">{deal.score}</span>
            {deal.grade !== 'none' && <GradeBadge grade={deal.grade} />}
          </span>
        )}
      </td>
    </>
  );
}
