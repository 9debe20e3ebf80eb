import { useState } from 'react';
import { formatMoment, formatUtcDay } from '../../lib/format-instant.ts';
import { Button } from '../../ui/button.tsx';
import { SectionCard } from '../../ui/section-card.tsx';
import { FeeExample } from './fee-example.tsx';
import type { Schedule } from './fee-words.ts';
import { FeesOfSchedule } from './fees-of-schedule.tsx';
import { OwnScheduleForm } from './own-schedule-form.tsx';
import { sortSchedules } from './sort-schedules.ts';

const dayOf = (schedule: Schedule): string => formatUtcDay(schedule.effectiveFrom);
const originWords = ({ origin }: Schedule): string => (origin === 'own' ? 'your own' : 'shipped');

/** What one auction charges: now, from a coming day on, and before. */
export function SourceFees({
  schedules,
  todayUtc,
}: {
  readonly schedules: readonly Schedule[];
  readonly todayUtc: string;
}) {
  const [isAdding, setIsAdding] = useState(false);
  const { inForce, coming, past } = sortSchedules(schedules, todayUtc);
  const basis = inForce ?? coming[0];
  if (!basis) return null;
  return (
    <SectionCard
      title={basis.sourceName}
      aside={inForce ? `since ${dayOf(inForce)}, ${originWords(inForce)}` : 'none in force yet'}
    >
      {inForce && (
        <>
          <FeesOfSchedule schedule={inForce} />
          <FeeExample source={inForce.source} />
        </>
      )}
      {coming.map((schedule) => (
        <div key={schedule.id} className="mt-4 border-t pt-3">
          <h3 className="font-semibold">
            From {dayOf(schedule)}, {originWords(schedule)}
          </h3>
          <FeesOfSchedule schedule={schedule} />
          <FeeExample source={schedule.source} asOf={`${schedule.effectiveFrom}T12:00:00Z`} />
        </div>
      ))}
      {past.length > 0 && (
        <details className="mt-3">
          <summary className="w-fit text-accent underline">
            {past.length === 1 ? 'One earlier schedule' : `${past.length} earlier schedules`}
          </summary>
          {past.map((schedule) => (
            <div key={schedule.id} className="mt-3 border-t pt-3">
              <h3 className="font-semibold">
                From {dayOf(schedule)}, {originWords(schedule)}
                {!schedule.standing && ' (superseded)'}
              </h3>
              {schedule.addedAt && (
                <p className="text-xs text-muted">
                  added {formatMoment(schedule.addedAt)}
                  {schedule.addedBy && ` by ${schedule.addedBy}`}
                </p>
              )}
              <FeesOfSchedule schedule={schedule} />
            </div>
          ))}
        </details>
      )}
      {isAdding ? (
        <OwnScheduleForm basis={basis} onDone={() => setIsAdding(false)} />
      ) : (
        <Button
          className="mt-3"
          onClick={() => setIsAdding(true)}
          aria-label={`Enter my own fees at ${basis.sourceName}`}
        >
          Enter my own fees
        </Button>
      )}
    </SectionCard>
  );
}
