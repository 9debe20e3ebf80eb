import { useQuery } from '@tanstack/react-query';
import { fetchCostFigures } from '../../lib/api.ts';
import { queryKeys } from '../../lib/query-keys.ts';
import { useFocusOnOpen, usePageTitle } from '../../lib/use-page.ts';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { useProfile } from '../../ui/profile/use-profile.ts';
import { SettingsTabs } from '../../ui/settings-tabs.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { CostsForm } from './costs-form.tsx';

export function CostsPage() {
  usePageTitle('Your costs');
  useFocusOnOpen();
  const profile = useProfile();
  const figures = useQuery({
    queryKey: queryKeys.costFigures,
    queryFn: ({ signal }) => fetchCostFigures(signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const failed = [profile, figures].find((query) => query.isError);
  return (
    <main id="main" tabIndex={-1} className="mx-auto flex max-w-5xl flex-col gap-4 p-3 outline-none sm:p-4">
      <h1 className="text-xl font-bold tracking-tight">Your costs</h1>
      <SettingsTabs />
      <p className="text-muted">
        Grey figures are the standard ones, most of them assumptions. Type your own over any of them; empty it
        to go back.
      </p>
      {failed?.error && (
        <ErrorPanel
          error={failed.error}
          title="Your costs could not be loaded"
          onRetry={() => void failed.refetch()}
        />
      )}
      {!failed && !(profile.data && figures.data) && <Skeleton className="h-80 w-full" />}
      {profile.data && figures.data && <CostsForm saved={profile.data} figures={figures.data.figures} />}
    </main>
  );
}
