import { useQuery } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import { ShieldAlert } from 'lucide-react';
import { fetchUnseen } from './safeguards-api.ts';
import { useCurrentSession } from './sign-in-gate.tsx';

export const unseenKey = ['security', 'unseen'] as const;
const askEveryMs = 60_000;

/** One line above every screen while warnings wait to be looked at. */
export function SecurityBanner() {
  const { permissions } = useCurrentSession();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const { data } = useQuery({
    queryKey: unseenKey,
    queryFn: ({ signal }) => fetchUnseen(signal),
    enabled: permissions.includes('security.read'),
    refetchInterval: askEveryMs,
  });
  if (!data || data.count === 0 || path === '/security') return null;
  const isCritical = data.worst === 'critical';
  const what =
    data.count === 1
      ? '1 security event waits'
      : `${data.count > 99 ? '100 or more' : data.count} security events wait`;
  return (
    <aside
      aria-label="Security events"
      className={`border-b px-3 py-2 sm:px-4 ${isCritical ? 'bg-stop-soft text-stop' : 'bg-warn-soft text-warn'}`}
    >
      <p className="mx-auto flex max-w-[1600px] flex-wrap items-center gap-2">
        <ShieldAlert size={16} aria-hidden className="shrink-0" />
        <span>{what} to be looked at.</span>
        <Link to="/security" className="font-medium underline">
          {isCritical ? 'Look now' : 'Look'}
        </Link>
      </p>
    </aside>
  );
}
