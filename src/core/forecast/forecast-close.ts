import { distributionOf, type MoneyDistribution, toMoneyRange } from '../kernel/distribution.ts';
import { toEpochMs } from '../kernel/instant.ts';
import { closePrior as prior } from './close-prior.ts';
import type { CloseHistory, Forecasted, ForecastSubject, SourceCloseHistory } from './forecast.ts';
import { findSoftClose } from './soft-close.ts';

/** Spreads of ln(close) on both sides of ln(median). */
interface LogEstimate {
  readonly log: number;
  readonly below: number;
  readonly above: number;
}

/**
 * Where a lot will close: its wholesale value times what its source's lots fetch, drawn toward the bid the nearer the
 * end (precision-weighted in logs), and never under the bid.
 *
 * What we do not know of the car widens the upper side only. On the lower side it would raise the chance of a cheap
 * buy just because we know less; a lot that closes low for that reason is one whose value is low too.
 */
export function forecastClose(subject: ForecastSubject, history?: CloseHistory): Forecasted {
  const bidCents = Math.max(0, subject.currentBidCents ?? 0);
  const fromValue = estimateFromValue(subject, history);
  const fromBid = bidCents > 0 ? estimateFromBid(subject, bidCents) : undefined;
  const combined =
    fromValue && fromBid ? combine(fromValue.estimate, fromBid.estimate) : (fromValue ?? fromBid)?.estimate;
  if (!combined)
    return {
      ok: false,
      refusal: {
        stage: 'forecast',
        code: 'no_value_no_bid',
        reason: 'With neither a wholesale value nor a bid, there is nothing to forecast from.',
        missing: ['currentBidCents'],
      },
    };
  const reserve = subject.reserveMet === false;
  const log = combined.log + (reserve ? prior.reserveRise : 0);
  // a bid above our forecast says that the forecast was low: the median is at least the bid
  // in whole cents and 32-bit spreads, in which the market keeps it: more digits are none of knowledge
  const distribution: MoneyDistribution = {
    medianCents: Math.max(1, bidCents, Math.round(Math.exp(log))),
    spreadBelow: Math.fround(combined.below),
    spreadAbove: Math.fround(combined.above * (reserve ? prior.reserveWidening : 1)),
    floorCents: bidCents,
  };
  const basis = [fromValue?.basis, fromBid?.basis, reserve ? 'reserve not met' : undefined]
    .filter((part) => part !== undefined)
    .join('; ');
  return { ok: true, forecast: { ...toMoneyRange(distribution), distribution, basis } };
}

interface Estimated {
  readonly estimate: LogEstimate;
  readonly basis: string;
}

function estimateFromValue(
  { wholesale, source }: ForecastSubject,
  history?: CloseHistory,
): Estimated | undefined {
  if (!wholesale) return undefined;
  const level = sourceLevel(source === undefined ? undefined : history?.get(source));
  const value = distributionOf(wholesale);
  // only what the value's range adds beyond the market's own scatter is ignorance of this car
  const ignorance = Math.max(0, value.spreadAbove ** 2 - prior.marketSpread ** 2);
  return {
    estimate: {
      log: Math.log(value.medianCents) + level.log,
      below: level.spread,
      above: Math.sqrt(level.spread ** 2 + ignorance),
    },
    basis:
      level.count > 0
        ? `${level.count} closed lots of ${source}, shrunk toward prior ${prior.id}`
        : `prior ${prior.id} around the wholesale value, not learned: 13.5 % of wholesale sales close at 85 % of book or less`,
  };
}

/** Shrinks the source's own closed lots toward the prior, which weighs as much as `priorWeight` of them. */
function sourceLevel(seen: SourceCloseHistory | undefined): { log: number; spread: number; count: number } {
  const priorVariance = prior.marketSpread ** 2 + prior.sourceSpread ** 2;
  const usable =
    seen !== undefined && seen.count > 0 && Number.isFinite(seen.meanLogRatio) && seen.sdLogRatio >= 0;
  if (!usable) return { log: Math.log(prior.medianRatio), spread: Math.sqrt(priorVariance), count: 0 };
  const total = seen.count + prior.priorWeight;
  return {
    log: (seen.count * seen.meanLogRatio + prior.priorWeight * Math.log(prior.medianRatio)) / total,
    spread: Math.sqrt((seen.count * seen.sdLogRatio ** 2 + prior.priorWeight * priorVariance) / total),
    count: seen.count,
  };
}

function estimateFromBid(subject: ForecastSubject, bidCents: number): Estimated {
  const softClose = findSoftClose(subject.source, subject.softCloseMinutes, prior.softCloseMinutes);
  const hours = hoursLeftAtBid(subject, softClose.minutes / 60);
  const maturity =
    1 -
    prior.bidMaturity *
      Math.min(prior.bidsCounted, Math.max(0, subject.bidCount ?? 0, subject.bidderCount ?? 0));
  const growth = Math.log1p(hours / prior.hourScale);
  const rise = (prior.riseAtEnd + prior.risePerLogHour * growth) * maturity;
  const bidSpread = (prior.bidSpreadAtEnd + prior.bidSpreadPerLogHour * growth) * maturity;
  const spread = subject.wholesale ? bidSpread : Math.hypot(bidSpread, prior.noValueSpread);
  return {
    estimate: { log: Math.log(bidCents) + rise, below: spread, above: spread },
    basis:
      subject.endsAt === undefined
        ? 'the bid, with an unknown end'
        : `the bid with ${hours < 48 ? `${hours.toFixed(1)} hours` : `${(hours / 24).toFixed(1)} days`} to go when it was seen${softClose.doubt === undefined ? '' : `; ${softClose.doubt}`}`,
  };
}

/** Hours from when the bid was seen to the end: a clock that runs without a new bid changes nothing. */
function hoursLeftAtBid({ endsAt, bidObservedAt, asOf }: ForecastSubject, leastHours: number): number {
  if (endsAt === undefined) return prior.longestHours;
  const hours = (toEpochMs(endsAt) - toEpochMs(bidObservedAt ?? asOf)) / 3_600_000;
  return Math.min(prior.longestHours, Math.max(leastHours, hours));
}

/** Weighs by precision. The weight rests on the lower spread alone, so that ignorance of the car does not move it. */
function combine(value: LogEstimate, bid: LogEstimate): LogEstimate {
  const valueVariance = value.below ** 2;
  const bidVariance = bid.below ** 2;
  const bidShare = valueVariance / (valueVariance + bidVariance);
  const narrowing = Math.sqrt(1 - bidShare);
  return {
    log: value.log + bidShare * (bid.log - value.log),
    below: value.below * narrowing,
    above: value.above * narrowing,
  };
}
