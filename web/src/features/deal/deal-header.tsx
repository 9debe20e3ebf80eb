import { ExternalLink } from 'lucide-react';
import type { DealDetail } from '../../../../src/contracts/deals.ts';
import { formatMiles, formatPlural } from '../../lib/format-count.ts';
import { formatMoment } from '../../lib/format-instant.ts';
import { formatDollars } from '../../lib/format-money.ts';
import { formatPlace } from '../../lib/format-place.ts';
import { useMarketNow } from '../../lib/market-now.ts';
import { nameLot } from '../../lib/name-lot.ts';
import { describeTimeLeft } from '../../lib/time-left.ts';
import { toWords } from '../../lib/words.ts';
import { Photo } from '../../ui/photo.tsx';

function Fact({
  label,
  value,
  note,
}: {
  readonly label: string;
  readonly value: string;
  readonly note?: string;
}) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted">{label}</dt>
      <dd>
        <span className="figures font-semibold">{value}</span>
        {note && <span className="block text-xs text-muted">{note}</span>}
      </dd>
    </div>
  );
}

/** What is for sale, where, until when, and where the bid stands. */
export function DealHeader({ detail }: { readonly detail: DealDetail }) {
  const { deal, market } = detail;
  const time = describeTimeLeft(deal, useMarketNow(market), market.isSample);
  const name = nameLot(deal);
  const isVehicle = deal.kind === 'road_vehicle';
  const vin = detail.appraisal?.vehicle.vin;
  return (
    <header className="card flex flex-col gap-4 p-4 sm:flex-row">
      <Photo
        url={detail.photoUrls[0] ?? deal.photoUrl}
        isVehicle={isVehicle}
        alt={`Photo of ${name}`}
        isEager
        className="h-40 w-full sm:h-36 sm:w-52"
      />
      <div className="flex min-w-0 flex-1 flex-col gap-3">
        <div>
          <h1 className="text-xl font-bold tracking-tight break-words">{name}</h1>
          {name !== deal.title && <p className="break-words text-muted">{deal.title}</p>}
          <p className="break-words text-muted">
            {[formatPlace(deal.city, deal.state), detail.sellerName, deal.sourceName]
              .filter(Boolean)
              .join(' · ')}
            {deal.url && /^https?:\/\//.test(deal.url) && (
              <>
                {' · '}
                <a
                  href={deal.url}
                  target="_blank"
                  rel="noreferrer noopener"
                  className="inline-flex items-baseline gap-1 text-accent underline"
                >
                  See the lot <ExternalLink size={12} aria-hidden className="self-center" />
                  <span className="sr-only">(opens a new tab)</span>
                </a>
              </>
            )}
          </p>
          {vin && (
            <p className="text-muted">
              VIN <span className="figures text-ink select-all">{vin.vin}</span>
              {vin.valid ? '' : ' · check digit is wrong'}
              {vin.agrees === false && ' · does not match the stated car'}
            </p>
          )}
        </div>
        <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:flex sm:flex-wrap sm:gap-x-8">
          <Fact
            label="Current bid"
            value={deal.currentBidCents === null ? 'not shown' : formatDollars(deal.currentBidCents)}
            {...(deal.bidCount !== null && { note: formatPlural(deal.bidCount, 'bid') })}
          />
          <Fact
            label={time.isOver ? 'Auction' : 'Time left'}
            value={time.headline}
            note={
              time.isOver || market.isSample
                ? deal.endsAt
                  ? `${time.isOver ? 'end' : 'ends'} ${formatMoment(deal.endsAt)}`
                  : time.note
                : time.note
            }
          />
          {isVehicle && (
            <Fact
              label="Miles"
              value={deal.odometerMiles === null ? 'unknown' : formatMiles(deal.odometerMiles)}
            />
          )}
          {isVehicle && (
            <Fact label="Title" value={deal.titleBrand === null ? 'not stated' : toWords(deal.titleBrand)} />
          )}
          <Fact
            label="Bid and end time seen"
            value={formatMoment(deal.observedAt)}
            {...(market.isSample && { note: 'sample, not live' })}
          />
        </dl>
      </div>
    </header>
  );
}
