import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useCanGoBack, useNavigate, useRouter } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { fetchDeal } from '../../lib/api.ts';
import { nameLot } from '../../lib/name-lot.ts';
import { queryKeys } from '../../lib/query-keys.ts';
import { useHotkeys } from '../../lib/use-hotkeys.ts';
import { useFocusOnOpen, usePageTitle } from '../../lib/use-page.ts';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { DealBody } from './deal-body.tsx';

const dealRoute = getRouteApi('/deals/$id');

function DealSkeleton() {
  return (
    <div role="status" aria-label="Loading the deal" className="flex flex-col gap-4">
      <Skeleton className="h-44 w-full" />
      <Skeleton className="h-72 w-full" />
      <Skeleton className="h-40 w-full" />
    </div>
  );
}

export function DealPage() {
  const { id } = dealRoute.useParams();
  const navigate = useNavigate();
  const router = useRouter();
  const canGoBack = useCanGoBack();
  const query = useQuery({ queryKey: queryKeys.deal(id), queryFn: ({ signal }) => fetchDeal(id, signal) });
  usePageTitle(query.data ? nameLot(query.data.deal) : 'Deal');
  useFocusOnOpen();
  useHotkeys((key) => {
    if (key !== 'Escape') return;
    // going back keeps the inbox's filters and place; a page opened from a link has nothing to go back to
    if (canGoBack) router.history.back();
    else void navigate({ to: '/' });
  });
  return (
    <main
      id="main"
      tabIndex={-1}
      className="mx-auto flex max-w-[1600px] flex-col gap-3 p-3 outline-none sm:p-4"
    >
      <Link
        to="/"
        onClick={(event) => {
          if (!canGoBack || event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          router.history.back();
        }}
        className="inline-flex w-fit items-center gap-1 text-muted hover:text-ink"
      >
        <ArrowLeft size={15} aria-hidden /> Deals
      </Link>
      {query.isPending && <DealSkeleton />}
      {query.isError && (
        <ErrorPanel
          error={query.error}
          title="The deal could not be loaded"
          onRetry={() => void query.refetch()}
        />
      )}
      {query.data && <DealBody key={id} detail={query.data} />}
    </main>
  );
}
