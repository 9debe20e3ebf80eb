import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { AlertChannel } from '../../../../src/contracts/security.ts';
import { formatMoment } from '../../lib/format-instant.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { SectionCard } from '../../ui/section-card.tsx';
import { useToast } from '../../ui/toast.tsx';
import { SelectField } from './log-filter.tsx';
import { addChannel, fetchChannels, removeChannel } from './safeguards-api.ts';
import { severityOptions } from './severity-words.ts';
import { ShownOnce } from './shown-once.tsx';
import { useCurrentSession } from './sign-in-gate.tsx';
import { FormError, findFieldError, TextField } from './text-field.tsx';

const channelsKey = ['alert-channels'] as const;
const graveWords: Readonly<Record<string, string>> = {
  info: 'everything',
  warning: 'warnings and critical',
  critical: 'critical only',
};

function toState({ lastState, lastAt, lastError }: AlertChannel): string {
  if (lastState === null || lastAt === null) return 'nothing told yet';
  const when = formatMoment(lastAt);
  if (lastState === 'sent') return `last told ${when}`;
  const why = lastError ? `: ${lastError}` : '';
  return lastState === 'waiting' ? `being told, ${when}${why}` : `not delivered, ${when}${why}`;
}

export function AlertsCard() {
  const { permissions } = useCurrentSession();
  const mayChange = permissions.includes('alerts.change');
  const client = useQueryClient();
  const toast = useToast();
  const query = useQuery({ queryKey: channelsKey, queryFn: ({ signal }) => fetchChannels(signal) });
  const removing = useMutation({
    mutationFn: removeChannel,
    onSuccess: () => client.invalidateQueries({ queryKey: channelsKey }),
    onError: (error) => toast(error.message),
  });
  return (
    <SectionCard title="Alerts" aside="Where you are told as soon as something happens">
      {query.isError && <ErrorPanel error={query.error} title="The alerts could not be loaded" />}
      {query.data?.channels.length === 0 && (
        <p className="mb-3 text-muted">Nobody is told yet; warnings are shown at the top of the page.</p>
      )}
      <ul className="flex flex-col divide-y">
        {query.data?.channels.map((channel) => (
          <li key={channel.id} className="flex flex-wrap items-center justify-between gap-2 py-2">
            <div className="min-w-0">
              <p className="break-all">{channel.target}</p>
              <p className="text-xs break-words text-muted">
                {channel.kind === 'mail' ? 'Mail' : 'Webhook'}, {graveWords[channel.minSeverity]},{' '}
                {toState(channel)}
              </p>
            </div>
            {mayChange && (
              <Button
                aria-label={`Remove ${channel.target}`}
                disabled={removing.isPending}
                onClick={() => removing.mutate(channel.id)}
              >
                Remove
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayChange && query.data && <AddChannel mayMail={query.data.mayMail} />}
    </SectionCard>
  );
}

function AddChannel({ mayMail }: { readonly mayMail: boolean }) {
  const client = useQueryClient();
  const [kind, setKind] = useState('webhook');
  const [target, setTarget] = useState('');
  const [minSeverity, setMinSeverity] = useState('warning');
  const adding = useMutation({
    mutationFn: addChannel,
    onSuccess: () => {
      setTarget('');
      return client.invalidateQueries({ queryKey: channelsKey });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    adding.mutate({ kind, target, minSeverity: minSeverity || 'info' });
  };
  return (
    <form onSubmit={submit} aria-label="Add an alert" className="mt-2 flex flex-col gap-3">
      <FormError error={adding.error} />
      <div className="grid grid-cols-1 items-end gap-3 sm:grid-cols-[10rem_1fr_12rem_auto]">
        <SelectField
          label="By"
          value={kind}
          options={
            mayMail
              ? [
                  ['webhook', 'Webhook'],
                  ['mail', 'Mail'],
                ]
              : [['webhook', 'Webhook']]
          }
          onValue={setKind}
        />
        <TextField
          label={kind === 'mail' ? 'E-mail' : 'Address'}
          type={kind === 'mail' ? 'email' : 'url'}
          placeholder={kind === 'mail' ? 'you@example.com' : 'https://…'}
          required
          error={findFieldError(adding.error, 'target')}
          value={target}
          onText={setTarget}
        />
        <SelectField label="Of what" value={minSeverity} options={severityOptions} onValue={setMinSeverity} />
        <Button type="submit" look="primary" disabled={adding.isPending}>
          Add
        </Button>
      </div>
      {adding.data?.secret && (
        <ShownOnce label="The secret that signs what this webhook is told" secret={adding.data.secret} />
      )}
    </form>
  );
}
