import type { DealDetail } from '../../../../src/contracts/deals.ts';
import { formatDelta, formatExact } from '../../lib/format-money.ts';
import { ProfileFields } from '../../ui/appraisal/profile-fields.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { SectionCard } from '../../ui/section-card.tsx';
import { useSaveProfile } from './use-save-profile.ts';
import type { WhatIf } from './use-what-if.ts';

function describeResult(detail: DealDetail, whatIf: WhatIf): string {
  if (!whatIf.isTrying) return 'With your saved settings.';
  if (whatIf.isBusy) return 'Assessing…';
  const saved = detail.appraisal?.assessment;
  const tried = whatIf.shown?.assessment;
  if (!saved || !tried) return 'There is no max bid with these settings.';
  const deltaCents = tried.maxBidCents - saved.maxBidCents;
  return deltaCents === 0
    ? `Max bid stays ${formatExact(tried.maxBidCents)}.`
    : `Max bid ${formatExact(tried.maxBidCents)}, ${formatDelta(deltaCents)} against your settings.`;
}

/** Settings to try on this lot; the page follows at once, and nothing is stored until they are saved. */
export function WhatIfPanel({ detail, whatIf }: { readonly detail: DealDetail; readonly whatIf: WhatIf }) {
  const save = useSaveProfile(detail.profile);
  return (
    <SectionCard title="What if">
      <p
        aria-live="polite"
        className={`figures mb-3 min-h-10 whitespace-normal ${whatIf.isTrying ? 'font-medium' : 'text-muted'}`}
      >
        {describeResult(detail, whatIf)}
      </p>
      <ProfileFields profile={{ ...detail.profile, ...whatIf.changes }} onChange={whatIf.change} />
      {whatIf.error && (
        <div className="mt-3">
          <ErrorPanel error={whatIf.error} title="These settings could not be assessed" />
        </div>
      )}
      <div className="mt-4 flex gap-2">
        <Button
          look="primary"
          className="flex-1"
          disabled={!whatIf.isTrying || save.isPending}
          onClick={() => save.mutate(whatIf.changes, { onSuccess: whatIf.reset })}
        >
          Save as my settings
        </Button>
        <Button disabled={!whatIf.isTrying} onClick={whatIf.reset}>
          Reset
        </Button>
      </div>
    </SectionCard>
  );
}
