import { formatDelta } from '../../lib/format-money.ts';
import type { AssessmentView } from './verdict.tsx';

/** What would move the max bid, strongest first. */
export function Sensitivities({ assessment }: { readonly assessment: AssessmentView }) {
  if (assessment.sensitivities.length === 0)
    return <p className="text-muted">Nothing that is not known would move the max bid much.</p>;
  return (
    <ul>
      {assessment.sensitivities.map((entry) => (
        <li
          key={entry.label}
          className="flex items-baseline justify-between gap-4 border-b py-1.5 last:border-b-0"
        >
          <span>{entry.label}</span>
          <span
            className={`figures font-semibold ${entry.maxBidDeltaCents > 0 ? 'text-good' : entry.maxBidDeltaCents < 0 ? 'text-stop' : ''}`}
          >
            {formatDelta(entry.maxBidDeltaCents)}
          </span>
        </li>
      ))}
    </ul>
  );
}
