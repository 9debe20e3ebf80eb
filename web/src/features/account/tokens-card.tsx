import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { formatDay } from '../../lib/format-instant.ts';
import { Button } from '../../ui/button.tsx';
import { SectionCard } from '../../ui/section-card.tsx';
import { endToken, fetchTokens, makeToken } from './credentials-api.ts';
import { RevocableList } from './revocable-list.tsx';
import { roleWords } from './role-words.ts';
import { ShownOnce } from './shown-once.tsx';
import { FormError, TextField } from './text-field.tsx';

const tokensKey = ['account', 'tokens'] as const;

export function TokensCard() {
  const client = useQueryClient();
  const [name, setName] = useState('');
  const making = useMutation({
    mutationFn: makeToken,
    onSuccess: () => {
      setName('');
      return client.invalidateQueries({ queryKey: tokensKey });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    making.mutate(name);
  };
  return (
    <SectionCard title="Programs that act in your name" aside="Refresh tokens, each good once">
      <form onSubmit={submit} className="flex flex-col gap-3" aria-label="Make a refresh token">
        <FormError error={making.error} />
        <div className="flex flex-wrap items-end gap-3">
          <TextField label="Which program" required maxLength={100} value={name} onText={setName} />
          <Button type="submit" disabled={making.isPending}>
            Make a token
          </Button>
        </div>
      </form>
      {making.data?.refreshToken && (
        <ShownOnce
          label="Trade it at POST /api/v1/auth/token for a token of ten minutes and the next refresh token"
          secret={making.data.refreshToken}
        />
      )}
      <div className="mt-3">
        <RevocableList
          label="Programs"
          queryKey={tokensKey}
          load={async (signal) =>
            (await fetchTokens(signal)).tokens.map((token) => ({
              id: token.id,
              name: token.name,
              note: `${roleWords[token.role].name}${token.scopes ? `, only ${token.scopes.join(', ')}` : ''}, for ${token.audience}, ${token.lastUsedAt ? `last used ${formatDay(token.lastUsedAt)}` : 'never used'}, until ${formatDay(token.expiresAt)}`,
            }))
          }
          remove={endToken}
          verb="End"
          none="None."
        />
      </div>
    </SectionCard>
  );
}
