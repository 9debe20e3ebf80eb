import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { signedOutEvent } from '../../lib/api-client.ts';
import { fetchSession } from './account-api.ts';

export const sessionKey = ['session'] as const;

/** Who is signed in: `data` is null when nobody is. Any request that finds the session ended brings that here. */
export function useSession() {
  const client = useQueryClient();
  useEffect(() => {
    const onSignedOut = () => client.setQueryData(sessionKey, null);
    window.addEventListener(signedOutEvent, onSignedOut);
    return () => window.removeEventListener(signedOutEvent, onSignedOut);
  }, [client]);
  return useQuery({ queryKey: sessionKey, queryFn: ({ signal }) => fetchSession(signal), staleTime: 60_000 });
}
