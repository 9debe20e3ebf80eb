import { flagWords } from '../../lib/words.ts';
import { bySeverity, SeverityBadge } from '../badges.tsx';
import type { AssessmentView } from './verdict.tsx';

export function ReasonsAndFlags({ assessment }: { readonly assessment: AssessmentView }) {
  return (
    <div className="grid gap-x-8 gap-y-4 md:grid-cols-2">
      <div>
        <h3 className="mb-1.5 text-xs font-semibold text-muted">Reasons</h3>
        <ol className="flex list-decimal flex-col gap-1 pl-4">
          {assessment.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ol>
      </div>
      <div>
        <h3 className="mb-1.5 text-xs font-semibold text-muted">Flags</h3>
        {assessment.flags.length === 0 && <p className="text-muted">None.</p>}
        <ul className="flex flex-col gap-1.5">
          {bySeverity(assessment.flags).map((flag) => (
            <li key={`${flag.code} ${flag.evidence}`} className="flex flex-wrap items-baseline gap-x-2">
              <SeverityBadge severity={flag.severity} label={flagWords(flag.code)} />
              <span className="min-w-0 break-words text-muted">{flag.evidence}</span>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
