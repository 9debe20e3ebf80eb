import { useQuery } from '@tanstack/react-query';
import { AskByMail } from './ask-by-mail.tsx';
import { askPasswordReset, fetchSignInOptions } from './credentials-api.ts';
import { Entrance, EntranceLink } from './entrance.tsx';

export function ForgotPage() {
  const options = useQuery({
    queryKey: ['sign-in-options'],
    queryFn: ({ signal }) => fetchSignInOptions(signal),
  });
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
  return (
    <AskByMail
      title="Forgotten password"
      ask={askPasswordReset}
      autoComplete="username"
      hint="We mail you a link to choose a new password"
      says={(email) =>
        `If ${email} has an account here, a link is on its way. It works once, for 30 minutes.`
      }
      back="Back to sign-in"
    />
  );
}
