import { z } from 'zod';
import { defineJob } from './job.ts';

/** Every hour: mails that were asked for before the queue existed, or whose job was lost, get one. */
export const mailsResume = (resume: () => Promise<void>) =>
  defineJob({ name: 'mails.resume', schema: z.unknown(), schedule: '23 * * * *', run: async () => resume() });
