import type { DealDetail } from '../../../../src/contracts/deals.ts';
import { formatShare } from '../../lib/format-money.ts';
import { kindOfLotWords } from '../../lib/words.ts';
import { VerdictSection, WorkSections } from '../../ui/appraisal/appraisal-sections.tsx';
import { DescriptionFindings } from '../../ui/appraisal/description-findings.tsx';
import { PickupTerms } from '../../ui/appraisal/pickup-terms.tsx';
import { ReadFromText } from '../../ui/appraisal/read-from-text.tsx';
import { SampleBanner } from '../../ui/sample-banner.tsx';
import { SectionCard } from '../../ui/section-card.tsx';
import { CaptureProof } from './capture-proof.tsx';
import { DealHeader } from './deal-header.tsx';
import { FactsTable } from './facts-table.tsx';
import { IdentifiedCar } from './identified-car.tsx';
import { ObservationsTable } from './observations-table.tsx';
import { useWhatIf } from './use-what-if.ts';
import { WhatIfPanel } from './what-if-panel.tsx';

function NotAppraised({ kind }: { readonly kind: DealDetail['kind'] }) {
  return (
    <SectionCard
      title={`${kindOfLotWords(kind.kind)}: not appraised`}
      aside={`${formatShare(kind.confidence)} sure`}
    >
      <p>DealerScope appraises cars, SUVs, pickups and vans. This lot was read as something else:</p>
      <ul className="mt-1 list-disc pl-4">
        {kind.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </SectionCard>
  );
}

/** One lot, from the verdict down to the bytes it was read from. */
export function DealBody({ detail }: { readonly detail: DealDetail }) {
  const whatIf = useWhatIf(detail);
  const { deal, kind } = detail;
  return (
    <>
      <SampleBanner market={detail.market} />
      <DealHeader detail={detail} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem] lg:grid-rows-[auto_1fr]">
        <div className={`flex min-w-0 flex-col gap-4 ${whatIf.isBusy ? 'opacity-70' : ''}`}>
          {whatIf.shown ? (
            <VerdictSection
              appraisal={whatIf.shown}
              currentBidCents={deal.currentBidCents}
              baseline={whatIf.isTrying ? detail.appraisal?.assessment : undefined}
            />
          ) : (
            <NotAppraised kind={kind} />
          )}
        </div>
        {detail.appraisal && (
          <div className="min-w-0 lg:sticky lg:top-16 lg:col-start-2 lg:row-span-2 lg:row-start-1 lg:max-h-[calc(100dvh-5rem)] lg:overflow-y-auto">
            <WhatIfPanel detail={detail} whatIf={whatIf} />
          </div>
        )}
        <div className={`flex min-w-0 flex-col gap-4 ${whatIf.isBusy ? 'opacity-70' : ''}`}>
          {whatIf.shown && <WorkSections appraisal={whatIf.shown} currentBidCents={deal.currentBidCents} />}
          <SectionCard title="What the seller says">
            <DescriptionFindings
              description={detail.description}
              findings={detail.appraisal?.findings ?? []}
            />
          </SectionCard>
          {detail.appraisal && (
            <SectionCard title="Read from its words" aside="where the source states no field for it">
              <ReadFromText reading={detail.appraisal.reading} />
            </SectionCard>
          )}
          {detail.appraisal && detail.appraisal.pickup.length > 0 && (
            <SectionCard title="Fetching it" aside="from the seller's words">
              <PickupTerms terms={detail.appraisal.pickup} />
            </SectionCard>
          )}
        </div>
      </div>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          {detail.appraisal && (
            <SectionCard title="The car as made out">
              <IdentifiedCar vehicle={detail.appraisal.vehicle} />
            </SectionCard>
          )}
          <SectionCard title="Facts and where they come from">
            <FactsTable facts={detail.facts} />
          </SectionCard>
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <SectionCard title="Seen so far" aside="newest first">
            <ObservationsTable observations={detail.observations} />
          </SectionCard>
          <SectionCard title="Proof">
            <CaptureProof capture={detail.capture} />
          </SectionCard>
        </div>
      </div>
    </>
  );
}
