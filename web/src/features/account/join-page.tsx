import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { acceptInvitation, fetchInvitation, signIn } from './account-api.ts';
import { Entrance } from './entrance.tsx';
import { NewPasswordField } from './new-password-field.tsx';
import { roleWords } from './role-words.ts';
import { FormError, findFieldError, TextField } from './text-field.tsx';

/** Leaves for the deals with a fresh start, so that nothing of an earlier session is kept. */
const enter = () => window.location.replace('/');

/** `/join#token`: what stands after the # never reaches a server by itself. */
export function JoinPage({ isSignedIn }: { readonly isSignedIn: boolean }) {
  const [token] = useState(() => window.location.hash.slice(1));
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => fetchInvitation(token),
    retry: false,
  });
  const hasAccount = invitation.data?.hasAccount === true;
  const joining = useMutation({
    mutationFn: async () => {
      const { email } = await acceptInvitation({ token, ...(!hasAccount && { name, password }) });
      if (!hasAccount) await signIn({ email, password });
    },
    onSuccess: enter,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    joining.mutate();
  };
  if (invitation.isPending) return <Entrance title="Invitation">Looking…</Entrance>;
  if (invitation.isError)
    return (
      <Entrance title="Invitation">
        <ErrorPanel error={invitation.error} title="This link opens nothing any more; ask for a new one" />
        <a href="/" className="text-accent underline">
          To DealerScope
        </a>
      </Entrance>
    );
  const { organisation, email, role } = invitation.data;
  return (
    <Entrance title={`Join ${organisation}`}>
      <p>
        {email} is invited as <strong>{roleWords[role].name.toLowerCase()}</strong>: {roleWords[role].may}
      </p>
      {hasAccount && !isSignedIn ? (
        <p>
          This e-mail has an account already.{' '}
          <a href="/" className="text-accent underline">
            Sign in
          </a>{' '}
          to it, then open the link again.
        </p>
      ) : (
        <form onSubmit={submit} className="flex flex-col gap-3" aria-label="Join">
          <FormError error={joining.error} />
          {!hasAccount && (
            <>
              <TextField
                label="Your name"
                autoComplete="name"
                required
                error={findFieldError(joining.error, 'name')}
                value={name}
                onText={setName}
              />
              <NewPasswordField label="Choose a password" value={password} onText={setPassword} />
            </>
          )}
          <Button type="submit" look="primary" disabled={joining.isPending}>
            {joining.isPending ? 'Joining…' : 'Join'}
          </Button>
        </form>
      )}
    </Entrance>
  );
}
