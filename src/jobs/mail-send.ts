import { z } from 'zod';
import { defineJob } from './job.ts';

/** Sends one mail that was asked for in the transaction that it tells of. */
export const mailSend = (send: (mailId: string) => Promise<string>) =>
  defineJob({
    name: 'mail.send',
    schema: z.object({ mailId: z.string().regex(/^mai_/) }),
    run: async ({ mailId }, logger) => {
      const outcome = await send(mailId);
      // neither to whom nor what: the id is enough to find the row
      logger.info({ mailId, outcome }, 'mail dealt with');
    },
  });
