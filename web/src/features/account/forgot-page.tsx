import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { askPasswordReset, fetchSignInOptions } from './credentials-api.ts';
import { Entrance, EntranceLink } from './entrance.tsx';
import { FormError, TextField } from './text-field.tsx';

export function ForgotPage() {
  const options = useQuery({
    queryKey: ['sign-in-options'],
    queryFn: ({ signal }) => fetchSignInOptions(signal),
  });
  const [email, setEmail] = useState('');
  const asking = useMutation({ mutationFn: askPasswordReset });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    asking.mutate(email);
  };
  if (options.data?.mail === false)
    return (
      <Entrance title="Forgotten password">
        <p>
          This DealerScope sends no mail. Ask whoever runs it for a one-time password: they make one with{' '}
          <code className="break-words">npx dealerscope user reset-password</code>.
        </p>
        <EntranceLink href="/">Back to sign-in</EntranceLink>
      </Entrance>
    );
  if (asking.isSuccess)
    return (
      <Entrance title="Look into your mail">
        <p role="status" className="break-words">
          If {email} has an account here, a link is on its way. It works once, for 30 minutes.
        </p>
        <EntranceLink href="/">Back to sign-in</EntranceLink>
      </Entrance>
    );
  return (
    <Entrance title="Forgotten password">
      <form onSubmit={submit} className="flex flex-col gap-3" aria-label="Forgotten password">
        <FormError error={asking.error} />
        <TextField
          label="E-mail"
          type="email"
          autoComplete="username"
          required
          hint="We mail you a link to choose a new password"
          value={email}
          onText={setEmail}
        />
        <Button type="submit" look="primary" disabled={asking.isPending}>
          Send me a link
        </Button>
      </form>
      <EntranceLink href="/">Back to sign-in</EntranceLink>
    </Entrance>
  );
}
