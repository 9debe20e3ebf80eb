import { formatCents, toCents } from '../kernel/money.ts';

/** `$1,234`: rounded to whole dollars, for sentences. */
export const formatDollars = (cents: number): string =>
  formatCents(toCents(Math.round(cents / 100) * 100)).slice(0, -3);
