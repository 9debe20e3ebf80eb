import { z } from 'zod';

/** Whole US cents. */
export const centsSchema = z.number().int().min(-1e12).max(1e12);
/** A bid or a guide value: at most $10 million, which is also the most that is read out of a source. */
export const bidCentsSchema = z.number().int().min(0).max(1_000_000_000);
/** A moment between the years 1900 and 2100; beyond them nothing here has a meaning. */
export const instantSchema = z.iso.datetime({ offset: true, abort: true }).refine(
  (text) => {
    const year = new Date(text).getUTCFullYear();
    return year >= 1900 && year <= 2100;
  },
  { message: 'not a moment between the years 1900 and 2100' },
);

export const moneyRangeSchema = z.object({
  p10Cents: centsSchema,
  p50Cents: centsSchema,
  p90Cents: centsSchema,
});
