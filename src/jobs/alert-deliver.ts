import { z } from 'zod';
import { defineJob } from './job.ts';

/** Tells one channel of one security event; throws where a later try may work. */
export const alertDeliver = (deliver: (job: { orgId: string; deliveryId: string }) => Promise<void>) =>
  defineJob({
    name: 'alert.deliver',
    schema: z.object({ orgId: z.string().regex(/^org_/), deliveryId: z.string().regex(/^ald_/) }),
    run: (job) => deliver(job),
  });
