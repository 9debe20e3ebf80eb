import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import type { Invitation, Member, Role } from '../../../../src/contracts/identity.ts';
import { formatDay } from '../../lib/format-instant.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { SectionCard } from '../../ui/section-card.tsx';
import { useToast } from '../../ui/toast.tsx';
import {
  changeMemberRole,
  fetchInvitations,
  fetchMembers,
  invite,
  removeMember,
  withdrawInvitation,
} from './account-api.ts';
import { KeysCard } from './keys-card.tsx';
import { PeopleLinks } from './people-links.tsx';
import { RoleSelect } from './role-select.tsx';
import { rolesUpTo, roleWords } from './role-words.ts';
import { RolesCard } from './roles-card.tsx';
import { resendInvitation } from './safeguards-api.ts';
import { ShownOnce } from './shown-once.tsx';
import { useCurrentSession } from './sign-in-gate.tsx';
import { FormError, findFieldError, TextField } from './text-field.tsx';

const membersKey = ['members'] as const;
const invitationsKey = ['invitations'] as const;

export function MembersPage() {
  const { organisation, permissions } = useCurrentSession();
  return (
    <main id="main" tabIndex={-1} className="mx-auto flex max-w-3xl flex-col gap-3 p-3 outline-none sm:p-4">
      <h1 className="text-xl font-bold tracking-tight">People and keys of {organisation.name}</h1>
      <PeopleLinks />
      <MembersCard />
      {permissions.includes('members.change') && <InvitationsCard />}
      {permissions.includes('keys.read') && <KeysCard />}
      <RolesCard />
    </main>
  );
}

function MembersCard() {
  const { role: ownRole, permissions } = useCurrentSession();
  const client = useQueryClient();
  const toast = useToast();
  const query = useQuery({ queryKey: membersKey, queryFn: ({ signal }) => fetchMembers(signal) });
  const then = {
    onSuccess: () => client.invalidateQueries({ queryKey: membersKey }),
    onError: (error: Error) => toast(error.message),
  };
  const changing = useMutation({ mutationFn: changeMemberRole, ...then });
  const removing = useMutation({ mutationFn: removeMember, ...then });
  const mayChange = (member: Member) =>
    permissions.includes('members.change') && !member.isYou && rolesUpTo(ownRole).includes(member.role);
  return (
    <SectionCard title="People">
      {query.isError && <ErrorPanel error={query.error} title="The people could not be loaded" />}
      <ul className="flex flex-col divide-y">
        {query.data?.members.map((member) => (
          <li key={member.id} className="flex flex-wrap items-center justify-between gap-2 py-2">
            <div className="min-w-0">
              <p className="break-words">
                {member.name} {member.isYou && <span className="text-muted">(you)</span>}
              </p>
              <p className="text-xs break-words text-muted">
                {member.email}, since {formatDay(member.joinedAt)},{' '}
                {member.hasSecondFactor ? 'with a second factor' : 'without a second factor'}
              </p>
            </div>
            {mayChange(member) ? (
              <div className="flex gap-2">
                <RoleSelect
                  aria-label={`Role of ${member.name}`}
                  value={member.role}
                  ceiling={ownRole}
                  disabled={changing.isPending}
                  onRole={(role) => changing.mutate({ id: member.id, role })}
                />
                <Button
                  aria-label={`Remove ${member.name}`}
                  disabled={removing.isPending}
                  onClick={() => window.confirm(`Remove ${member.name}?`) && removing.mutate(member.id)}
                >
                  Remove
                </Button>
              </div>
            ) : (
              <span className="text-muted">{roleWords[member.role].name}</span>
            )}
          </li>
        ))}
      </ul>
    </SectionCard>
  );
}

function InvitationsCard() {
  const { role: ownRole } = useCurrentSession();
  const client = useQueryClient();
  const toast = useToast();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('buyer');
  // whose mail did not arrive: it is taken back once the one with the right address is made
  const [mistyped, setMistyped] = useState<Invitation>();
  const form = useRef<HTMLFormElement>(null);
  const query = useQuery({ queryKey: invitationsKey, queryFn: ({ signal }) => fetchInvitations(signal) });
  const refresh = () => client.invalidateQueries({ queryKey: invitationsKey });
  const inviting = useMutation({
    mutationFn: invite,
    onSuccess: () => {
      setEmail('');
      if (mistyped) withdrawing.mutate(mistyped.id);
      setMistyped(undefined);
      return refresh();
    },
  });
  const correct = (open: Invitation) => {
    setMistyped(open);
    setEmail(open.email);
    setRole(open.role);
    form.current?.querySelector('input')?.focus();
  };
  const withdrawing = useMutation({
    mutationFn: withdrawInvitation,
    onSuccess: refresh,
    onError: (error) => toast(error.message),
  });
  const resending = useMutation({
    mutationFn: resendInvitation,
    onSuccess: refresh,
    onError: (error) => toast(error.message),
  });
  // the latest link, made or made anew
  const link = resending.data ?? inviting.data;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    resending.reset();
    inviting.mutate({ email, role });
  };
  return (
    <SectionCard title="Invite somebody" aside="The link works once, for seven days">
      <form ref={form} onSubmit={submit} className="flex flex-col gap-3" aria-label="Invite">
        <FormError error={inviting.error} />
        <div className="flex flex-wrap items-end gap-3">
          <TextField
            label="Their e-mail"
            type="email"
            autoComplete="off"
            required
            error={findFieldError(inviting.error, 'email')}
            value={email}
            onText={setEmail}
          />
          <RoleSelect aria-label="Their role" value={role} ceiling={ownRole} onRole={setRole} />
          <Button type="submit" look="primary" disabled={inviting.isPending}>
            Invite
          </Button>
        </div>
        <p className="text-xs text-muted">
          {roleWords[role].name}: {roleWords[role].may}
        </p>
      </form>
      {link &&
        (link.url === null ? (
          <p role="status" className="mt-3 rounded-md bg-accent-soft p-3 break-words">
            A link is on its way to {link.email}.
          </p>
        ) : (
          <ShownOnce label={`Link for ${link.email}: hand it to them yourself`} secret={link.url} />
        ))}
      {query.isError && <ErrorPanel error={query.error} title="The invitations could not be loaded" />}
      <ul className="mt-2 flex flex-col divide-y">
        {query.data?.invitations.map((open) => (
          <li key={open.id} className="flex flex-wrap items-center justify-between gap-2 py-2">
            <span className="min-w-0 break-words">
              {open.email}, {roleWords[open.role].name.toLowerCase()}, until {formatDay(open.expiresAt)}
              <MailState mail={open.mail} />
            </span>
            <span className="flex flex-wrap gap-2">
              {isLost(open.mail) && (
                <Button aria-label={`Correct the address ${open.email}`} onClick={() => correct(open)}>
                  Correct the address
                </Button>
              )}
              <Button
                aria-label={`New link for ${open.email}`}
                disabled={resending.isPending}
                onClick={() => resending.mutate(open.id)}
              >
                New link
              </Button>
              <Button
                aria-label={`Take back the invitation of ${open.email}`}
                disabled={withdrawing.isPending}
                onClick={() => withdrawing.mutate(open.id)}
              >
                Take back
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </SectionCard>
  );
}

const isLost = (mail: Invitation['mail']) => mail?.state === 'refused' || mail?.state === 'given_up';

/** Says what an inviter has to know: that the mail has not left yet, or why it did not arrive. */
function MailState({ mail }: Pick<Invitation, 'mail'>) {
  if (!mail || mail.state === 'sent') return null;
  if (mail.state === 'waiting') return <p className="text-xs text-muted">The mail waits to be sent.</p>;
  const what = mail.state === 'refused' ? 'The mail was refused' : 'The mail could not be delivered';
  return (
    <p className="text-xs text-warn">
      {what}
      {mail.reason && `: ${mail.reason}`}. Make a new link, or correct the address.
    </p>
  );
}
