import { type FormEvent, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { FormError, TextField } from './text-field.tsx';

interface Props {
  readonly label: string;
  readonly isBusy: boolean;
  readonly error: Error | null;
  readonly onPassword: (password: string) => void;
}

/** Asks for the password before something that a session alone may not do. */
export function PasswordGate({ label, isBusy, error, onPassword }: Props) {
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onPassword(password);
  };
  return (
    <form onSubmit={submit} className="flex max-w-sm flex-col gap-3" aria-label={label}>
      <FormError error={error} />
      <TextField
        label="Your password"
        type="password"
        autoComplete="current-password"
        required
        value={password}
        onText={setPassword}
      />
      <Button type="submit" disabled={isBusy} className="self-start">
        {label}
      </Button>
    </form>
  );
}
