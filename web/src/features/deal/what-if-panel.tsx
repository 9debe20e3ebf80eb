import { ChevronDown } from 'lucide-react';
import type { DealDetail } from '../../../../src/contracts/deals.ts';
import { formatDelta, formatExact } from '../../lib/format-money.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { ProfileFields } from '../../ui/profile/profile-fields.tsx';
import { useSaveProfile } from '../../ui/profile/use-save-profile.ts';
import type { WhatIf } from './use-what-if.ts';

/** Where there is a column of its own for it; on a phone it would push the reasons off the screen. */
const isWideScreen = () => matchMedia('(min-width: 64rem)').matches;

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
    <details open={isWideScreen()} className="card group">
      <summary className="flex items-center justify-between border-b-0 px-4 py-2.5 group-open:border-b">
        <h2 className="text-[0.9375rem] font-semibold">What if</h2>
        <span className="flex items-center gap-1 text-xs text-muted">
          try other settings{' '}
          <ChevronDown size={14} aria-hidden className="transition-transform group-open:rotate-180" />
        </span>
      </summary>
      <div className="p-4">
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
      </div>
    </details>
  );
}
