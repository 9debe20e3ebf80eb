import { useQuery } from '@tanstack/react-query';
import { fetchProfile } from '../../lib/api.ts';
import { queryKeys } from '../../lib/query-keys.ts';

/** The saved settings, defaults filled in. */
export const useProfile = () =>
  useQuery({ queryKey: queryKeys.profile, queryFn: ({ signal }) => fetchProfile(signal) });
