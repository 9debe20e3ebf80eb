import type { BuyerProfileInput } from '../../../../src/contracts/buyer-profile.ts';
import { Button } from '../../ui/button.tsx';
import { ProfileFields } from '../../ui/profile/profile-fields.tsx';
import { useSaveProfile } from '../../ui/profile/use-save-profile.ts';
import type { RankWhatIf } from './use-rank-what-if.ts';

interface Props {
  readonly whatIf: RankWhatIf;
  readonly saved: BuyerProfileInput;
  readonly onSaved?: () => void;
}

/** Settings to try on the whole list; it is ranked anew as they change, and nothing is stored until they are saved. */
export function WhatIfForm({ whatIf, saved, onSaved }: Props) {
  const save = useSaveProfile(saved);
  const keep = () => {
    whatIf.reset();
    onSaved?.();
  };
  return (
    <div>
      <ProfileFields profile={{ ...saved, ...whatIf.changes }} onChange={whatIf.change} />
      <div className="mt-4 flex gap-2">
        <Button
          look="primary"
          className="flex-1"
          disabled={!whatIf.isTrying || save.isPending}
          onClick={() => save.mutate(whatIf.changes, { onSuccess: keep })}
        >
          Save as my settings
        </Button>
        <Button disabled={!whatIf.isTrying} onClick={whatIf.reset}>
          Reset
        </Button>
      </div>
    </div>
  );
}
