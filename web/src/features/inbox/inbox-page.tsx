import { useCallback, useRef, useState } from 'react';
import { usePageTitle } from '../../lib/use-page.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { ModalDialog } from '../../ui/modal-dialog.tsx';
import { SampleBanner } from '../../ui/sample-banner.tsx';
import { SectionCard } from '../../ui/section-card.tsx';
import { DealsList } from './deals-list.tsx';
import { FiltersPanel } from './filters-panel.tsx';
import { HomeZipPrompt } from './home-zip-prompt.tsx';
import { InboxToolbar } from './inbox-toolbar.tsx';
import { ListSkeleton } from './list-skeleton.tsx';
import { NoDeals } from './no-deals.tsx';
import { RankedAsIf } from './ranked-as-if.tsx';
import { useDeals } from './use-deals.ts';
import { useInboxSearch } from './use-inbox-search.ts';
import { useRankWhatIf } from './use-rank-what-if.ts';
import { WhatIfForm } from './what-if-form.tsx';

/** Where list and form fit side by side; on anything narrower the form is a dialog. */
const hasRoomBeside = () => matchMedia('(min-width: 80rem)').matches;

export function InboxPage() {
  const { search, change, clear } = useInboxSearch();
  usePageTitle('Deals');
  const whatIf = useRankWhatIf(search);
  const [isAsideOpen, setIsAsideOpen] = useState(false);
  const [isDialogOpen, setIsDialogOpen] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  const query = useDeals(search);
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = query;
  const isWhatIf = whatIf.page !== undefined;
  const onNearEnd = useCallback(() => {
    if (!isWhatIf && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage, isWhatIf]);
  const first = whatIf.page ?? query.data?.pages[0];
  const deals = whatIf.page?.deals ?? query.data?.pages.flatMap((page) => page.deals) ?? [];
  const isBusy = whatIf.isTrying ? whatIf.isBusy : query.isPlaceholderData;
  const toggleWhatIf = () => {
    if (hasRoomBeside()) setIsAsideOpen(!isAsideOpen);
    else {
      setIsDialogOpen(true);
      dialog.current?.showModal();
    }
  };
  return (
    <div className="mx-auto flex max-w-[1600px] gap-4 p-3 sm:p-4">
      <aside aria-label="Filters" className="hidden w-56 shrink-0 lg:block">
        <div className="sticky top-16 max-h-[calc(100dvh-5rem)] overflow-y-auto pr-1 pb-2">
          <FiltersPanel search={search} change={change} clear={clear} />
        </div>
      </aside>
      <main id="main" tabIndex={-1} className="flex min-w-0 flex-1 flex-col gap-3 outline-none">
        <h1 className="sr-only">Deals</h1>
        {first ? <SampleBanner market={first.market} /> : <div className="h-10 lg:h-[2.375rem]" />}
        {whatIf.saved && <HomeZipPrompt saved={whatIf.saved} />}
        <InboxToolbar
          search={search}
          change={change}
          clear={clear}
          total={isBusy ? undefined : first?.total}
          isWhatIfOpen={isAsideOpen}
          onWhatIf={toggleWhatIf}
        />
        <RankedAsIf whatIf={whatIf} />
        {query.isError && (
          <ErrorPanel
            error={query.error}
            title="The deals could not be loaded"
            onRetry={() => void query.refetch()}
          />
        )}
        {whatIf.error && (
          <ErrorPanel
            error={whatIf.error}
            title="The list could not be ranked with these settings"
            onRetry={whatIf.retry}
          />
        )}
        {query.isPending && <ListSkeleton />}
        {first && deals.length === 0 && <NoDeals search={search} clear={clear} change={change} />}
        {first && deals.length > 0 && (
          <DealsList
            deals={deals}
            total={isWhatIf ? deals.length : first.total}
            market={first.market}
            search={search}
            change={change}
            isBusy={isBusy}
            onNearEnd={onNearEnd}
          />
        )}
        {isFetchingNextPage && <p className="py-2 text-center text-muted">Loading more deals…</p>}
      </main>
      {isAsideOpen && whatIf.saved && (
        <aside aria-label="What if" className="hidden w-72 shrink-0 xl:block">
          <div className="sticky top-16 max-h-[calc(100dvh-5rem)] overflow-y-auto">
            <SectionCard title="What if" aside="nothing is stored">
              <WhatIfForm whatIf={whatIf} saved={whatIf.saved} />
            </SectionCard>
          </div>
        </aside>
      )}
      <ModalDialog ref={dialog} title="What if" shape="full" onClose={() => setIsDialogOpen(false)}>
        {isDialogOpen && whatIf.saved && (
          <WhatIfForm whatIf={whatIf} saved={whatIf.saved} onSaved={() => dialog.current?.close()} />
        )}
        <Button className="mt-3 w-full" onClick={() => dialog.current?.close()}>
          {whatIf.isTrying ? 'Show the list' : 'Close'}
        </Button>
      </ModalDialog>
    </div>
  );
}
