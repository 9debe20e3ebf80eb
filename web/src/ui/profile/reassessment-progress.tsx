import { formatCount } from '../../lib/format-count.ts';
import { formatMoment } from '../../lib/format-instant.ts';
import { useReassessment } from './use-reassessment.ts';

/** How far the lots are assessed under what was saved last. Nothing is shown where nothing was ever saved. */
export function ReassessmentProgress() {
  const progress = useReassessment();
  if (!progress || progress.state === 'idle') return null;
  const isUnderWay = progress.state !== 'done';
  const hasCount = progress.total > 0;
  return (
    <div role="status" className="card flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
      {isUnderWay && (
        <progress
          aria-label="Lots assessed with the saved settings"
          className="h-2 w-40 accent-accent"
          max={hasCount ? progress.total : 1}
          {...(hasCount && progress.state === 'running' && { value: progress.done })}
        />
      )}
      <p className="figures whitespace-normal text-muted">
        {progress.state === 'waiting' && 'Waiting to assess every lot with these settings…'}
        {progress.state === 'running' &&
          `Assessing with these settings: ${formatCount(progress.done)} of ${formatCount(progress.total)} lots`}
        {progress.state === 'done' &&
          `All ${formatCount(progress.total)} lots stand assessed with these settings${progress.finishedAt ? `, since ${formatMoment(progress.finishedAt)}` : ''}.`}
      </p>
    </div>
  );
}
