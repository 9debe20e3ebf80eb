import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { fetchRejections } from '../../lib/api.ts';
import { queryKeys } from '../../lib/query-keys.ts';
import { useHotkeys } from '../../lib/use-hotkeys.ts';
import { useFocusOnOpen, usePageTitle } from '../../lib/use-page.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { RejectionCard } from './rejection-card.tsx';

/** Records that could not be read as lots: kept, with the reason, so that none is lost in silence. */
export function RejectsPage() {
  const navigate = useNavigate();
  usePageTitle('Rejects');
  useFocusOnOpen();
  useHotkeys((key) => {
    if (key === 'Escape') void navigate({ to: '/' });
  });
  const query = useInfiniteQuery({
    queryKey: queryKeys.rejections,
    queryFn: ({ pageParam, signal }) => fetchRejections(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  const rejections = query.data?.pages.flatMap((page) => page.rejections) ?? [];
  return (
    <main id="main" tabIndex={-1} className="mx-auto flex max-w-5xl flex-col gap-3 p-3 outline-none sm:p-4">
      <div>
        <h1 className="text-xl font-bold tracking-tight">Rejected records</h1>
        <p className="text-muted">
          Records that could not be read as lots, with the reason. Lots that were read but are no cars are
          among the{' '}
          <Link to="/" search={{ kind: 'not_a_vehicle', status: 'all' }} className="text-accent underline">
            deals, under “Not vehicles”
          </Link>
          .
        </p>
      </div>
      {query.isPending && (
        <div role="status" aria-label="Loading rejected records" className="flex flex-col gap-2">
          <Skeleton className="h-24 w-full" />
          <Skeleton className="h-24 w-full" />
          <Skeleton className="h-24 w-full" />
        </div>
      )}
      {query.isError && (
        <ErrorPanel
          error={query.error}
          title="The rejected records could not be loaded"
          onRetry={() => void query.refetch()}
        />
      )}
      {query.isSuccess && rejections.length === 0 && (
        <EmptyState title="Nothing was rejected">
          Every record that was captured could be read as a lot.
        </EmptyState>
      )}
      {rejections.length > 0 && (
        <ul className="flex flex-col gap-2">
          {rejections.map((rejection) => (
            <RejectionCard key={rejection.id} rejection={rejection} />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <Button
          className="self-center"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {query.isFetchingNextPage ? 'Loading…' : 'Show more'}
        </Button>
      )}
    </main>
  );
}
