import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { formatDay } from '../../lib/format-instant.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { SectionCard } from '../../ui/section-card.tsx';
import { useToast } from '../../ui/toast.tsx';
import { fetchKeys, makeKey, revokeKey } from './account-api.ts';
import { KeyForm } from './key-form.tsx';
import { roleWords } from './role-words.ts';
import { ShownOnce } from './shown-once.tsx';

const keysKey = ['api-keys'] as const;

export function KeysCard() {
  const client = useQueryClient();
  const toast = useToast();
  const query = useQuery({ queryKey: keysKey, queryFn: ({ signal }) => fetchKeys(signal) });
  const refresh = () => client.invalidateQueries({ queryKey: keysKey });
  const making = useMutation({ mutationFn: makeKey, onSuccess: refresh });
  const revoking = useMutation({
    mutationFn: revokeKey,
    onSuccess: refresh,
    onError: (error) => toast(error.message),
  });
  return (
    <SectionCard title="Keys for scripts" aside="Each ends by itself">
      <KeyForm
        scopesOfRoles={query.data?.scopes}
        isBusy={making.isPending}
        error={making.error}
        onMake={making.mutateAsync}
      />
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
                {roleWords[key.role].name}
                {key.scopes && `, only ${key.scopes.join(', ')}`}, {key.email ?? 'somebody who left'},{' '}
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
