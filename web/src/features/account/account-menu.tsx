import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { LogOut } from 'lucide-react';
import { useToast } from '../../ui/toast.tsx';
import { switchOrganisation } from './account-api.ts';
import { useCurrentSession } from './sign-in-gate.tsx';
import { startAnew, useSignOut } from './use-sign-out.ts';

export function AccountMenu() {
  const session = useCurrentSession();
  const toast = useToast();
  const onError = (error: Error) => toast(error.message);
  const signOut = useSignOut();
  const switching = useMutation({ mutationFn: switchOrganisation, onSuccess: startAnew, onError });
  return (
    <>
      {session.organisations.length > 1 && (
        <select
          aria-label="Dealership"
          value={session.organisation.id}
          onChange={(event) => switching.mutate(event.target.value)}
          className="control hidden max-w-40 sm:block"
        >
          {session.organisations.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
      <Link
        to="/account"
        title={`${session.user.email}, ${session.organisation.name}`}
        className="max-w-40 truncate rounded-md px-2 py-1.5 text-muted max-xs:px-1.5 hover:bg-raised hover:text-ink aria-[current=page]:text-accent"
      >
        <span className="max-sm:sr-only">{session.user.name}</span>
        <span aria-hidden className="sm:hidden">
          {session.user.name.slice(0, 1).toUpperCase()}
        </span>
      </Link>
      <button
        type="button"
        onClick={signOut}
        aria-label="Sign out"
        title="Sign out"
        className="hidden size-9 place-items-center rounded-md text-muted hover:bg-raised hover:text-ink sm:grid"
      >
        <LogOut size={18} aria-hidden />
      </button>
    </>
  );
}
