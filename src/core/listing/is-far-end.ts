import { type Instant, millisecondsPerDay, toEpochMs } from '../kernel/instant.ts';

/** No auction is listed for longer than a year (assumption): a later end is a wrong date or stands for none. */
export const isFarEnd = (endsAt: Instant, seenAt: Instant): boolean =>
  toEpochMs(endsAt) - toEpochMs(seenAt) > 366 * millisecondsPerDay;
