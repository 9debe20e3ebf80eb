import { z } from 'zod';
import { defineJob } from './job.ts';

/** Sends one mail that was asked for in the transaction that it tells of. */
export const mailSend = (
  send: (mailId: string) => Promise<{ readonly outcome: string; readonly reason?: string } | undefined>,
) =>
  defineJob({
    name: 'mail.send',
    schema: z.object({ mailId: z.string().regex(/^mai_/) }),
    run: async ({ mailId }, logger) => {
      const end = await send(mailId);
      // neither to whom nor what: the id is enough to find the row
      if (end?.reason === undefined)
        logger.info({ mailId, outcome: end?.outcome ?? 'done_before' }, 'mail dealt with');
      else logger.warn({ mailId, ...end }, 'mail did not arrive');
    },
  });
