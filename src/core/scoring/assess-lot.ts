import type { PricedCost } from '../costing/cost.ts';
import { cdf, distributionOf, expectedPositivePart, type MoneyDistribution } from '../kernel/distribution.ts';
import { type Cents, roundToCents, toCents, zeroCents } from '../kernel/money.ts';
import type { Refusal } from '../kernel/refusal.ts';
import type { RetailValue, WholesaleValue } from '../valuation/valuation.ts';
import type { Assessed, AssessInput } from './assess-input.ts';
import { giveReasons } from './give-reasons.ts';
import { gradeLot } from './grade-bands.ts';
import { solveMaxBid } from './max-bid.ts';
import { measureSensitivities } from './measure-sensitivities.ts';
import { raiseFlags } from './raise-flags.ts';
import { refuseScore } from './refuse-score.ts';

/**
 * Whether to bid, up to how much, and why. Refuses without a cost, and without a value in the market that the buyer
 * sells to: a wholesale value never stands in for a retail one. The max bid never depends on the current bid.
 */
export function assessLot(input: AssessInput): Assessed {
  const { costed, profile, forecast } = input;
  const valued = profile.exit === 'retail' ? input.retail : input.wholesale;
  if (!input.wholesale.ok) return refuse('no_wholesale_value', input.wholesale.refusal);
  if (!valued.ok) return refuse('no_retail_value', valued.refusal);
  if (!costed.ok) return refuse('no_cost', costed.refusal);
  const value = valued.value;
  const target = profile.targetMarginCents;

  const blocked = costed.notes.some((note) => note.blocks);
  const maxBid = blocked ? zeroCents : solveMaxBid(costed, value.p50Cents, target);
  const conservative = blocked ? zeroCents : solveMaxBid(costed, value.p10Cents, target);
  const totalAtMaxBid = costed.totalAt(maxBid);
  const profitAtMaxBid = toCents(value.p50Cents - totalAtMaxBid);
  // a car that is not to be bought earns nothing, whatever it would be worth for nothing
  const roi = totalAtMaxBid > 0 && !blocked ? profitAtMaxBid / totalAtMaxBid : 0;
  const roiPerDay = roi / Math.max(1, costed.daysToSell);
  // money that a step of the fees leaves unspent is not counted as a better chance: else what raises a cost could raise
  // the score
  const spent = maxBid > 0 ? Math.max(totalAtMaxBid, value.p50Cents - target) : totalAtMaxBid;
  const probabilityProfit = chanceOfProfit(value, spent);

  const close = forecast && (forecast.distribution ?? distributionOf(forecast));
  const chances = close && chancesAtClose(close, maxBid);
  const scoreRefusals = refuseScore(input);
  const score =
    chances && scoreRefusals.length === 0 ? Math.round(100 * chances.closeUnder * probabilityProfit) : null;
  const flags = raiseFlags(input, value);
  const edgeCents = chances?.edgeCents ?? null;
  const figures = {
    maxBidCents: maxBid,
    maxBidConservativeCents: conservative,
    profitAtMaxBidCents: profitAtMaxBid,
    profitAtForecastCents: forecast ? profitAt(costed, value, forecast.p50Cents) : null,
    probabilityProfit,
    probabilityTarget:
      forecast && maxBid > 0
        ? chanceOfProfit(value, costed.totalAt(Math.min(maxBid, forecast.p50Cents)) + target)
        : null,
    probabilityCloseUnderMaxBid: chances?.closeUnder ?? null,
    edgeCents,
    roi,
    roiPerDay,
    score,
    grade: gradeLot({ score, edgeCents, roiPerDay, flags }),
    flags,
  };
  return {
    ok: true,
    refusals: scoreRefusals,
    assessment: {
      ...figures,
      reasons: giveReasons(input, value, figures, totalAtMaxBid, scoreRefusals),
      sensitivities: blocked ? [] : measureSensitivities(costed, value, input, maxBid, conservative),
    },
  };
}

const profitAt = (costed: PricedCost, value: WholesaleValue | RetailValue, bidCents: number): Cents =>
  toCents(value.p50Cents - costed.totalAt(bidCents));

/** P(the car sells for at least this). */
const chanceOfProfit = (value: WholesaleValue | RetailValue, totalCents: number): number =>
  1 - cdf(distributionOf(value), totalCents);

/** Nothing can be bought at a max bid of 0. */
function chancesAtClose(close: MoneyDistribution, maxBid: Cents): { closeUnder: number; edgeCents: Cents } {
  if (maxBid === 0) return { closeUnder: 0, edgeCents: zeroCents };
  return { closeUnder: cdf(close, maxBid), edgeCents: roundToCents(expectedPositivePart(close, maxBid)) };
}

const refuse = (code: string, cause: Refusal): Assessed => ({
  ok: false,
  refusal: { stage: 'assess', code, reason: `No assessment: ${cause.reason}`, missing: cause.missing },
});
