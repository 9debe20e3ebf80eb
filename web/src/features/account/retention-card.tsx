import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Retention } from '../../../../src/contracts/privacy.ts';
import { formatDay } from '../../lib/format-instant.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { SectionCard } from '../../ui/section-card.tsx';
import { useToast } from '../../ui/toast.tsx';
import { changeRetention, fetchRetention } from './safeguards-api.ts';
import { useCurrentSession } from './sign-in-gate.tsx';
import { TextField } from './text-field.tsx';

const retentionKey = ['retention'] as const;
type Rule = Retention['rules'][number];

/** For how long what is kept; a job deletes the rest once a day. */
export function RetentionCard() {
  const { permissions } = useCurrentSession();
  const query = useQuery({ queryKey: retentionKey, queryFn: ({ signal }) => fetchRetention(signal) });
  const mayChange = permissions.includes('retention.change');
  const isOwn = (rule: Rule) => mayChange && rule.per === 'dealership';
  return (
    <SectionCard title="For how long data is kept" aside="Older data is deleted once a day">
      {query.isError && <ErrorPanel error={query.error} title="This could not be loaded" />}
      <ul aria-label="What is kept" className="flex flex-col divide-y">
        {query.data?.rules.map((rule) => (
          <li
            key={rule.rule}
            className={`flex items-center justify-between gap-2 py-2 ${isOwn(rule) ? 'max-sm:flex-col max-sm:items-start' : ''}`}
          >
            <div className="min-w-0">
              <p className="break-words">{rule.says}</p>
              <p className="text-xs text-muted">
                {rule.per === 'installation'
                  ? 'set by the installation'
                  : `${rule.minDays} to ${rule.maxDays} days`}
                {rule.lastDeleted !== null &&
                  rule.lastRanAt &&
                  `, ${rule.lastDeleted} deleted on ${formatDay(rule.lastRanAt)}`}
              </p>
            </div>
            {isOwn(rule) ? (
              <DaysForm rule={rule} />
            ) : (
              <span className="figures shrink-0">
                {rule.keepDays === 1 ? '1 day' : `${rule.keepDays} days`}
              </span>
            )}
          </li>
        ))}
      </ul>
      <p className="mt-2 text-xs text-muted">
        The audit log is kept for as long as the dealership exists and beyond; people who delete their account
        are erased from it.
      </p>
    </SectionCard>
  );
}

function DaysForm({ rule }: { readonly rule: Rule }) {
  const client = useQueryClient();
  const toast = useToast();
  const [days, setDays] = useState(String(rule.keepDays));
  const saving = useMutation({
    mutationFn: changeRetention,
    onSuccess: () => client.invalidateQueries({ queryKey: retentionKey }),
    onError: (error) => toast(error.message),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate({ rule: rule.rule, keepDays: Number(days) });
  };
  return (
    <form onSubmit={submit} aria-label={`Days for: ${rule.says}`} className="flex items-end gap-2">
      <div className="w-24">
        <TextField
          label="Days"
          type="number"
          min={rule.minDays}
          max={rule.maxDays}
          required
          value={days}
          onText={setDays}
        />
      </div>
      <Button type="submit" disabled={saving.isPending || Number(days) === rule.keepDays}>
        Save
      </Button>
    </form>
  );
}
