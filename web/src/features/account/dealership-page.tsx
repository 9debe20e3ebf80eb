import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { OrganisationInfo } from '../../../../src/contracts/privacy.ts';
import { formatMoment } from '../../lib/format-instant.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { SectionCard } from '../../ui/section-card.tsx';
import { useToast } from '../../ui/toast.tsx';
import { fetchMembers } from './account-api.ts';
import { SelectField } from './log-filter.tsx';
import { PeopleLinks } from './people-links.tsx';
import { RetentionCard } from './retention-card.tsx';
import {
  closeOrganisation,
  fetchOrganisation,
  keepOrganisation,
  leaveOrganisation,
  renameOrganisation,
  transferOwnership,
} from './safeguards-api.ts';
import { useCurrentSession } from './sign-in-gate.tsx';
import { FormError, findFieldError, TextField } from './text-field.tsx';

const organisationKey = ['organisation'] as const;
/** What the session says of the person changes with it: everything is asked for anew. */
const startAnew = () => window.location.replace('/');

export function DealershipPage() {
  const { permissions } = useCurrentSession();
  const query = useQuery({ queryKey: organisationKey, queryFn: ({ signal }) => fetchOrganisation(signal) });
  const isOwner = permissions.includes('organisation.own');
  return (
    <main id="main" tabIndex={-1} className="mx-auto flex max-w-3xl flex-col gap-3 p-3 outline-none sm:p-4">
      <h1 className="text-xl font-bold tracking-tight break-words">{query.data?.name ?? 'Dealership'}</h1>
      <PeopleLinks />
      {query.isError && <ErrorPanel error={query.error} title="The dealership could not be loaded" />}
      {query.data && isOwner && <NameCard organisation={query.data} />}
      {permissions.includes('retention.read') && <RetentionCard />}
      {isOwner && <TransferCard />}
      <LeaveCard />
      {query.data && isOwner && <ClosingCard organisation={query.data} />}
    </main>
  );
}

function NameCard({ organisation }: { readonly organisation: OrganisationInfo }) {
  const client = useQueryClient();
  const toast = useToast();
  const [name, setName] = useState(organisation.name);
  const renaming = useMutation({
    mutationFn: renameOrganisation,
    onSuccess: () => {
      toast('The name is changed.');
      return client.invalidateQueries();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    renaming.mutate(name);
  };
  return (
    <SectionCard title="Name">
      <form onSubmit={submit} aria-label="Rename" className="flex flex-wrap items-end gap-3">
        <FormError error={renaming.error} />
        <TextField label="Name of the dealership" required maxLength={200} value={name} onText={setName} />
        <Button type="submit" disabled={renaming.isPending || name.trim() === organisation.name}>
          Save
        </Button>
      </form>
    </SectionCard>
  );
}

function TransferCard() {
  const [memberId, setMemberId] = useState('');
  const [password, setPassword] = useState('');
  const members = useQuery({ queryKey: ['members'], queryFn: ({ signal }) => fetchMembers(signal) });
  const giving = useMutation({ mutationFn: transferOwnership, onSuccess: startAnew });
  const others = members.data?.members.filter(({ isYou }) => !isYou) ?? [];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    giving.mutate({ memberId, password });
  };
  return (
    <SectionCard title="Hand the dealership over" aside="The other becomes owner, you become manager">
      {others.length === 0 ? (
        <p className="text-muted">There is nobody else yet: invite somebody first.</p>
      ) : (
        <form onSubmit={submit} aria-label="Hand over" className="flex flex-col gap-3">
          <FormError error={giving.error} />
          <div className="grid grid-cols-1 items-end gap-3 sm:grid-cols-[1fr_1fr_auto]">
            <SelectField
              label="To whom"
              value={memberId}
              options={[
                ['', 'Choose …'],
                ...others.map(({ id, name, email }) => [id, `${name}, ${email}`] as const),
              ]}
              onValue={setMemberId}
            />
            <TextField
              label="Your password"
              type="password"
              autoComplete="current-password"
              required
              error={findFieldError(giving.error, 'password')}
              value={password}
              onText={setPassword}
            />
            <Button type="submit" disabled={giving.isPending || memberId === ''}>
              Hand over
            </Button>
          </div>
        </form>
      )}
    </SectionCard>
  );
}

function LeaveCard() {
  const { organisation } = useCurrentSession();
  const toast = useToast();
  const leaving = useMutation({
    mutationFn: leaveOrganisation,
    onSuccess: startAnew,
    onError: (error) => toast(error.message),
  });
  return (
    <SectionCard title="Leave the dealership">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0">You no longer see it, and your keys for it end. The last owner has to stay.</p>
        <Button
          disabled={leaving.isPending}
          onClick={() => window.confirm(`Leave ${organisation.name}?`) && leaving.mutate(organisation.id)}
        >
          Leave
        </Button>
      </div>
    </SectionCard>
  );
}

function ClosingCard({ organisation }: { readonly organisation: OrganisationInfo }) {
  const client = useQueryClient();
  const toast = useToast();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const refresh = () => client.invalidateQueries({ queryKey: organisationKey });
  const closing = useMutation({
    mutationFn: closeOrganisation,
    onSuccess: () => {
      setName('');
      setPassword('');
      return refresh();
    },
  });
  const keeping = useMutation({
    mutationFn: keepOrganisation,
    onSuccess: refresh,
    onError: (error) => toast(error.message),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    closing.mutate({ name, password });
  };
  if (organisation.closingDueAt !== null)
    return (
      <SectionCard title="Close the dealership">
        <div
          role="status"
          className="flex flex-wrap items-center justify-between gap-3 rounded-md bg-warn-soft p-3"
        >
          <p className="min-w-0">
            The dealership will be closed on <strong>{formatMoment(organisation.closingDueAt)}</strong>.
          </p>
          <Button disabled={keeping.isPending} onClick={() => keeping.mutate()}>
            Keep it open
          </Button>
        </div>
      </SectionCard>
    );
  return (
    <SectionCard title="Close the dealership">
      <form onSubmit={submit} aria-label="Close the dealership" className="flex flex-col gap-3">
        <p>
          In 30 days everything it owns is deleted: settings, members, keys. The audit log stays. Until then
          any owner can take it back.
        </p>
        <FormError error={closing.error} />
        <div className="grid grid-cols-1 items-end gap-3 sm:grid-cols-[1fr_1fr_auto]">
          <TextField
            label={`Type “${organisation.name}”`}
            required
            autoComplete="off"
            error={findFieldError(closing.error, 'name')}
            value={name}
            onText={setName}
          />
          <TextField
            label="Your password"
            type="password"
            autoComplete="current-password"
            required
            error={findFieldError(closing.error, 'password')}
            value={password}
            onText={setPassword}
          />
          <Button type="submit" disabled={closing.isPending}>
            Close it
          </Button>
        </div>
      </form>
    </SectionCard>
  );
}
