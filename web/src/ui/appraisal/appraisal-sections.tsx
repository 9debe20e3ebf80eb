import type { AppraiseResponse } from '../../../../src/contracts/appraise-response.ts';
import { formatExact } from '../../lib/format-money.ts';
import { SectionCard } from '../section-card.tsx';
import { CloseChart } from './close-chart.tsx';
import { CostWaterfall } from './cost-waterfall.tsx';
import { LemonRisk } from './lemon-risk.tsx';
import { MoneyAxis } from './money-axis.tsx';
import { ReasonsAndFlags } from './reasons-and-flags.tsx';
import { Refusals } from './refusals.tsx';
import { Sensitivities } from './sensitivities.tsx';
import { ValuationSection } from './valuation-section.tsx';
import { isKnown } from './value-summary.tsx';
import { type AssessmentView, Verdict } from './verdict.tsx';

interface Props {
  readonly appraisal: AppraiseResponse;
  readonly currentBidCents: number | null;
  readonly baseline?: AssessmentView | null | undefined;
}

/** Which price the bill is for, by name where it has one. */
function nameBid(atBidCents: number, appraisal: AppraiseResponse, currentBidCents: number | null): string {
  const exact = formatExact(atBidCents);
  if (atBidCents === currentBidCents) return `if bought at the current bid, ${exact}`;
  if (atBidCents === appraisal.assessment?.maxBidCents) return `if bought at the max bid, ${exact}`;
  if (atBidCents === appraisal.forecastClose?.p50Cents) return `if bought at the forecast close, ${exact}`;
  return `if bought at ${exact}`;
}

/** The answer and its picture: how much to bid at most, and where that stands among bid, forecast and value. */
export function VerdictSection({ appraisal, currentBidCents, baseline }: Props) {
  const { assessment, forecastClose, lemon, wholesale, refusals } = appraisal;
  return (
    <>
      {assessment && (
        <SectionCard title="Verdict">
          <div className="flex flex-col gap-5">
            <Verdict assessment={assessment} baseline={baseline} />
            <MoneyAxis
              currentBidCents={currentBidCents}
              forecastClose={forecastClose}
              wholesale={isKnown(wholesale) ? wholesale : null}
              maxBidCents={assessment.maxBidCents}
            />
            {forecastClose && (
              <CloseChart
                forecast={forecastClose}
                maxBidCents={assessment.maxBidCents}
                chanceToWin={assessment.probabilityCloseUnderMaxBid}
              />
            )}
            <LemonRisk lemon={lemon} />
            {forecastClose && <p className="text-xs text-muted">Forecast close: {forecastClose.basis}</p>}
          </div>
        </SectionCard>
      )}
      <Refusals refusals={refusals} />
    </>
  );
}

/** The work behind the verdict: reasons, costs, values and their evidence, what would move it. */
export function WorkSections({ appraisal, currentBidCents }: Omit<Props, 'baseline'>) {
  const { assessment, costs, wholesale, retail } = appraisal;
  return (
    <>
      {assessment && (
        <SectionCard title="Why">
          <ReasonsAndFlags assessment={assessment} />
        </SectionCard>
      )}
      {costs && (
        <SectionCard title="What it costs" aside={nameBid(costs.atBidCents, appraisal, currentBidCents)}>
          <CostWaterfall costs={costs} />
        </SectionCard>
      )}
      <ValuationSection wholesale={wholesale} retail={retail} />
      {assessment && (
        <SectionCard title="What would change my mind" aside="change of the max bid">
          <Sensitivities assessment={assessment} />
        </SectionCard>
      )}
    </>
  );
}
