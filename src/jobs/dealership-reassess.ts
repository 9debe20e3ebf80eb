import { z } from 'zod';
import { defineJob } from './job.ts';

/** After a dealership changed how it buys: every lot is assessed anew for it. */
export const dealershipReassess = (reassess: (orgId: string) => Promise<number>) =>
  defineJob({
    name: 'dealership.reassess',
    schema: z.object({ orgId: z.string().regex(/^org_/) }),
    run: async ({ orgId }, logger) => {
      const lots = await reassess(orgId);
      logger.info({ orgId, lots }, 'assessed anew');
    },
  });
