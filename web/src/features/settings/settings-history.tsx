import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ProfileHistory } from '../../../../src/contracts/settings.ts';
import { fetchProfileHistory, restoreProfile } from '../../lib/api.ts';
import { formatMoment } from '../../lib/format-instant.ts';
import { queryKeys } from '../../lib/query-keys.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { describeChanges } from '../../ui/profile/profile-words.ts';
import { SectionCard } from '../../ui/section-card.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useToast } from '../../ui/toast.tsx';

type Change = ProfileHistory['changes'][number];

/** Puts the settings of a version back; Undo puts back those that stood before that. */
function useRestore(currentVersion: number) {
  const client = useQueryClient();
  const toast = useToast();
  const refresh = () =>
    Promise.all(
      [queryKeys.assessed, queryKeys.profile].map((queryKey) => client.invalidateQueries({ queryKey })),
    );
  const onError = (error: Error) => toast(`The settings could not be put back: ${error.message}`);
  const undo = useMutation({
    mutationFn: restoreProfile,
    onSuccess: async () => {
      await refresh();
      toast('As it was before.');
    },
    onError,
  });
  return useMutation({
    mutationFn: restoreProfile,
    onSuccess: async () => {
      await refresh();
      toast('Put back. Every lot is being assessed with these settings.', () => undo.mutate(currentVersion));
    },
    onError,
  });
}

function changeTitle({ restoredVersion }: Change): string | undefined {
  if (restoredVersion === null) return undefined;
  return restoredVersion === 0 ? 'Put back: before the first change' : `Put back: version ${restoredVersion}`;
}

function History({ changes }: { readonly changes: readonly Change[] }) {
  const current = changes[0]?.version ?? 0;
  const restore = useRestore(current);
  if (changes.length === 0)
    return <p className="text-muted">Nothing was changed yet: the settings are the ones that ship.</p>;
  const putBack = (version: number, name: string) => (
    <Button
      className="h-8! shrink-0"
      aria-label={`Put back ${name}`}
      disabled={restore.isPending}
      onClick={() => restore.mutate(version)}
    >
      Put back
    </Button>
  );
  return (
    <ol className="flex flex-col">
      {changes.map((change) => (
        <li
          key={change.version}
          className="flex items-start justify-between gap-4 border-b py-2.5 first:pt-0"
        >
          <div className="min-w-0">
            <p className="text-xs text-muted">
              Version {change.version} · {formatMoment(change.changedAt)}
              {change.changedBy && ` · ${change.changedBy}`}
            </p>
            {changeTitle(change) && <p className="font-medium">{changeTitle(change)}</p>}
            <ul>
              {describeChanges(change.before, change.after).map((words) => (
                <li key={words} className="break-words">
                  {words}
                </li>
              ))}
            </ul>
          </div>
          {change.version === current ? (
            <span className="shrink-0 py-1.5 text-xs text-muted">in use</span>
          ) : (
            putBack(change.version, `version ${change.version}`)
          )}
        </li>
      ))}
      <li className="flex items-center justify-between gap-4 pt-2.5">
        <p className="text-muted">Before the first change</p>
        {putBack(0, 'what stood before the first change')}
      </li>
    </ol>
  );
}

export function SettingsHistory() {
  const query = useQuery({
    queryKey: queryKeys.profileHistory,
    queryFn: ({ signal }) => fetchProfileHistory(signal),
  });
  return (
    <SectionCard title="Changes" aside="newest first">
      {query.isPending && <Skeleton className="h-16 w-full" />}
      {query.isError && (
        <ErrorPanel
          error={query.error}
          title="The changes could not be loaded"
          onRetry={() => void query.refetch()}
        />
      )}
      {query.data && <History changes={query.data.changes} />}
    </SectionCard>
  );
}
