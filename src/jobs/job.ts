import type { z } from 'zod';
import type { Logger } from '../platform/logger.ts';

/** A kind of work: its name is stored with every waiting job, so it does not change. */
export interface Job<Schema extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly schema: Schema;
  /** Five-field cron pattern in UTC, for work that comes around by itself. */
  readonly schedule?: string;
  /** Runs again after a failure, so it must be able to. */
  readonly run: (payload: z.infer<Schema>, logger: Logger) => Promise<void>;
}

export const defineJob = <Schema extends z.ZodType>(job: Job<Schema>): Job => job as unknown as Job;
