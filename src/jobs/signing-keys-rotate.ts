import { z } from 'zod';
import { defineJob } from './job.ts';

/** Every day: a key that signs access tokens is replaced when it is 30 days old. */
export const signingKeysRotate = (rotate: () => Promise<string | undefined>) =>
  defineJob({
    name: 'signing-keys.rotate',
    schema: z.unknown(),
    schedule: '17 3 * * *',
    run: async (_payload, logger) => {
      const kid = await rotate();
      if (kid !== undefined) logger.info({ kid }, 'a new signing key takes over');
    },
  });
