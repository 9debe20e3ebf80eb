import { useCallback } from 'react';
import { usePageTitle } from '../../lib/use-page.ts';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { SampleBanner } from '../../ui/sample-banner.tsx';
import { DealsList } from './deals-list.tsx';
import { FiltersPanel } from './filters-panel.tsx';
import { InboxToolbar } from './inbox-toolbar.tsx';
import { ListSkeleton } from './list-skeleton.tsx';
import { NoDeals } from './no-deals.tsx';
import { useDeals } from './use-deals.ts';
import { useInboxSearch } from './use-inbox-search.ts';

export function InboxPage() {
  const { search, change, clear } = useInboxSearch();
  usePageTitle('Deals');
  const query = useDeals(search);
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = query;
  const onNearEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);
  const first = query.data?.pages[0];
  const deals = query.data?.pages.flatMap((page) => page.deals) ?? [];
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
        <InboxToolbar
          search={search}
          change={change}
          clear={clear}
          total={query.isPlaceholderData ? undefined : first?.total}
        />
        {query.isError && (
          <ErrorPanel
            error={query.error}
            title="The deals could not be loaded"
            onRetry={() => void query.refetch()}
          />
        )}
        {query.isPending && <ListSkeleton />}
        {first && deals.length === 0 && <NoDeals search={search} clear={clear} change={change} />}
        {first && deals.length > 0 && (
          <DealsList
            deals={deals}
            total={first.total}
            market={first.market}
            search={search}
            change={change}
            isBusy={query.isPlaceholderData}
            onNearEnd={onNearEnd}
          />
        )}
        {isFetchingNextPage && <p className="py-2 text-center text-muted">Loading more deals…</p>}
      </main>
    </div>
  );
}
