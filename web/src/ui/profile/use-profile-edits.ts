import { type FormEvent, useState } from 'react';
import type { BuyerProfileInput } from '../../../../src/contracts/buyer-profile.ts';
import { withChanges, withoutSaved } from './profile-changes.ts';
import { useSaveProfile } from './use-save-profile.ts';

/** What of the settings a form has changed. Nothing counts until it is saved. */
export function useProfileEdits(saved: BuyerProfileInput) {
  const [edited, setEdited] = useState<BuyerProfileInput>({});
  const changes = withoutSaved(edited, saved);
  const isChanged = Object.keys(changes).length > 0;
  const save = useSaveProfile(saved);
  const discard = () => setEdited({});
  return {
    setEdited,
    changes,
    isChanged,
    /** The settings as they would be. */
    shown: withChanges(saved, changes),
    isSaving: save.isPending,
    discard,
    submit: (event: FormEvent) => {
      event.preventDefault();
      if (isChanged) save.mutate(changes, { onSuccess: discard });
    },
  };
}
