import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { formatMoment } from '../../lib/format-instant.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { SectionCard } from '../../ui/section-card.tsx';
import { useToast } from '../../ui/toast.tsx';
import { endOtherSessions, endSession, fetchSessions } from './account-api.ts';
import { PasswordForm } from './password-form.tsx';
import { PeopleLinks } from './people-links.tsx';
import { SecondFactorCard } from './second-factor-card.tsx';
import { useCurrentSession } from './sign-in-gate.tsx';
import { useSignOut } from './use-sign-out.ts';

export function AccountPage() {
  const session = useCurrentSession();
  const toast = useToast();
  const signOut = useSignOut();
  return (
    <main id="main" tabIndex={-1} className="mx-auto flex max-w-3xl flex-col gap-3 p-3 outline-none sm:p-4">
      <div className="flex items-start justify-between gap-2">
        <div className="min-w-0">
          <h1 className="text-xl font-bold tracking-tight">Your account</h1>
          <p className="break-words text-muted">
            {session.user.email}, {session.role} of {session.organisation.name}
          </p>
        </div>
        {/* the bar on top has no room for it on a phone */}
        <Button className="shrink-0 sm:hidden" onClick={signOut}>
          Sign out
        </Button>
      </div>
      <PeopleLinks />
      <SecondFactorCard isOn={session.hasSecondFactor} />
      <SectionCard title="Password" aside="Changing it ends your other sessions">
        <PasswordForm onDone={() => toast('The password is changed.')} />
      </SectionCard>
      <SessionsCard />
    </main>
  );
}

const listKey = ['account', 'sessions'] as const;

function SessionsCard() {
  const client = useQueryClient();
  const toast = useToast();
  const query = useQuery({ queryKey: listKey, queryFn: ({ signal }) => fetchSessions(signal) });
  const then = {
    onSuccess: () => client.invalidateQueries({ queryKey: listKey }),
    onError: (error: Error) => toast(error.message),
  };
  const ending = useMutation({ mutationFn: endSession, ...then });
  const endingOthers = useMutation({ mutationFn: endOtherSessions, ...then });
  const sessions = query.data?.sessions ?? [];
  return (
    <SectionCard title="Where you are signed in">
      {query.isError && <ErrorPanel error={query.error} title="The sessions could not be loaded" />}
      <ul className="flex flex-col divide-y">
        {sessions.map((session) => (
          <li key={session.id} className="flex flex-wrap items-center justify-between gap-2 py-2">
            <div className="min-w-0">
              <p className="break-words">{session.userAgent || 'Unknown program'}</p>
              <p className="text-xs text-muted">
                from {session.ipAddress ?? 'an unknown address'}, since {formatMoment(session.startedAt)}
              </p>
            </div>
            {session.isCurrent ? (
              <span className="text-xs text-muted">this one</span>
            ) : (
              <Button disabled={ending.isPending} onClick={() => ending.mutate(session.id)}>
                End
              </Button>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <Button className="mt-2" disabled={endingOthers.isPending} onClick={() => endingOthers.mutate()}>
          End all others
        </Button>
      )}
    </SectionCard>
  );
}
