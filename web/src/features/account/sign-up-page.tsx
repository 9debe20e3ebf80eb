import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { signIn } from './account-api.ts';
import { AskByMail } from './ask-by-mail.tsx';
import { askSignUp, completeSignUp, fetchSignInOptions, fetchSignUp } from './credentials-api.ts';
import { Entrance, EntranceLink } from './entrance.tsx';
import { NewPasswordField } from './new-password-field.tsx';
import { FormError, findFieldError, TextField } from './text-field.tsx';
import { useLinkToken } from './use-link-token.ts';

/** `/sign-up` asks for the address; `/sign-up#token`, from the mail, for the rest. */
export function SignUpPage() {
  const token = useLinkToken();
  const options = useQuery({
    queryKey: ['sign-in-options'],
    queryFn: ({ signal }) => fetchSignInOptions(signal),
  });
  if (options.data?.signUp === 'invitation')
    return (
      <Entrance title="Sign up">
        <p>Accounts here are made by invitation. Ask an owner or manager of your dealership for one.</p>
        <EntranceLink href="/">Back to sign-in</EntranceLink>
      </Entrance>
    );
  return token === '' ? <AskLink /> : <Complete token={token} />;
}

const AskLink = () => (
  <AskByMail
    title="Sign up"
    ask={askSignUp}
    autoComplete="email"
    says={(email) => `A link to go on with is on its way to ${email}. It works once, for 24 hours.`}
    back="I have an account"
  >
    <p>A dealership of your own on this DealerScope. First we confirm that the address is yours.</p>
  </AskByMail>
);

function Complete({ token }: { readonly token: string }) {
  const link = useQuery({ queryKey: ['sign-up', token], queryFn: () => fetchSignUp(token), retry: false });
  const [organisation, setOrganisation] = useState('');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const completing = useMutation({
    mutationFn: async () => {
      const { email } = await completeSignUp({ token, name, organisation, password });
      await signIn({ email, password });
    },
    onSuccess: () => window.location.replace('/'),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    completing.mutate();
  };
  if (link.isPending) return <Entrance title="Sign up">Looking…</Entrance>;
  if (link.isError)
    return (
      <Entrance title="Sign up">
        <ErrorPanel error={link.error} title="This link opens nothing any more" />
        <EntranceLink href="/sign-up">Ask for another link</EntranceLink>
      </Entrance>
    );
  return (
    <Entrance title="Your dealership">
      <p className="break-words">{link.data.email} is confirmed.</p>
      <form onSubmit={submit} className="flex flex-col gap-3" aria-label="Your dealership">
        <FormError error={completing.error} />
        <TextField
          label="Name of the dealership"
          autoComplete="organization"
          required
          maxLength={200}
          error={findFieldError(completing.error, 'organisation')}
          value={organisation}
          onText={setOrganisation}
        />
        <TextField
          label="Your name"
          autoComplete="name"
          required
          maxLength={200}
          error={findFieldError(completing.error, 'name')}
          value={name}
          onText={setName}
        />
        <NewPasswordField label="Choose a password" value={password} onText={setPassword} />
        <Button type="submit" look="primary" disabled={completing.isPending}>
          {completing.isPending ? 'Making it…' : 'Make the account'}
        </Button>
      </form>
    </Entrance>
  );
}
