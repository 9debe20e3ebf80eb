import type { DealSummary } from '../../contracts/deals.ts';
import type { Appraisal } from '../../core/appraisal.ts';
import { findSource } from '../../sources/registry.ts';
import type { StoredDeal } from '../../store/deals.reader.ts';
import type { ShownLot } from './lot-shelf.ts';

type OfLot = Omit<DealSummary, keyof OfBuyer>;
type OfBuyer = Pick<
  DealSummary,
  'maxBidCents' | 'edgeCents' | 'profitAtForecastCents' | 'roi' | 'score' | 'grade' | 'topReason' | 'flags'
>;

export const sourceNameOf = (id: string): string => findSource(id)?.describe().name ?? id;

/** What of a row is the same for every dealership. */
export function summarizeLot(row: Omit<StoredDeal, 'facts'>): OfLot {
  const { wholesale_p10_cents: p10Cents, wholesale_p50_cents: p50Cents, wholesale_p90_cents: p90Cents } = row;
  const isValued = p10Cents !== null && p50Cents !== null && p90Cents !== null;
  return {
    id: row.id,
    version: row.version,
    title: row.title,
    kind: row.kind,
    year: row.year,
    make: row.make,
    model: row.model,
    trim: row.trim,
    odometerMiles: row.odometer_miles,
    titleBrand: row.title_brand,
    city: row.city,
    state: row.state,
    source: row.source,
    sourceName: sourceNameOf(row.source),
    url: row.url,
    photoUrl: row.photo_url,
    status: row.status,
    currentBidCents: row.current_bid_cents,
    bidCount: row.bid_count,
    endsAt: row.ends_at,
    endsAtPrecision: row.ends_at_precision as DealSummary['endsAtPrecision'],
    observedAt: row.observed_at,
    wholesale: isValued ? { p10Cents, p50Cents, p90Cents } : null,
    retailP50Cents: row.retail_p50_cents,
    forecastCloseP50Cents: row.forecast_p50_cents,
    confidence: row.wholesale_confidence,
  };
}

/** What the lot is to a buyer; of one that is no road vehicle, why it is left out. */
export function summarizeForBuyer(
  lot: Pick<ShownLot, 'row' | 'failure'>,
  appraisal: Appraisal | undefined,
): OfBuyer {
  const assessment = appraisal?.assessment;
  return {
    maxBidCents: assessment?.maxBidCents ?? null,
    edgeCents: assessment?.edgeCents ?? null,
    profitAtForecastCents: assessment?.profitAtForecastCents ?? null,
    roi: assessment?.roi ?? null,
    score: assessment?.score ?? null,
    grade: assessment?.grade ?? 'none',
    topReason:
      lot.failure ??
      (appraisal && topReasonOf(appraisal)) ??
      (lot.row.kind_reasons as readonly string[])[0] ??
      null,
    flags: [...(assessment?.flags ?? [])],
  };
}

/** Why there is no score comes before the reasons for what there is. */
function topReasonOf({ assessment, refusals }: Appraisal): string | null {
  const refusal = refusals.find(({ stage }) => stage !== 'retail' && stage !== 'forecast');
  const why = assessment?.score === null || !assessment ? refusal?.reason : undefined;
  return why ?? assessment?.reasons[0] ?? null;
}
