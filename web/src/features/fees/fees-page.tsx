import { useQuery } from '@tanstack/react-query';
import { fetchFeeSchedules } from '../../lib/api.ts';
import { queryKeys } from '../../lib/query-keys.ts';
import { useFocusOnOpen, usePageTitle } from '../../lib/use-page.ts';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { SettingsTabs } from '../../ui/settings-tabs.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { SourceFees } from './source-fees.tsx';

export function FeesPage() {
  usePageTitle('Auction fees');
  useFocusOnOpen();
  const query = useQuery({
    queryKey: queryKeys.feeSchedules,
    queryFn: ({ signal }) => fetchFeeSchedules(signal),
  });
  const bySource = Map.groupBy(query.data?.schedules ?? [], (schedule) => schedule.source);
  return (
    <main id="main" tabIndex={-1} className="mx-auto flex max-w-5xl flex-col gap-4 p-3 outline-none sm:p-4">
      <h1 className="text-xl font-bold tracking-tight">Auction fees</h1>
      <SettingsTabs />
      <p className="text-muted">
        What each auction charges a buyer, as far as it is published. Your contract or your last invoice knows
        better: enter your own fees, and every max bid counts with them from that day on.
      </p>
      {query.isPending && <Skeleton className="h-80 w-full" />}
      {query.isError && (
        <ErrorPanel
          error={query.error}
          title="The fees could not be loaded"
          onRetry={() => void query.refetch()}
        />
      )}
      {[...bySource].map(([source, schedules]) => (
        <SourceFees key={source} schedules={schedules} todayUtc={new Date().toISOString().slice(0, 10)} />
      ))}
    </main>
  );
}
