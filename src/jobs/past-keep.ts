import { z } from 'zod';
import { defineJob } from './job.ts';

/** Each few minutes: what was said last of lots that end soon or have ended. */
export const pastKeep = (keep: () => Promise<object>) =>
  defineJob({
    name: 'past.keep',
    schema: z.unknown(),
    schedule: '*/5 * * * *',
    run: async (_payload, logger) => {
      logger.debug(await keep(), 'kept the past');
    },
  });
