import { FlaskConical } from 'lucide-react';
import { formatCount } from '../../lib/format-count.ts';
import { describeTried } from '../../ui/profile/profile-words.ts';
import type { RankWhatIf } from './use-rank-what-if.ts';

/** Says plainly that the list does not show the saved settings, which ones it shows, and how to get back. */
export function RankedAsIf({ whatIf }: { readonly whatIf: RankWhatIf }) {
  if (!whatIf.isTrying) return null;
  const { page } = whatIf;
  const isCut = page !== undefined && page.total > page.deals.length;
  return (
    <div
      role="status"
      className="card flex flex-wrap items-center gap-x-2 gap-y-1 border-accent bg-accent-soft px-3 py-2"
    >
      <FlaskConical size={16} aria-hidden className="shrink-0 text-accent" />
      <p className="min-w-0 flex-1 basis-60">
        <strong className="font-semibold">Ranked as if:</strong> {describeTried(whatIf.changes)}.
        <span className="text-muted">
          {isCut && ` The best ${page.deals.length} of ${formatCount(page.total)}.`}
          {' Nothing is saved.'}
        </span>
      </p>
      <button type="button" onClick={whatIf.reset} className="text-accent underline">
        Back to my settings
      </button>
    </div>
  );
}
