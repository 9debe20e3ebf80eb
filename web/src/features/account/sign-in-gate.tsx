import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use } from 'react';
import type { SessionInfo } from '../../../../src/contracts/identity.ts';
import { entrances } from '../../../../src/contracts/pages.ts';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { ConfirmEmailPage } from './confirm-email-page.tsx';
import { Entrance } from './entrance.tsx';
import { ForgotPage } from './forgot-page.tsx';
import { JoinPage } from './join-page.tsx';
import { PasswordForm } from './password-form.tsx';
import { ResetPage } from './reset-page.tsx';
import { SignInPage } from './sign-in-page.tsx';
import { SignUpPage } from './sign-up-page.tsx';
import { sessionKey, useSession } from './use-session.ts';

const SessionContext = createContext<SessionInfo | null>(null);

/** Whoever is signed in; only behind the gate. */
export function useCurrentSession(): SessionInfo {
  const session = use(SessionContext);
  if (!session) throw new Error('used outside the sign-in gate');
  return session;
}

/** Nothing of the program is drawn, and nothing of it is asked for, before somebody has signed in. */
export function SignInGate({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient();
  const session = useSession();
  if (session.isPending) return <div role="status" aria-label="Loading" />;
  if (session.data === undefined)
    return (
      <Entrance title="DealerScope cannot be reached">
        <ErrorPanel
          error={session.error ?? new Error('no answer')}
          title="Who is signed in could not be found out"
          onRetry={() => void session.refetch()}
        />
      </Entrance>
    );
  const { pathname } = window.location;
  if (pathname === entrances.join) return <JoinPage isSignedIn={session.data !== null} />;
  if (pathname === entrances.forgot) return <ForgotPage />;
  if (pathname === entrances.reset) return <ResetPage />;
  if (pathname === entrances.confirmEmail) return <ConfirmEmailPage />;
  if (pathname === entrances.signUp) return <SignUpPage />;
  if (session.data === null) return <SignInPage />;
  if (session.data.mustChangePassword)
    return (
      <Entrance title="Choose your password">
        <p>You signed in with a one-time password. Replace it with one that only you know.</p>
        <PasswordForm onDone={() => void client.invalidateQueries({ queryKey: sessionKey })} />
      </Entrance>
    );
  return <SessionContext value={session.data}>{children}</SessionContext>;
}
