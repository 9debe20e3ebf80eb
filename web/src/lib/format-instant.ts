const dayInZone = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const shortDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const momentInZone = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
});
const utcDay = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

/** `8 Apr 2026` in the reader's zone. */
export const formatDay = (instant: string): string => dayInZone.format(new Date(instant));

/** `8 Apr` in the reader's zone. */
export const formatShortDay = (instant: string): string => shortDay.format(new Date(instant));

/** `8 Apr 2026, 13:50 CDT`: the zone is named because auctions are bid on from four of them. */
export const formatMoment = (instant: string): string => momentInZone.format(new Date(instant));

/** `8 April 2026`, the UTC day: samples are dated by it. */
export const formatUtcDay = (instant: string): string => utcDay.format(new Date(instant));

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** `3 d 4 h`, `5 h 12 min`, `8 min`; rounded down, so that no time is promised that is not there. */
export function formatSpan(spanMs: number): string {
  const span = Math.max(0, spanMs);
  if (span < minuteMs) return 'under 1 min';
  const days = Math.floor(span / dayMs);
  const hours = Math.floor((span % dayMs) / hourMs);
  const minutes = Math.floor((span % hourMs) / minuteMs);
  if (days > 0) return days < 10 && hours > 0 ? `${days} d ${hours} h` : `${days} d`;
  if (hours > 0) return minutes > 0 ? `${hours} h ${minutes} min` : `${hours} h`;
  return `${minutes} min`;
}
