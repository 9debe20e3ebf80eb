import { browserSupportsWebAuthn } from '@simplewebauthn/browser';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { sendSecondFactor, signIn } from './account-api.ts';
import { fetchSignInOptions, signInWithPasskey } from './credentials-api.ts';
import { Entrance, EntranceLink } from './entrance.tsx';
import { explainPasskeyError } from './passkey-words.ts';
import { FormError, TextField } from './text-field.tsx';
import { sessionKey } from './use-session.ts';

export function SignInPage() {
  const client = useQueryClient();
  const [needsCode, setNeedsCode] = useState(false);
  const enter = () => client.invalidateQueries({ queryKey: sessionKey });
  if (needsCode) return <SecondFactorStep onDone={enter} onBack={() => setNeedsCode(false)} />;
  return <PasswordStep onDone={enter} onCode={() => setNeedsCode(true)} />;
}

interface PasswordStepProps {
  readonly onDone: () => Promise<void>;
  readonly onCode: () => void;
}

function PasswordStep({ onDone, onCode }: PasswordStepProps) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const sending = useMutation({
    mutationFn: signIn,
    onSuccess: ({ status }) => (status === 'signed_in' ? onDone() : onCode()),
  });
  const byPasskey = useMutation({ mutationFn: signInWithPasskey, onSuccess: onDone });
  const options = useQuery({
    queryKey: ['sign-in-options'],
    queryFn: ({ signal }) => fetchSignInOptions(signal),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    byPasskey.reset();
    sending.mutate({ email, password });
  };
  return (
    <Entrance title="Sign in">
      <form onSubmit={submit} className="flex flex-col gap-3" aria-label="Sign in">
        <FormError error={sending.error ?? explainPasskeyError(byPasskey.error)} />
        <TextField
          label="E-mail"
          type="text"
          inputMode="email"
          autoComplete="username"
          autoCapitalize="none"
          required
          value={email}
          onText={setEmail}
        />
        <TextField
          label="Password"
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onText={setPassword}
        />
        <Button type="submit" look="primary" disabled={sending.isPending}>
          {sending.isPending ? 'Signing in…' : 'Sign in'}
        </Button>
      </form>
      {browserSupportsWebAuthn() && (
        <Button
          disabled={byPasskey.isPending}
          onClick={() => {
            sending.reset();
            byPasskey.mutate();
          }}
        >
          <KeyRound size={16} aria-hidden />
          {byPasskey.isPending ? 'Waiting for the device…' : 'Sign in with a passkey'}
        </Button>
      )}
      <EntranceLink href="/forgot">Forgotten password</EntranceLink>
      {options.data?.signUp === 'open' ? (
        <EntranceLink href="/sign-up">Sign up</EntranceLink>
      ) : (
        <p className="text-xs text-muted">Who has no account asks for an invitation.</p>
      )}
    </Entrance>
  );
}

interface SecondFactorStepProps {
  readonly onDone: () => Promise<void>;
  readonly onBack: () => void;
}

function SecondFactorStep({ onDone, onBack }: SecondFactorStepProps) {
  const [method, setMethod] = useState<'totp' | 'recovery'>('totp');
  const [code, setCode] = useState('');
  const [remember, setRemember] = useState(false);
  const sending = useMutation({ mutationFn: sendSecondFactor, onSuccess: onDone });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    sending.mutate({ code, method, remember });
  };
  return (
    <Entrance title="Second step">
      <form onSubmit={submit} className="flex flex-col gap-3" aria-label="Second step">
        <FormError error={sending.error} />
        <TextField
          label={method === 'totp' ? 'Code from your authenticator app' : 'Recovery code'}
          inputMode={method === 'totp' ? 'numeric' : 'text'}
          autoComplete="one-time-code"
          required
          value={code}
          onText={setCode}
        />
        <label className="flex items-center gap-2">
          <input
            type="checkbox"
            checked={remember}
            onChange={(event) => setRemember(event.target.checked)}
            className="size-4"
          />
          Remember this device for 30 days
        </label>
        <Button type="submit" look="primary" disabled={sending.isPending}>
          {sending.isPending ? 'Checking…' : 'Continue'}
        </Button>
        <div className="flex flex-wrap justify-between gap-2">
          <Button look="quiet" onClick={() => setMethod(method === 'totp' ? 'recovery' : 'totp')}>
            {method === 'totp' ? 'Use a recovery code' : 'Use the app'}
          </Button>
          <Button look="quiet" onClick={onBack}>
            Start again
          </Button>
        </div>
      </form>
    </Entrance>
  );
}
