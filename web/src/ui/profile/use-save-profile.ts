import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { BuyerProfileInput } from '../../../../src/contracts/buyer-profile.ts';
import { saveProfile } from '../../lib/api.ts';
import { queryKeys } from '../../lib/query-keys.ts';
import { useToast } from '../toast.tsx';

const reassessMs = 4_000;

/** Saves settings for every lot; the toast's Undo writes the earlier ones back. */
export function useSaveProfile(saved: BuyerProfileInput) {
  const client = useQueryClient();
  const toast = useToast();
  const refresh = async () => {
    // the list is assessed anew in the background, so it is asked for once more when that has had its time
    setTimeout(() => void client.invalidateQueries({ queryKey: queryKeys.assessed }), reassessMs);
    await Promise.all([
      client.invalidateQueries({ queryKey: queryKeys.assessed }),
      client.invalidateQueries({ queryKey: queryKeys.profile }),
    ]);
  };
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
    onSuccess: async () => {
      await refresh();
      toast('Saved. Every lot is being assessed with these settings.', () => undo.mutate(saved));
    },
    onError: (error) => toast(`The settings could not be saved: ${error.message}`),
  });
}
