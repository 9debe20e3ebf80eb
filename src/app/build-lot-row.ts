import type { PricedCar } from '../core/appraisal.ts';
import { knownOf } from '../core/appraise.ts';
import type { CaptureId, ListingId, ObservationId } from '../core/kernel/ids.ts';
import type { Instant } from '../core/kernel/instant.ts';
import type { Listing, LotState } from '../core/listing/listing.ts';
import type { LotKindVerdict } from '../core/listing/lot-kind.ts';
import { toRankingFacts } from '../core/market/columns/ranking-facts.ts';
import { deriveId } from '../platform/derive-id.ts';
import type { LotRow } from '../store/lots.writer.ts';
import type { ExtractedListing } from './read-lots.ts';

export interface ReadLot extends ExtractedListing {
  readonly kind: LotKindVerdict;
  /** Only of road vehicles. */
  readonly car?: PricedCar;
}

export const listingIdOf = (listing: Listing): ListingId =>
  deriveId('listing', listing.source, listing.sourceListingId);

/** From what the observation holds, so that a later reading of the same words is the same observation. */
const observationIdOf = (id: ListingId, observedAt: Instant, said: LotState): ObservationId =>
  deriveId(
    'observation',
    id,
    observedAt,
    JSON.stringify([
      said.status,
      said.currentBidCents,
      said.bidCount,
      said.bidderCount,
      said.reserveMet,
      said.hammerPriceCents,
      said.endsAt,
    ]),
  );

const rounded = (value: number | undefined): number | null =>
  value === undefined ? null : Math.round(value);

export function buildLotRow(
  lot: ReadLot,
  capture: { readonly id: CaptureId; readonly isSample: boolean },
  engineVersion: string,
): LotRow {
  const { listing, kind, car } = lot;
  const { facts, state } = listing;
  const { said = state } = lot;
  const vehicle = car?.vehicle;
  const known = car && knownOf(car);
  const { wholesale, retail, forecast } = known ?? {};
  const id = listingIdOf(listing);
  return {
    id,
    source: listing.source,
    source_listing_id: listing.sourceListingId,
    is_sample: capture.isSample,
    capture_id: capture.id,
    capture_line: lot.line,
    kind: kind.kind,
    kind_confidence: kind.confidence,
    kind_reasons: kind.reasons,
    facts,
    provenance: listing.provenance,
    url: listing.url ?? null,
    title: facts.title,
    year: vehicle?.year ?? facts.year ?? null,
    make: vehicle?.make ?? facts.make ?? null,
    model: vehicle?.model ?? facts.model ?? null,
    trim: vehicle?.trim ?? facts.trim ?? null,
    vehicle_key: vehicle?.vin?.valid ? vehicle.vin.vin : null,
    odometer_miles: rounded(car?.odometerMiles ?? facts.odometerMiles),
    title_brand: car?.titleBrand ?? facts.titleBrand ?? null,
    city: facts.city ?? null,
    state: facts.state ?? null,
    seller_name: facts.sellerName ?? null,
    photo_url: facts.photoUrls?.[0] ?? null,
    observation_id: observationIdOf(id, listing.observedAt, said),
    said: {
      status: said.status,
      hammer_price_cents: said.hammerPriceCents ?? null,
      ends_at: said.endsAt ?? null,
    },
    observed_at: listing.observedAt,
    status: state.status,
    current_bid_cents: state.currentBidCents ?? null,
    bid_count: state.bidCount ?? null,
    bidder_count: state.bidderCount ?? null,
    reserve_met: state.reserveMet ?? null,
    buy_now_cents: state.buyNowCents ?? null,
    hammer_price_cents: state.hammerPriceCents ?? null,
    starts_at: state.startsAt ?? null,
    ends_at: state.endsAt ?? null,
    ends_at_precision: state.endsAtPrecision ?? null,
    engine_version: engineVersion,
    wholesale_p10_cents: wholesale?.p10Cents ?? null,
    wholesale_p50_cents: wholesale?.p50Cents ?? null,
    wholesale_p90_cents: wholesale?.p90Cents ?? null,
    wholesale_confidence: wholesale?.confidence ?? null,
    retail_p50_cents: retail?.p50Cents ?? null,
    forecast_p10_cents: forecast?.p10Cents ?? null,
    forecast_p50_cents: forecast?.p50Cents ?? null,
    forecast_p90_cents: forecast?.p90Cents ?? null,
    ranking: known ? toRankingFacts(known) : null,
  };
}
