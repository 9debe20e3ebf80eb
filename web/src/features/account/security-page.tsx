import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { SecurityEventInfo } from '../../../../src/contracts/security.ts';
import { formatMoment } from '../../lib/format-instant.ts';
import { describeRecord } from '../../lib/record-words.ts';
import { AlertsCard } from './alerts-card.tsx';
import { LogFilter, SelectField } from './log-filter.tsx';
import { LogList } from './log-list.tsx';
import { PeopleLinks } from './people-links.tsx';
import { fetchSecurity, markSeen, toMoment, toQuery } from './safeguards-api.ts';
import { unseenKey } from './security-banner.tsx';
import { severityOptions, severityWords } from './severity-words.ts';
import { useCurrentSession } from './sign-in-gate.tsx';
import { TextField } from './text-field.tsx';

/** What may be an attack or its result, and where the dealership is told of it. */
export function SecurityPage() {
  const { permissions } = useCurrentSession();
  const client = useQueryClient();
  const [minSeverity, setMinSeverity] = useState('');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const filter = toQuery({ minSeverity, from: toMoment(from), to: toMoment(to) });
  const query = useInfiniteQuery({
    queryKey: ['security', filter],
    queryFn: ({ pageParam, signal }) => fetchSecurity(filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
  const hasLoaded = query.isSuccess;
  useEffect(() => {
    if (hasLoaded) void markSeen().then(() => client.invalidateQueries({ queryKey: unseenKey }));
  }, [hasLoaded, client]);
  return (
    <main id="main" tabIndex={-1} className="mx-auto flex max-w-4xl flex-col gap-3 p-3 outline-none sm:p-4">
      <div>
        <h1 className="text-xl font-bold tracking-tight">Security</h1>
        <p className="text-muted">
          Failed sign-ins, new devices, changed rights and refused requests, newest first.
        </p>
      </div>
      <PeopleLinks />
      {permissions.includes('alerts.read') && <AlertsCard />}
      <LogFilter label="Filter the events" exportPath={`/security-events/export?${filter}`}>
        <SelectField
          label="How grave"
          value={minSeverity}
          options={severityOptions}
          onValue={setMinSeverity}
        />
        <TextField label="From the day" type="date" value={from} onText={setFrom} />
        <TextField label="Before the day" type="date" value={to} onText={setTo} />
      </LogFilter>
      <LogList
        label="Security events"
        query={query}
        errorTitle="The events could not be loaded"
        entriesOf={(page) => page.events.map((event) => <SecurityEntry key={event.id} event={event} />)}
      />
    </main>
  );
}

const looks = {
  info: 'bg-info-soft text-ink',
  warning: 'bg-warn-soft text-warn',
  critical: 'bg-stop-soft text-stop',
} as const;

function SecurityEntry({ event }: { readonly event: SecurityEventInfo }) {
  const detail = describeRecord(event.detail);
  return (
    <li className="card p-3">
      <p className="flex flex-wrap justify-between gap-x-4 gap-y-1">
        <span className="min-w-0 break-words">
          <span className={`mr-2 rounded px-1.5 py-0.5 text-xs font-medium ${looks[event.severity]}`}>
            {severityWords[event.severity]}
          </span>
          <strong>{event.says}</strong>
        </span>
        <time dateTime={event.at} className="text-xs text-muted">
          {formatMoment(event.at)}
        </time>
      </p>
      <p className="text-xs break-words text-muted">
        {event.who ?? 'no account'}
        {event.ipAddress && `, from ${event.ipAddress}`}
        {event.userAgent && `, ${event.userAgent}`}
      </p>
      {detail && <p className="text-xs break-words">{detail}</p>}
      <p className="text-xs break-all text-muted">
        {event.kind}
        {event.correlationId && `, request ${event.correlationId}`}
      </p>
    </li>
  );
}
