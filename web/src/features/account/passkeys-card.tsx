import { browserSupportsWebAuthn } from '@simplewebauthn/browser';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { formatDay } from '../../lib/format-instant.ts';
import { Button } from '../../ui/button.tsx';
import { SectionCard } from '../../ui/section-card.tsx';
import { useToast } from '../../ui/toast.tsx';
import { addPasskey, fetchPasskeys, removePasskey, renamePasskey } from './credentials-api.ts';
import { nameDevice } from './device-words.ts';
import { explainPasskeyError } from './passkey-words.ts';
import { RevocableList } from './revocable-list.tsx';
import { FormError, TextField } from './text-field.tsx';

const passkeysKey = ['account', 'passkeys'] as const;

export function PasskeysCard() {
  const client = useQueryClient();
  const toast = useToast();
  const renaming = useMutation({
    mutationFn: renamePasskey,
    onSuccess: () => client.invalidateQueries({ queryKey: passkeysKey }),
    onError: (error) => toast(error.message),
  });
  const askName = (id: string, name: string) => {
    const next = window.prompt('Name of this passkey', name)?.trim();
    if (next && next !== name) renaming.mutate({ id, name: next });
  };
  return (
    <SectionCard title="Passkeys" aside="Sign in by finger, face, PIN or security key">
      <RevocableList
        label="Passkeys"
        queryKey={passkeysKey}
        load={async (signal) =>
          (await fetchPasskeys(signal)).passkeys.map((passkey) => ({
            id: passkey.id,
            name: passkey.name,
            note: `since ${formatDay(passkey.createdAt)}, ${passkey.lastUsedAt ? `last used ${formatDay(passkey.lastUsedAt)}` : 'never used'}, ${passkey.isBackedUp ? 'on all your devices' : 'on one device'}`,
            extra: (
              <Button
                aria-label={`Rename ${passkey.name}`}
                disabled={renaming.isPending}
                onClick={() => askName(passkey.id, passkey.name)}
              >
                Rename
              </Button>
            ),
          }))
        }
        remove={removePasskey}
        verb="Remove"
        none="None yet. A passkey stands for password and second factor at once, and no page can steal it."
      />
      {browserSupportsWebAuthn() ? (
        <AddPasskey onAdded={() => client.invalidateQueries({ queryKey: passkeysKey })} />
      ) : (
        <p className="mt-3 text-muted">
          This browser cannot make passkeys, or the page did not come by https.
        </p>
      )}
    </SectionCard>
  );
}

function AddPasskey({ onAdded }: { readonly onAdded: () => Promise<void> }) {
  const [name, setName] = useState(() => nameDevice(navigator.userAgent));
  const [password, setPassword] = useState('');
  const adding = useMutation({
    mutationFn: addPasskey,
    onSuccess: () => {
      setPassword('');
      return onAdded();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    adding.mutate({ name, password });
  };
  return (
    <form
      onSubmit={submit}
      className="mt-3 flex max-w-sm flex-col gap-3 border-t pt-3"
      aria-label="Add a passkey"
    >
      <FormError error={explainPasskeyError(adding.error)} />
      <TextField label="Name of the passkey" required maxLength={100} value={name} onText={setName} />
      <TextField
        label="Your password, to add a passkey"
        type="password"
        autoComplete="current-password"
        required
        value={password}
        onText={setPassword}
      />
      <Button type="submit" disabled={adding.isPending} className="self-start">
        {adding.isPending ? 'Waiting for the device…' : 'Add a passkey'}
      </Button>
    </form>
  );
}
