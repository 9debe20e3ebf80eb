import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { resetPassword } from './credentials-api.ts';
import { Entrance, EntranceLink } from './entrance.tsx';
import { NewPasswordField } from './new-password-field.tsx';
import { FormError } from './text-field.tsx';
import { useLinkToken } from './use-link-token.ts';

/** `/reset#token`, from a mail. */
export function ResetPage() {
  const token = useLinkToken();
  const [newPassword, setNew] = useState('');
  const resetting = useMutation({ mutationFn: resetPassword });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    resetting.mutate({ token, newPassword });
  };
  if (resetting.isSuccess)
    return (
      <Entrance title="The password is changed">
        <p role="status">All sessions and remembered devices were ended. Sign in with the new password.</p>
        <EntranceLink href="/">To sign-in</EntranceLink>
      </Entrance>
    );
  return (
    <Entrance title="Choose a new password">
      <form onSubmit={submit} className="flex flex-col gap-3" aria-label="Choose a new password">
        <FormError error={resetting.error} />
        <NewPasswordField label="New password" value={newPassword} onText={setNew} />
        <Button type="submit" look="primary" disabled={resetting.isPending}>
          {resetting.isPending ? 'Changing…' : 'Change password'}
        </Button>
      </form>
      <EntranceLink href="/forgot">Ask for another link</EntranceLink>
    </Entrance>
  );
}
