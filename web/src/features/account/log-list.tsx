import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';

interface LogListProps<Page> {
  readonly label: string;
  readonly query: UseInfiniteQueryResult<InfiniteData<Page>>;
  readonly errorTitle: string;
  /** The entries of a page, each an `li` with its key. */
  readonly entriesOf: (page: Page) => readonly ReactNode[];
}

/** The entries of a log as far as they were asked for, newest first, and a way to older ones. */
export function LogList<Page>({ label, query, errorTitle, entriesOf }: LogListProps<Page>) {
  const entries = query.data?.pages.flatMap(entriesOf) ?? [];
  return (
    <>
      {query.isError && (
        <ErrorPanel error={query.error} title={errorTitle} onRetry={() => void query.refetch()} />
      )}
      {query.isSuccess && entries.length === 0 && <EmptyState title="Nothing was found" />}
      <ol aria-label={label} className="flex flex-col gap-2">
        {entries}
      </ol>
      {query.hasNextPage && (
        <Button
          className="self-center"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {query.isFetchingNextPage ? 'Loading…' : 'Show older'}
        </Button>
      )}
    </>
  );
}
