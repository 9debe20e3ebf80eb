import { Link } from '@tanstack/react-router';
import { useCurrentSession } from './sign-in-gate.tsx';

/** The screens about people, as far as the session's permissions go. */
export function PeopleLinks() {
  const { permissions } = useCurrentSession();
  const places = [
    { to: '/account', label: 'Your account', permission: 'account.own' },
    { to: '/account/sessions', label: 'Sessions and devices', permission: 'account.own' },
    { to: '/members', label: 'People and keys', permission: 'members.read' },
    { to: '/dealership', label: 'Dealership', permission: 'organisation.read' },
    { to: '/audit', label: 'Log', permission: 'audit.read' },
    { to: '/security', label: 'Security', permission: 'security.read' },
    { to: '/privacy', label: 'Privacy', permission: 'account.own' },
  ] as const;
  return (
    <nav aria-label="Account" className="flex flex-wrap gap-1 border-b pb-2">
      {places
        .filter(({ permission }) => permissions.includes(permission))
        .map(({ to, label }) => (
          <Link
            key={to}
            to={to}
            activeOptions={{ exact: true }}
            className="rounded-md px-2.5 py-1.5 text-muted hover:bg-raised hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent"
          >
            {label}
          </Link>
        ))}
    </nav>
  );
}
