import { useMutation } from '@tanstack/react-query';
import { Button } from '../../ui/button.tsx';
import { confirmEmail } from './credentials-api.ts';
import { Entrance, EntranceLink } from './entrance.tsx';
import { FormError } from './text-field.tsx';
import { useLinkToken } from './use-link-token.ts';

/** `/confirm-email#token`, from a mail. A button, so that programs which open every link of a mail confirm nothing. */
export function ConfirmEmailPage() {
  const token = useLinkToken();
  const confirming = useMutation({ mutationFn: confirmEmail });
  if (confirming.isSuccess)
    return (
      <Entrance title="The address is confirmed">
        <p role="status" className="break-words">
          You sign in as {confirming.data.email}.
        </p>
        <EntranceLink href="/">To DealerScope</EntranceLink>
      </Entrance>
    );
  return (
    <Entrance title="Confirm your e-mail address">
      <FormError error={confirming.error} />
      <Button look="primary" disabled={confirming.isPending} onClick={() => confirming.mutate(token)}>
        Confirm
      </Button>
      <EntranceLink href="/">To DealerScope</EntranceLink>
    </Entrance>
  );
}
