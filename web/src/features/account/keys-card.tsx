import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Role } from '../../../../src/contracts/identity.ts';
import { formatDay } from '../../lib/format-instant.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { SectionCard } from '../../ui/section-card.tsx';
import { useToast } from '../../ui/toast.tsx';
import { fetchKeys, makeKey, revokeKey } from './account-api.ts';
import { RoleSelect } from './role-select.tsx';
import { roleWords } from './role-words.ts';
import { ShownOnce } from './shown-once.tsx';
import { useCurrentSession } from './sign-in-gate.tsx';
import { FormError, TextField } from './text-field.tsx';

const keysKey = ['api-keys'] as const;
const validDays = 90;

export function KeysCard() {
  const { role: ownRole } = useCurrentSession();
  const client = useQueryClient();
  const toast = useToast();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const query = useQuery({ queryKey: keysKey, queryFn: ({ signal }) => fetchKeys(signal) });
  const refresh = () => client.invalidateQueries({ queryKey: keysKey });
  const making = useMutation({
    mutationFn: makeKey,
    onSuccess: () => {
      setName('');
      return refresh();
    },
  });
  const revoking = useMutation({
    mutationFn: revokeKey,
    onSuccess: refresh,
    onError: (error) => toast(error.message),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    making.mutate({ name, role, validDays });
  };
  return (
    <SectionCard title="Keys for scripts" aside={`Good for ${validDays} days`}>
      <form onSubmit={submit} className="flex flex-col gap-3" aria-label="Make a key">
        <FormError error={making.error} />
        <div className="flex flex-wrap items-end gap-3">
          <TextField label="What it is for" required maxLength={100} value={name} onText={setName} />
          <RoleSelect aria-label="What it may do" value={role} ceiling={ownRole} onRole={setRole} />
          <Button type="submit" look="primary" disabled={making.isPending}>
            Make a key
          </Button>
        </div>
      </form>
      {making.data && <ShownOnce label="Send it as: Authorization: Bearer …" secret={making.data.key} />}
      {query.isError && <ErrorPanel error={query.error} title="The keys could not be loaded" />}
      <ul className="mt-2 flex flex-col divide-y">
        {query.data?.keys.map((key) => (
          <li key={key.id} className="flex flex-wrap items-center justify-between gap-2 py-2">
            <div className="min-w-0">
              <p className="break-words">
                {key.name} <code className="text-muted">{key.prefix}…</code>
              </p>
              <p className="text-xs break-words text-muted">
                {roleWords[key.role].name}, {key.email ?? 'somebody who left'},{' '}
                {key.isActive ? 'until' : 'ended'} {formatDay(key.expiresAt)},{' '}
                {key.lastUsedAt ? `last used ${formatDay(key.lastUsedAt)}` : 'never used'}
              </p>
            </div>
            <Button
              aria-label={`Revoke ${key.name}`}
              disabled={revoking.isPending}
              onClick={() => revoking.mutate(key.id)}
            >
              Revoke
            </Button>
          </li>
        ))}
      </ul>
    </SectionCard>
  );
}
