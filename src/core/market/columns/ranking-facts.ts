import type { Appraisal } from '../../appraisal.ts';
import { type ReconInputs, toReconInputs } from '../../costing/carrying/estimate-recon.ts';
import { defaultBuyerProfile } from '../../costing/default-profile.ts';
import { isStated, titleBrandOf } from '../../costing/stated.ts';
import { isDrivable } from '../../costing/transport/quote-transport.ts';
import { distributionOf } from '../../kernel/distribution.ts';
import type { MoneyRange } from '../../kernel/money-range.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { TitleBrand } from '../../listing/listing.ts';
import { raiseFlags } from '../../scoring/raise-flags.ts';
import { refuseScore } from '../../scoring/refuse-score.ts';
import type { RetailValue, WholesaleValue } from '../../valuation/valuation.ts';
import type { Segment } from '../../vehicle/vehicle.ts';
import { type MissingFact, missingFacts } from './missing-fact.ts';

export type OdometerDoubt = 'unknown' | 'not_actual' | 'exempt';
/** p10, p50, p90 in cents. */
export type Quantiles = readonly [number, number, number];

/**
 * Everything of an appraised lot that its rank for any buyer depends on, and nothing that a buyer's settings change.
 * Plain data that survives JSON to the last bit, so that it is kept beside the lot.
 */
export interface RankingFacts {
  readonly wholesale?: Quantiles;
  readonly retail?: Quantiles;
  /** Closing price: median (cents), spread below, spread above, floor (cents). */
  readonly close?: readonly [number, number, number, number];
  readonly recon: ReconInputs;
  readonly lemonProbability?: number;
  readonly source?: string;
  readonly buyerPremiumRatio?: number;
  /** As the costs see it: words of the lot that name a brand count. */
  readonly titleBrand?: TitleBrand;
  readonly odometerDoubt?: OdometerDoubt;
  readonly police: boolean;
  /** Does not run, drive or start: the haul needs a winch. */
  readonly stranded: boolean;
  /** Runs and drives: it can be fetched on its own wheels. */
  readonly drivable: boolean;
  readonly segment: Segment;
  readonly zip?: string;
  readonly city?: string;
  readonly state?: string;
  /** False where the score is refused whatever the buyer's settings. */
  readonly scored: boolean;
  /** Where exactly one fact is wanting for a score: which. */
  readonly missing?: MissingFact;
  /** Flags that no buyer's settings change: warnings and stops, for a wholesale and for a retail exit. */
  readonly flags: readonly [number, number, number, number];
}

export type RankableAppraisal = Pick<
  Appraisal,
  'costSubject' | 'currentBidCents' | 'wholesale' | 'retail' | 'forecast'
> &
  Partial<Pick<Appraisal, 'refusals'>>;

const quantiles = (range: MoneyRange): Quantiles => [range.p10Cents, range.p50Cents, range.p90Cents];

/** The facts of one appraised lot. Runs the stages' own functions, so that each figure is theirs. */
export function toRankingFacts(appraisal: RankableAppraisal): RankingFacts {
  const { costSubject: subject, wholesale, retail, forecast } = appraisal;
  const { findings } = subject;
  const close = forecast && (forecast.distribution ?? distributionOf(forecast));
  const titleBrand = titleBrandOf(subject);
  const odometerDoubt = odometerDoubtOf(appraisal);
  const refusals = refuseScore(stagesOf(appraisal));
  const unvalued = (appraisal.refusals ?? []).filter(({ stage }) => stage === 'wholesale');
  const missing = wholesale || unvalued.length > 0 ? onlyMissing([...unvalued, ...refusals]) : undefined;
  return {
    ...(wholesale && { wholesale: quantiles(wholesale) }),
    ...(retail && { retail: quantiles(retail) }),
    ...(close && { close: [close.medianCents, close.spreadBelow, close.spreadAbove, close.floorCents] }),
    recon: toReconInputs(subject),
    ...(subject.lemonProbability !== undefined && { lemonProbability: subject.lemonProbability }),
    ...(subject.source !== undefined && { source: subject.source }),
    ...(subject.buyerPremiumRatio !== undefined && { buyerPremiumRatio: subject.buyerPremiumRatio }),
    ...(titleBrand !== undefined && { titleBrand }),
    ...(odometerDoubt && { odometerDoubt }),
    police: isStated(findings, 'police'),
    stranded: (['runs', 'drives', 'starts'] as const).some((code) => isStated(findings, code, 'absent')),
    drivable: isDrivable(findings),
    segment: subject.vehicle.segment,
    ...(subject.zip !== undefined && { zip: subject.zip }),
    ...(subject.city !== undefined && { city: subject.city }),
    ...(subject.state !== undefined && { state: subject.state }),
    scored: refusals.length === 0,
    ...(missing && { missing }),
    flags: [...countFlags(appraisal, wholesale), ...countFlags(appraisal, retail)],
  };
}

/** The fact that every one of the refusals is for want of, and nothing but it. */
function onlyMissing(refusals: readonly Refusal[]): MissingFact | undefined {
  const [fact, ...others] = new Set(refusals.flatMap(({ missing }) => missing));
  const isOnly = others.length === 0 && refusals.every(({ missing }) => missing.length > 0);
  return isOnly ? missingFacts.find((known) => known === fact) : undefined;
}

function odometerDoubtOf({
  costSubject: { odometerMiles, findings },
}: RankableAppraisal): OdometerDoubt | undefined {
  if (odometerMiles === undefined) return 'unknown';
  if (isStated(findings, 'odometer_not_actual')) return 'not_actual';
  return isStated(findings, 'odometer_exempt') ? 'exempt' : undefined;
}

const refused = {
  ok: false,
  refusal: { stage: 'cost', code: 'not_costed', reason: '', missing: [] },
} as const;

/** The appraisal as the scoring stage's functions take it, without a cost: that is the buyer's part. */
const stagesOf = ({ costSubject: subject, currentBidCents, forecast }: RankableAppraisal) => ({
  subject,
  profile: defaultBuyerProfile,
  costed: refused,
  wholesale: refused,
  retail: refused,
  ...(forecast && { forecast }),
  ...(currentBidCents !== undefined && { currentBidCents }),
});

function countFlags(
  appraisal: RankableAppraisal,
  value: WholesaleValue | RetailValue | undefined,
): readonly [number, number] {
  if (!value) return [0, 0];
  let warnings = 0;
  let stops = 0;
  for (const { severity } of raiseFlags(stagesOf(appraisal), value)) {
    if (severity === 'warn') warnings += 1;
    else if (severity === 'stop') stops += 1;
  }
  return [warnings, stops];
}
