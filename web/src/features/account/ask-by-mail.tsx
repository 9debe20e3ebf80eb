import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Entrance, EntranceLink } from './entrance.tsx';
import { FormError, TextField } from './text-field.tsx';

interface AskByMailProps {
  readonly title: string;
  readonly ask: (email: string) => Promise<unknown>;
  readonly autoComplete: 'username' | 'email';
  readonly hint?: string;
  /** What is said once it was asked; the same for every address. */
  readonly says: (email: string) => string;
  /** Of the way back from the form. */
  readonly back: string;
  readonly children?: ReactNode;
}

/** Asks for an address and has a link mailed to it. */
export function AskByMail({ title, ask, autoComplete, hint, says, back, children }: AskByMailProps) {
  const [email, setEmail] = useState('');
  const asking = useMutation({ mutationFn: ask });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    asking.mutate(email);
  };
  if (asking.isSuccess)
    return (
      <Entrance title="Look into your mail">
        <p role="status" className="break-words">
          {says(email)}
        </p>
        <EntranceLink href="/">Back to sign-in</EntranceLink>
      </Entrance>
    );
  return (
    <Entrance title={title}>
      {children}
      <form onSubmit={submit} className="flex flex-col gap-3" aria-label={title}>
        <FormError error={asking.error} />
        <TextField
          label="E-mail"
          type="email"
          autoComplete={autoComplete}
          required
          {...(hint !== undefined && { hint })}
          value={email}
          onText={setEmail}
        />
        <Button type="submit" look="primary" disabled={asking.isPending}>
          Send me a link
        </Button>
      </form>
      <EntranceLink href="/">{back}</EntranceLink>
    </Entrance>
  );
}
