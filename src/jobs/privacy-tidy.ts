import { z } from 'zod';
import { defineJob } from './job.ts';

/** Once a day: what was to be erased by now, and what has been kept for long enough. */
export const privacyTidy = (tidy: () => Promise<Readonly<Record<string, unknown>>>) =>
  defineJob({
    name: 'privacy.tidy',
    schema: z.unknown(),
    schedule: '17 3 * * *',
    run: async (_payload, logger) => {
      logger.info(await tidy(), 'tidied');
    },
  });
