import { Link } from '@tanstack/react-router';
import { type Ref, useEffect, useRef } from 'react';
import type { DealSummary } from '../../../../src/contracts/deals.ts';
import { formatMiles } from '../../lib/format-count.ts';
import { formatPlace } from '../../lib/format-place.ts';
import { nameLot } from '../../lib/name-lot.ts';
import { flagWords } from '../../lib/words.ts';
import { bySeverity, SeverityBadge } from '../../ui/badges.tsx';
import { Photo } from '../../ui/photo.tsx';
import { BidCells } from './bid-cells.tsx';
import { ValueCells } from './value-cells.tsx';

interface Props {
  readonly deal: DealSummary;
  readonly index: number;
  readonly nowMs: number;
  readonly isSample: boolean;
  /** Null where no what-if is shown, or where the saved settings give no max bid. */
  readonly savedMaxBidCents: number | null;
  readonly isSelected: boolean;
  readonly onSelect: (index: number) => void;
  readonly measure: Ref<HTMLTableRowElement>;
  readonly offsetPx: number;
}

const shownFlags = 2;

export function DealRow({
  deal,
  index,
  nowMs,
  isSample,
  savedMaxBidCents,
  isSelected,
  onSelect,
  measure,
  offsetPx,
}: Props) {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (isSelected && document.activeElement !== link.current) link.current?.focus({ preventScroll: true });
  }, [isSelected]);
  const isVehicle = deal.kind === 'road_vehicle';
  const flags = bySeverity(deal.flags);
  const facts = [
    deal.odometerMiles === null ? (isVehicle ? 'miles unknown' : undefined) : formatMiles(deal.odometerMiles),
    deal.titleBrand && deal.titleBrand !== 'clean'
      ? flagWords(`title_brand_${deal.titleBrand}`).toLowerCase()
      : undefined,
    formatPlace(deal.city, deal.state) || undefined,
    deal.sourceName,
  ].filter((fact) => fact !== undefined);
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      style={{ transform: `translateY(${offsetPx}px)` }}
      className="deal-grid absolute inset-x-0 top-0 border-b bg-surface hover:bg-raised has-[a:focus-visible]:bg-accent-soft has-[a:focus-visible]:outline-2 has-[a:focus-visible]:-outline-offset-2 has-[a:focus-visible]:outline-accent"
    >
      <td data-cell="vehicle" className="flex min-w-0 gap-3">
        <Photo url={deal.photoUrl} isVehicle={isVehicle} className="h-12 w-16" />
        <div className="min-w-0">
          <h2 className="line-clamp-2 text-[0.9375rem] leading-5 font-semibold @min-[42rem]/deal-list:line-clamp-1">
            <Link
              ref={link}
              to="/deals/$id"
              params={{ id: deal.id }}
              onFocus={() => onSelect(index)}
              title={deal.title}
              className="outline-none after:absolute after:inset-0"
            >
              {nameLot(deal)}
            </Link>
          </h2>
          <p className="line-clamp-2 text-muted @min-[42rem]/deal-list:line-clamp-1">{facts.join(' · ')}</p>
        </div>
      </td>
      <BidCells deal={deal} nowMs={nowMs} isSample={isSample} />
      <ValueCells deal={deal} isVehicle={isVehicle} savedMaxBidCents={savedMaxBidCents} />
      {isVehicle && (
        <td
          data-cell="why"
          className="flex min-w-0 flex-wrap items-center gap-1.5 overflow-hidden text-xs @min-[42rem]/deal-list:flex-nowrap"
        >
          {flags.slice(0, shownFlags).map((flag) => (
            <SeverityBadge key={flag.code} severity={flag.severity} label={flagWords(flag.code)} />
          ))}
          {flags.length > shownFlags && (
            <span className="shrink-0 text-muted">+{flags.length - shownFlags}</span>
          )}
          {deal.topReason && (
            <span
              className="line-clamp-2 basis-full text-muted @min-[42rem]/deal-list:line-clamp-1 @min-[42rem]/deal-list:min-w-24 @min-[42rem]/deal-list:flex-1"
              title={deal.topReason}
            >
              {deal.score === null && <span className="font-medium text-ink">No score: </span>}
              {deal.topReason}
            </span>
          )}
        </td>
      )}
    </tr>
  );
}
