import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { BuyerProfileInput } from '../../../../src/contracts/buyer-profile.ts';
import { saveProfile } from '../../lib/api.ts';
import { queryKeys } from '../../lib/query-keys.ts';
import { useToast } from '../toast.tsx';
import { earlierOf } from './profile-changes.ts';

/** Saves settings for every lot; the toast's Undo writes the earlier ones back. Every list is under them from then on. */
export function useSaveProfile(saved: BuyerProfileInput) {
  const client = useQueryClient();
  const toast = useToast();
  const refresh = () =>
    Promise.all(
      [queryKeys.assessed, queryKeys.profile].map((queryKey) => client.invalidateQueries({ queryKey })),
    );
  const undo = useMutation({
    mutationFn: saveProfile,
    onSuccess: async () => {
      await refresh();
      toast('Your earlier settings are back.');
    },
    onError: (error) => toast(`The settings could not be put back: ${error.message}`),
  });
  return useMutation({
    mutationFn: saveProfile,
    onSuccess: async (_after, changes) => {
      await refresh();
      // only what was changed goes back, so that the history says no more than that
      const earlier = earlierOf(changes, saved);
      toast('Saved. Every list shows these settings.', () => undo.mutate(earlier));
    },
    onError: (error) => toast(`The settings could not be saved: ${error.message}`),
  });
}
