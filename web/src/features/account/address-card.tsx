import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { SectionCard } from '../../ui/section-card.tsx';
import { askEmailChange, askEmailVerification, fetchSignInOptions } from './credentials-api.ts';
import { useCurrentSession } from './sign-in-gate.tsx';
import { FormError, findFieldError, TextField } from './text-field.tsx';

/** One's address: whether it is confirmed, and another in its place. */
export function AddressCard() {
  const { user } = useCurrentSession();
  const options = useQuery({
    queryKey: ['sign-in-options'],
    queryFn: ({ signal }) => fetchSignInOptions(signal),
  });
  const isMailOn = options.data?.mail === true;
  return (
    <SectionCard title="E-mail address" aside={user.isEmailVerified ? 'Confirmed' : 'Not confirmed'}>
      <p className="mb-3 break-words">{user.email}</p>
      {isMailOn ? (
        <div className="flex flex-col gap-4">
          {!user.isEmailVerified && <Verify />}
          <Change />
        </div>
      ) : (
        options.data && (
          <p className="text-muted">
            This DealerScope sends no mail, so an address can be neither confirmed nor changed here.
          </p>
        )
      )}
    </SectionCard>
  );
}

function Verify() {
  const asking = useMutation({ mutationFn: askEmailVerification });
  if (asking.isSuccess) return <p role="status">A link is on its way to you. It works for 24 hours.</p>;
  return (
    <div className="flex flex-col gap-2">
      <FormError error={asking.error} />
      <Button className="self-start" disabled={asking.isPending} onClick={() => asking.mutate()}>
        Send me a link to confirm it
      </Button>
    </div>
  );
}

function Change() {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const asking = useMutation({ mutationFn: askEmailChange });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    asking.mutate({ email, password });
  };
  if (asking.isSuccess)
    return (
      <p role="status" className="break-words">
        A link is on its way to {email}. The change counts once it was opened there; until then you sign in as
        before.
      </p>
    );
  return (
    <form onSubmit={submit} className="flex max-w-sm flex-col gap-3" aria-label="Change e-mail address">
      <FormError error={asking.error} />
      <TextField
        label="New address"
        type="email"
        autoComplete="email"
        required
        error={findFieldError(asking.error, 'email')}
        value={email}
        onText={setEmail}
      />
      <TextField
        label="Your password, to change the address"
        type="password"
        autoComplete="current-password"
        required
        value={password}
        onText={setPassword}
      />
      <Button type="submit" disabled={asking.isPending} className="self-start">
        Change the address
      </Button>
    </form>
  );
}
