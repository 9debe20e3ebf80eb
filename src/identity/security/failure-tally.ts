import type { LimitStore } from '../../platform/limiter/limit-store.ts';

const policy = { often: 5, withinMs: 15 * 60_000 };

/** Tells when failures of one account have become frequent: at the fifth within 15 minutes, then anew. */
export const createFailureTally = (limits: LimitStore) => ({
  /** Whether this failure is the one that makes them frequent. */
  note: async (step: 'password' | 'code', userId: string): Promise<boolean> =>
    (await limits.tally(policy, `${step} ${userId}`)) !== undefined,
});
export type FailureTally = ReturnType<typeof createFailureTally>;
