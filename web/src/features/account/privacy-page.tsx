import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Privacy } from '../../../../src/contracts/privacy.ts';
import { formatDay, formatMoment } from '../../lib/format-instant.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { SectionCard } from '../../ui/section-card.tsx';
import { useToast } from '../../ui/toast.tsx';
import { PeopleLinks } from './people-links.tsx';
import {
  changeConsent,
  deleteAccount,
  exportAddress,
  fetchPrivacy,
  keepAccount,
  requestExport,
} from './safeguards-api.ts';
import { FormError, findFieldError, TextField } from './text-field.tsx';

const privacyKey = ['account', 'privacy'] as const;
const askWhileGatheringMs = 3_000;

/** Refreshes the page's data, or says what went wrong. */
function useThen() {
  const client = useQueryClient();
  const toast = useToast();
  return {
    onSuccess: () => client.invalidateQueries({ queryKey: privacyKey }),
    onError: (error: Error) => toast(error.message),
  };
}

export function PrivacyPage() {
  const query = useQuery({
    queryKey: privacyKey,
    queryFn: ({ signal }) => fetchPrivacy(signal),
    refetchInterval: ({ state }) =>
      state.data?.exports.some(({ readyAt }) => readyAt === null) ? askWhileGatheringMs : false,
  });
  return (
    <main id="main" tabIndex={-1} className="mx-auto flex max-w-3xl flex-col gap-3 p-3 outline-none sm:p-4">
      <div>
        <h1 className="text-xl font-bold tracking-tight">Your privacy</h1>
        <p className="text-muted">What is held of you is yours to see, to take along and to have deleted.</p>
      </div>
      <PeopleLinks />
      {query.isError && (
        <ErrorPanel
          error={query.error}
          title="This could not be loaded"
          onRetry={() => void query.refetch()}
        />
      )}
      {query.data && (
        <>
          <ExportCard exports={query.data.exports} />
          <ConsentCard consent={query.data.consent} />
          <DeletionCard dueAt={query.data.deletionDueAt} />
        </>
      )}
    </main>
  );
}

function ExportCard({ exports }: { readonly exports: Privacy['exports'] }) {
  const gathering = useMutation({ mutationFn: requestExport, ...useThen() });
  return (
    <SectionCard title="Your data" aside="A file can be fetched for seven days">
      <p className="mb-3">
        Gathers everything that is held of you in every dealership: account, sessions, memberships, keys, what
        you did and what you agreed to. Passwords, keys and other people’s data are not in it.
      </p>
      <Button disabled={gathering.isPending} onClick={() => gathering.mutate()}>
        Gather my data
      </Button>
      <ul aria-label="Gathered files" className="mt-2 flex flex-col divide-y">
        {exports.map((file) => (
          <li key={file.id} className="flex flex-wrap items-center justify-between gap-2 py-2">
            <span>Asked for {formatMoment(file.requestedAt)}</span>
            {file.readyAt === null ? (
              <span role="status" className="text-muted">
                Being gathered…
              </span>
            ) : (
              <a href={exportAddress(file.id)} download className="text-accent underline">
                Download{file.expiresAt && `, until ${formatDay(file.expiresAt)}`}
              </a>
            )}
          </li>
        ))}
      </ul>
    </SectionCard>
  );
}

function ConsentCard({ consent }: { readonly consent: Privacy['consent'] }) {
  // held here and not read from the mutation, which tells of itself a moment after the click: until then the box would
  // show the old answer again
  const [asked, setAsked] = useState<boolean>();
  const changing = useMutation({
    mutationFn: changeConsent,
    ...useThen(),
    onSettled: () => setAsked(undefined),
  });
  const answer = (analytics: boolean) => {
    setAsked(analytics);
    changing.mutate({ analytics, textVersion: consent.currentTextVersion });
  };
  return (
    <SectionCard title="Analytics" aside={`Wording of ${consent.currentTextVersion}`}>
      <label className="flex items-start gap-2">
        <input
          type="checkbox"
          className="mt-0.5 size-4 shrink-0"
          checked={asked ?? consent.analytics}
          disabled={asked !== undefined}
          onChange={(event) => answer(event.target.checked)}
        />
        <span>
          I agree that how I use the screens (which of them, when) may be counted to improve DealerScope. It
          stays on this installation, and I can take this back here at any time.
        </span>
      </label>
      <p className="mt-2 text-xs text-muted">
        Off unless you agree; without it nothing is counted.{' '}
        {consent.at && `You last answered on ${formatMoment(consent.at)}.`} This version counts nothing yet,
        whatever you answer.
      </p>
    </SectionCard>
  );
}

function DeletionCard({ dueAt }: { readonly dueAt: string | null }) {
  const [password, setPassword] = useState('');
  const { onSuccess, onError } = useThen();
  const deleting = useMutation({
    mutationFn: deleteAccount,
    onSuccess: () => {
      setPassword('');
      return onSuccess();
    },
  });
  const keeping = useMutation({ mutationFn: keepAccount, onSuccess, onError });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    deleting.mutate(password);
  };
  return (
    <SectionCard title="Delete your account">
      {dueAt === null ? (
        <form onSubmit={submit} aria-label="Delete your account" className="flex flex-col gap-3">
          <p>
            Your account is deleted in 30 days, with your memberships, keys, sessions and consents. Until then
            you can sign in and take it back. The log of each dealership keeps what you did under a pseudonym.
            If you are the only owner of a dealership, hand it over or close it first.
          </p>
          <FormError error={deleting.error} />
          <div className="flex flex-wrap items-end gap-3">
            <TextField
              label="Your password"
              type="password"
              autoComplete="current-password"
              required
              error={findFieldError(deleting.error, 'password')}
              value={password}
              onText={setPassword}
            />
            <Button type="submit" disabled={deleting.isPending}>
              Delete my account
            </Button>
          </div>
        </form>
      ) : (
        <div
          role="status"
          className="flex flex-wrap items-center justify-between gap-3 rounded-md bg-warn-soft p-3"
        >
          <p className="min-w-0">
            Your account will be deleted on <strong>{formatMoment(dueAt)}</strong>.
          </p>
          <Button disabled={keeping.isPending} onClick={() => keeping.mutate()}>
            Keep my account
          </Button>
        </div>
      )}
    </SectionCard>
  );
}
