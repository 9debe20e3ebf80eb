import { useInfiniteQuery } from '@tanstack/react-query';
import type { AuditEvent } from '../../../../src/contracts/identity.ts';
import { formatMoment } from '../../lib/format-instant.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { fetchAudit } from './account-api.ts';
import { PeopleLinks } from './people-links.tsx';

const toText = (value: unknown) => (value === null ? '' : JSON.stringify(value));

/** What people did, newest first; `npx dealerscope audit verify` checks that nothing was changed. */
export function AuditPage() {
  const query = useInfiniteQuery({
    queryKey: ['audit'],
    queryFn: ({ pageParam, signal }) => fetchAudit(pageParam, signal),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.nextBefore,
  });
  const events = query.data?.pages.flatMap((page) => page.events) ?? [];
  return (
    <main id="main" tabIndex={-1} className="mx-auto flex max-w-4xl flex-col gap-3 p-3 outline-none sm:p-4">
      <div>
        <h1 className="text-xl font-bold tracking-tight">Log</h1>
        <p className="text-muted">
          What people did, newest first. Each entry’s hash covers the one before it; whoever runs this
          DealerScope checks them all with <code>npx dealerscope audit verify</code>.
        </p>
      </div>
      <PeopleLinks />
      {query.isError && (
        <ErrorPanel
          error={query.error}
          title="The log could not be loaded"
          onRetry={() => void query.refetch()}
        />
      )}
      <ol className="flex flex-col gap-2">
        {events.map((event) => (
          <AuditEntry key={event.seq} event={event} />
        ))}
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
    </main>
  );
}

function AuditEntry({ event }: { readonly event: AuditEvent }) {
  const before = toText(event.before);
  const after = toText(event.after);
  return (
    <li className="card p-3">
      <p className="flex flex-wrap justify-between gap-x-4">
        <span className="min-w-0 break-words">
          <span className="text-muted">{event.seq}</span> <strong>{event.action}</strong> by {event.actor}
        </span>
        <time dateTime={event.at} className="text-xs text-muted">
          {formatMoment(event.at)}
        </time>
      </p>
      {before && <p className="text-xs break-all">before {before}</p>}
      {after && <p className="text-xs break-all">after {after}</p>}
      <p className="text-xs break-all text-muted">
        {event.ipAddress ?? 'this machine'}
        {event.correlationId && `, request ${event.correlationId}`}, hash {event.hash.slice(0, 16)}…
      </p>
    </li>
  );
}
