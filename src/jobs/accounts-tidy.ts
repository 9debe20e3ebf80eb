import { z } from 'zod';
import { defineJob } from './job.ts';

/** Every hour: forgets links, devices, sessions and mails whose time is over, and resumes mails that were left lying. */
export const accountsTidy = (tidy: () => Promise<void>) =>
  defineJob({
    name: 'accounts.tidy',
    schema: z.unknown(),
    schedule: '23 * * * *',
    run: async () => tidy(),
  });
