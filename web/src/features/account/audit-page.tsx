import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AuditEvent } from '../../../../src/contracts/identity.ts';
import { formatMoment } from '../../lib/format-instant.ts';
import { describeRecord, toActionWords } from '../../lib/record-words.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import { fetchAudit } from './account-api.ts';
import { LogFilter, SelectField } from './log-filter.tsx';
import { LogList } from './log-list.tsx';
import { PeopleLinks } from './people-links.tsx';
import { toMoment, toQuery } from './safeguards-api.ts';
import { TextField } from './text-field.tsx';

/** How actions begin, by what they are about. */
const subjects = [
  ['', 'Everything'],
  ['session.', 'Signing in and out'],
  ['password.', 'Passwords'],
  ['second_factor.', 'Second factors'],
  ['passkey.', 'Passkeys'],
  ['email.', 'E-mail addresses'],
  ['device.', 'Remembered devices'],
  ['member.', 'Members'],
  ['invitation.', 'Invitations'],
  ['key.', 'Keys'],
  ['token_family.', 'Tokens of machines'],
  ['profile.', 'How the dealership buys'],
  ['fee_schedule.', 'Fee schedules'],
  ['capture.', 'Files that were read in'],
  ['sales.', 'Sales of one’s own'],
  ['model.', 'Value models'],
  ['organisation.', 'The dealership itself'],
  ['ownership.', 'Handing over'],
  ['alert_channel.', 'Alerts'],
  ['retention.', 'What is kept'],
  ['account.', 'Deleting one’s account'],
  ['data_export.', 'Copies of one’s data'],
  ['consent.', 'Consents'],
  ['person.', 'Accounts that were deleted'],
] as const;

/** What people did, newest first; `npx dealerscope audit verify` checks that nothing was changed. */
export function AuditPage() {
  const [action, setAction] = useState('');
  const [actor, setActor] = useState('');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const filter = toQuery({
    action,
    actor: useDebounced(actor, 250).trim(),
    from: toMoment(from),
    to: toMoment(to),
  });
  const query = useInfiniteQuery({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) => fetchAudit(filter, pageParam, signal),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.nextBefore,
    placeholderData: keepPreviousData,
  });
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
      <LogFilter label="Filter the log" exportPath={`/audit-events/export?${filter}`}>
        <SelectField label="About" value={action} options={subjects} onValue={setAction} />
        <TextField label="Who" value={actor} onText={setActor} placeholder="part of an e-mail" />
        <TextField label="From the day" type="date" value={from} onText={setFrom} />
        <TextField label="Before the day" type="date" value={to} onText={setTo} />
      </LogFilter>
      <LogList
        label="Log"
        query={query}
        errorTitle="The log could not be loaded"
        entriesOf={(page) => page.events.map((event) => <AuditEntry key={event.seq} event={event} />)}
      />
    </main>
  );
}

function AuditEntry({ event }: { readonly event: AuditEvent }) {
  const before = describeRecord(event.before);
  const after = describeRecord(event.after);
  return (
    <li className="card p-3">
      <p className="flex flex-wrap justify-between gap-x-4">
        <span className="min-w-0 break-words">
          <span className="text-muted">{event.seq}</span> <strong>{toActionWords(event.action)}</strong> by{' '}
          {event.actor}
        </span>
        <time dateTime={event.at} className="text-xs text-muted">
          {formatMoment(event.at)}
        </time>
      </p>
      {before && <p className="text-xs break-words">Before: {before}</p>}
      {after && (
        <p className="text-xs break-words">
          {before ? 'After: ' : ''}
          {after}
        </p>
      )}
      <p className="text-xs break-all text-muted">
        {event.action}, from {event.ipAddress ?? 'this machine'}
        {event.correlationId && `, request ${event.correlationId}`}, hash {event.hash.slice(0, 16)}…
      </p>
    </li>
  );
}
