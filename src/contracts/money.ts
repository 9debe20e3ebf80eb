import { z } from 'zod';

/** Whole US cents. */
export const centsSchema = z.number().int().min(-1e12).max(1e12);
export const bidCentsSchema = z.number().int().min(0).max(1_000_000_000_00);
export const instantSchema = z.iso.datetime({ offset: true });

export const moneyRangeSchema = z.object({
  p10Cents: centsSchema,
  p50Cents: centsSchema,
  p90Cents: centsSchema,
});
