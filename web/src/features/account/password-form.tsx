import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { changePassword } from './account-api.ts';
import { NewPasswordField } from './new-password-field.tsx';
import { FormError, TextField } from './text-field.tsx';

export function PasswordForm({ onDone }: { readonly onDone: () => void }) {
  const [currentPassword, setCurrent] = useState('');
  const [newPassword, setNew] = useState('');
  const sending = useMutation({
    mutationFn: changePassword,
    onSuccess: () => {
      setCurrent('');
      setNew('');
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    sending.mutate({ currentPassword, newPassword });
  };
  return (
    <form onSubmit={submit} className="flex max-w-sm flex-col gap-3" aria-label="Change password">
      <FormError error={sending.error} />
      <TextField
        label="Current password"
        type="password"
        autoComplete="current-password"
        required
        value={currentPassword}
        onText={setCurrent}
      />
      <NewPasswordField label="New password" value={newPassword} onText={setNew} />
      <Button type="submit" look="primary" disabled={sending.isPending} className="self-start">
        {sending.isPending ? 'Changing…' : 'Change password'}
      </Button>
    </form>
  );
}
