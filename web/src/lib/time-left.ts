import { formatDay, formatMoment, formatShortDay, formatSpan } from './format-instant.ts';

interface Ending {
  readonly observedAt: string;
  readonly endsAt: string | null;
  readonly endsAtPrecision: 'minute' | 'day' | null;
  readonly status: string;
}

export interface TimeLeft {
  /** What stands large: `5 h 12 min`, `ends 9 Jan`, `ended`, `end unknown`. */
  readonly headline: string;
  /** What stands small beneath. */
  readonly note: string;
  readonly isOver: boolean;
  /** Under an hour to go. */
  readonly isSoon: boolean;
}

const overWords: Readonly<Record<string, string>> = { sold: 'Sold', withdrawn: 'Withdrawn', ended: 'Ended' };

/**
 * Time to the end of a lot. Live: from `nowMs`. In a sample: from the moment that the lot was seen, and the note names
 * that day, since such a lot ended long ago and a bare countdown would mislead.
 */
export function describeTimeLeft(lot: Ending, nowMs: number, isSample: boolean): TimeLeft {
  const overWord = overWords[lot.status];
  if (lot.endsAt === null)
    return {
      headline: overWord ?? 'No end time',
      note: overWord ? '' : 'source gives none',
      isOver: overWord !== undefined,
      isSoon: false,
    };
  const leftMs = Date.parse(lot.endsAt) - (isSample ? Date.parse(lot.observedAt) : nowMs);
  if (overWord !== undefined || leftMs <= 0)
    return { headline: overWord ?? 'Ended', note: formatDay(lot.endsAt), isOver: true, isSoon: false };
  if (lot.endsAtPrecision === 'day')
    return {
      headline: `Ends ${formatShortDay(lot.endsAt)}`,
      note: 'hour not given',
      isOver: false,
      isSoon: false,
    };
  return {
    headline: formatSpan(leftMs),
    note: isSample ? `left on ${formatShortDay(lot.observedAt)}` : formatMoment(lot.endsAt),
    isOver: false,
    isSoon: !isSample && leftMs < 3_600_000,
  };
}
