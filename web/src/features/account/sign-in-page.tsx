import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { sendSecondFactor, signIn } from './account-api.ts';
import { Entrance } from './entrance.tsx';
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
  const submit = (event: FormEvent) => {
    event.preventDefault();
    sending.mutate({ email, password });
  };
  return (
    <Entrance title="Sign in">
      <form onSubmit={submit} className="flex flex-col gap-3" aria-label="Sign in">
        <FormError error={sending.error} />
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
      <p className="text-xs text-muted">
        Who has no account asks for an invitation. Who lost the password asks whoever runs this DealerScope to
        reset it.
      </p>
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
  const sending = useMutation({ mutationFn: sendSecondFactor, onSuccess: onDone });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    sending.mutate({ code, method });
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
