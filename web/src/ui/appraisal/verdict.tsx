import type { AppraiseResponse } from '../../../../src/contracts/appraise-response.ts';
import { formatDelta, formatDollars, formatExact, formatShare } from '../../lib/format-money.ts';
import { GradeBadge } from '../badges.tsx';

export type AssessmentView = NonNullable<AppraiseResponse['assessment']>;

interface FigureProps {
  readonly label: string;
  readonly value: string;
  /** What the figure means, for who wonders. */
  readonly hint: string;
  readonly tone?: 'good' | 'stop' | undefined;
}

function Figure({ label, value, hint, tone }: FigureProps) {
  return (
    <div title={hint} className="min-w-0">
      <dt className="text-xs text-muted">{label}</dt>
      <dd
        className={`figures text-base font-semibold ${tone === 'good' ? 'text-good' : tone === 'stop' ? 'text-stop' : ''}`}
      >
        {value}
      </dd>
    </div>
  );
}

const toneOf = (amountCents: number | null) =>
  amountCents === null || amountCents === 0
    ? undefined
    : amountCents > 0
      ? ('good' as const)
      : ('stop' as const);

const dollarsOr = (amountCents: number | null) =>
  amountCents === null ? 'not known' : formatDollars(amountCents);

interface Props {
  readonly assessment: AssessmentView;
  /** The saved assessment, when the one shown is a what-if: its difference is printed. */
  readonly baseline?: AssessmentView | null | undefined;
}

/** The answer: how much to bid at most, and what stands behind it. */
export function Verdict({ assessment, baseline }: Props) {
  const deltaCents = baseline ? assessment.maxBidCents - baseline.maxBidCents : 0;
  return (
    <div className="flex flex-wrap items-start gap-x-6 gap-y-4 sm:gap-x-8">
      <div>
        <p className="text-xs font-medium text-muted">Max bid</p>
        <p className="flex flex-wrap items-baseline gap-x-2">
          <strong data-testid="max-bid" className="figures text-3xl font-bold tracking-tight sm:text-4xl">
            {formatExact(assessment.maxBidCents)}
          </strong>
          {deltaCents !== 0 && (
            <span className={`figures font-semibold ${deltaCents > 0 ? 'text-good' : 'text-stop'}`}>
              {formatDelta(deltaCents)}
            </span>
          )}
        </p>
        <p className="figures text-muted" title="The same with the value at the low end of its range (p10)">
          conservative {formatExact(assessment.maxBidConservativeCents)}
        </p>
      </div>
      <div>
        <p className="text-xs font-medium text-muted">Score</p>
        {assessment.score === null ? (
          <p className="text-xl font-semibold text-muted">No score</p>
        ) : (
          <>
            <p className="figures">
              <strong className="text-3xl font-bold tracking-tight sm:text-4xl">{assessment.score}</strong>
              <span className="text-muted"> of 100</span>
            </p>
            <GradeBadge grade={assessment.grade} />
          </>
        )}
      </div>
      <dl className="grid flex-1 basis-full grid-cols-2 gap-x-6 gap-y-2.5 sm:min-w-[26rem] sm:basis-0 sm:grid-cols-4">
        <Figure
          label="Expected edge"
          value={dollarsOr(assessment.edgeCents)}
          hint="Average of what the closing price stays under the max bid, counting none where it closes above"
          tone={toneOf(assessment.edgeCents)}
        />
        <Figure
          label="Profit at max bid"
          value={formatDollars(assessment.profitAtMaxBidCents)}
          hint="What is left when it is bought at the max bid and sold at the middle of the value range"
          tone={toneOf(assessment.profitAtMaxBidCents)}
        />
        <Figure
          label="Profit at forecast"
          value={dollarsOr(assessment.profitAtForecastCents)}
          hint="The same when it is bought at the middle of the forecast close"
          tone={toneOf(assessment.profitAtForecastCents)}
        />
        <Figure
          label="Return on cost"
          value={formatShare(assessment.roi)}
          hint={`Profit over all-in cost; ${(assessment.roiPerDay * 100).toFixed(2)} % a day held`}
        />
        <Figure
          label="Chance of profit"
          value={formatShare(assessment.probabilityProfit)}
          hint="That the profit is zero or more when bought at the max bid"
        />
        <Figure
          label="Chance of your margin"
          value={
            assessment.probabilityTarget === null ? 'not known' : formatShare(assessment.probabilityTarget)
          }
          hint="That the profit reaches your target margin when bought at the forecast close, or at the max bid where that is less"
        />
        <Figure
          label="Chance to win"
          value={
            assessment.probabilityCloseUnderMaxBid === null
              ? 'not known'
              : formatShare(assessment.probabilityCloseUnderMaxBid)
          }
          hint="That it closes at or under the max bid"
        />
        <Figure
          label="Return per day"
          value={`${(assessment.roiPerDay * 100).toFixed(2)}%`}
          hint="Return on cost over the days held"
        />
      </dl>
    </div>
  );
}
