import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { BuyerProfileInput } from '../../../../src/contracts/buyer-profile.ts';
import { saveProfile } from '../../lib/api.ts';
import { queryKeys } from '../../lib/query-keys.ts';
import { useToast } from '../toast.tsx';
import { earlierOf } from './profile-changes.ts';
import { useReassessment } from './use-reassessment.ts';

/** Saves settings for every lot; the toast's Undo writes the earlier ones back. Lists follow once all is assessed. */
export function useSaveProfile(saved: BuyerProfileInput) {
  const client = useQueryClient();
  const toast = useToast();
  useReassessment();
  const refresh = () =>
    Promise.all(
      [queryKeys.assessed, queryKeys.profile, queryKeys.reassessment].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
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
      toast('Saved. Every lot is being assessed with these settings.', () => undo.mutate(earlier));
    },
    onError: (error) => toast(`The settings could not be saved: ${error.message}`),
  });
}
