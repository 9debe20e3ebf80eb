import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { AppraiseRequest } from '../../../../src/contracts/appraise-request.ts';
import { appraiseByHand } from '../../lib/api.ts';
import { ApiProblemError } from '../../lib/api-problem.ts';
import { formatExact } from '../../lib/format-money.ts';
import { useHotkeys } from '../../lib/use-hotkeys.ts';
import { useFocusOnOpen, usePageTitle } from '../../lib/use-page.ts';
import { VerdictSection, WorkSections } from '../../ui/appraisal/appraisal-sections.tsx';
import { DescriptionFindings } from '../../ui/appraisal/description-findings.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { SectionCard } from '../../ui/section-card.tsx';
import { AppraiseForm } from './appraise-form.tsx';

/** `/vin` and `/book/cents` → `vin` and `book`. */
const toFieldErrors = (error: Error | null): ReadonlyMap<string, string> =>
  new Map(
    error instanceof ApiProblemError
      ? error.problem.errors?.map(({ pointer, message }) => [pointer.split('/')[1] ?? '', message])
      : [],
  );

export function AppraisePage() {
  const navigate = useNavigate();
  const appraising = useMutation({ mutationFn: (request: AppraiseRequest) => appraiseByHand(request) });
  const result = useRef<HTMLDivElement>(null);
  const { data, variables } = appraising;
  usePageTitle('Appraise');
  useFocusOnOpen();
  useHotkeys((key) => {
    if (key === 'Escape') void navigate({ to: '/' });
  });
  useEffect(() => {
    if (data && window.innerWidth < 1024) result.current?.scrollIntoView();
  }, [data]);
  return (
    <main
      id="main"
      tabIndex={-1}
      className="mx-auto flex max-w-[1600px] flex-col gap-3 p-3 outline-none sm:p-4"
    >
      <div>
        <h1 className="text-xl font-bold tracking-tight">Appraise a car</h1>
        <p className="text-muted">
          Give a VIN, or year, make and model. The more is known, the narrower the range. Your saved settings
          apply.
        </p>
      </div>
      <div className="grid items-start gap-4 lg:grid-cols-[24rem_minmax(0,1fr)]">
        <AppraiseForm
          serverErrors={toFieldErrors(appraising.error)}
          isBusy={appraising.isPending}
          onSubmit={(request) => appraising.mutate(request)}
        />
        <div ref={result} className="flex min-w-0 scroll-mt-16 flex-col gap-4">
          <p aria-live="polite" className="sr-only">
            {data?.assessment && `Max bid ${formatExact(data.assessment.maxBidCents)}`}
            {data && !data.assessment && 'There is no max bid; the reasons are below.'}
          </p>
          {appraising.isError && (
            <ErrorPanel error={appraising.error} title="This car could not be appraised" />
          )}
          {appraising.isIdle && (
            <EmptyState title="No car yet">
              The answer stands here: the most to bid, what it costs, what it is worth and on what evidence.
            </EmptyState>
          )}
          {data && (
            <>
              <VerdictSection appraisal={data} currentBidCents={variables?.currentBidCents ?? null} />
              <WorkSections appraisal={data} currentBidCents={variables?.currentBidCents ?? null} />
              {(variables?.description || data.findings.length > 0) && (
                <SectionCard title="What the seller says">
                  <DescriptionFindings
                    description={variables?.description ?? null}
                    findings={data.findings}
                  />
                </SectionCard>
              )}
            </>
          )}
        </div>
      </div>
    </main>
  );
}
