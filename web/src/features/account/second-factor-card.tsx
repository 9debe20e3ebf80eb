import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { SectionCard } from '../../ui/section-card.tsx';
import { useToast } from '../../ui/toast.tsx';
import {
  beginSecondFactor,
  confirmSecondFactor,
  disableSecondFactor,
  renewRecoveryCodes,
} from './account-api.ts';
import { PasswordGate } from './password-gate.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { FormError, TextField } from './text-field.tsx';
import { sessionKey } from './use-session.ts';

export function SecondFactorCard({ isOn }: { readonly isOn: boolean }) {
  return (
    <SectionCard title="Second factor" aside={isOn ? 'On' : 'Off'}>
      {isOn ? <TurnOff /> : <TurnOn />}
    </SectionCard>
  );
}

function TurnOn() {
  const client = useQueryClient();
  const toast = useToast();
  const [code, setCode] = useState('');
  const beginning = useMutation({ mutationFn: beginSecondFactor });
  const confirming = useMutation({
    mutationFn: confirmSecondFactor,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: sessionKey });
      toast('The second factor is on.');
    },
  });
  const setup = beginning.data;
  if (!setup)
    return (
      <div className="flex flex-col gap-3">
        <p>
          A code from an app on your phone besides the password: a stolen password alone then opens nothing.
        </p>
        <PasswordGate
          label="Set up"
          isBusy={beginning.isPending}
          error={beginning.error}
          onPassword={(password) => beginning.mutate(password)}
        />
      </div>
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirming.mutate(code);
  };
  return (
    <div className="flex flex-col gap-4">
      <p>Scan this with an authenticator app, or type the secret into it.</p>
      <img src={setup.qr} alt="QR code of the secret" width={200} height={200} className="rounded bg-white" />
      <code className="break-all select-all">{setup.secret}</code>
      <RecoveryCodes codes={setup.recoveryCodes} />
      <form onSubmit={submit} className="flex max-w-sm flex-col gap-3" aria-label="Turn on">
        <FormError error={confirming.error} />
        <TextField
          label="Code that the app shows"
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          value={code}
          onText={setCode}
        />
        <Button type="submit" look="primary" disabled={confirming.isPending} className="self-start">
          Turn on
        </Button>
      </form>
    </div>
  );
}

function TurnOff() {
  const client = useQueryClient();
  const toast = useToast();
  const renewing = useMutation({ mutationFn: renewRecoveryCodes });
  const disabling = useMutation({
    mutationFn: disableSecondFactor,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: sessionKey });
      toast('The second factor is off.');
    },
  });
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {renewing.data ? (
        <RecoveryCodes codes={renewing.data.recoveryCodes} />
      ) : (
        <PasswordGate
          label="New recovery codes"
          isBusy={renewing.isPending}
          error={renewing.error}
          onPassword={(password) => renewing.mutate(password)}
        />
      )}
      <PasswordGate
        label="Turn off"
        isBusy={disabling.isPending}
        error={disabling.error}
        onPassword={(password) => disabling.mutate(password)}
      />
    </div>
  );
}
