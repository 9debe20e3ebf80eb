import { type QueryKey, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { useToast } from '../../ui/toast.tsx';

export interface RevocableRow {
  readonly id: string;
  readonly name: string;
  readonly note: ReactNode;
  /** The one that this browser uses now. */
  readonly isCurrent?: boolean;
  readonly extra?: ReactNode;
}

interface Props {
  readonly label: string;
  readonly queryKey: QueryKey;
  readonly load: (signal: AbortSignal) => Promise<readonly RevocableRow[]>;
  readonly remove: (id: string) => Promise<unknown>;
  /** What the button says, such as `Remove`. */
  readonly verb: string;
  readonly none: string;
  /** Whether the current one is ended elsewhere, by signing out. */
  readonly keepsCurrent?: boolean;
}

/** What a person holds, each of which they can end. */
export function RevocableList({ label, queryKey, load, remove, verb, none, keepsCurrent = false }: Props) {
  const client = useQueryClient();
  const toast = useToast();
  const query = useQuery({ queryKey, queryFn: ({ signal }) => load(signal) });
  const removing = useMutation({
    mutationFn: remove,
    onSuccess: () => client.invalidateQueries({ queryKey }),
    onError: (error) => toast(error.message),
  });
  if (query.isError)
    return <ErrorPanel error={query.error} title="The list could not be loaded" onRetry={query.refetch} />;
  if (query.data?.length === 0) return <p className="text-muted">{none}</p>;
  return (
    <ul aria-label={label} className="flex flex-col divide-y">
      {query.data?.map(({ id, name, note, isCurrent = false, extra }) => (
        <li key={id} className="flex flex-wrap items-center justify-between gap-2 py-2">
          <div className="min-w-0">
            <p className="break-words">
              {name} {isCurrent && <span className="text-xs text-muted">(this one)</span>}
            </p>
            <p className="text-xs break-words text-muted">{note}</p>
          </div>
          <div className="flex flex-wrap gap-2">
            {extra}
            {!(isCurrent && keepsCurrent) && (
              <Button
                aria-label={`${verb} ${name}`}
                disabled={removing.isPending}
                onClick={() => removing.mutate(id)}
              >
                {verb}
              </Button>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
