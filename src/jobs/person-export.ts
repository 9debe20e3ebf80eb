import { z } from 'zod';
import { defineJob } from './job.ts';

/** Gathers all that is held of a person. */
export const personExport = (gather: (exportId: string) => Promise<void>) =>
  defineJob({
    name: 'person.export',
    schema: z.object({ exportId: z.string().regex(/^exp_/) }),
    run: ({ exportId }) => gather(exportId),
  });
