import { z } from 'zod';
import { defineJob } from './job.ts';

/** Asks a source with an API for its current lots and ingests the answer. */
export const sourcePoll = (
  poll: () => Promise<{ readonly listings: number; readonly rejected: number }>,
  schedule: string,
) =>
  defineJob({
    name: 'source.poll',
    schema: z.unknown(),
    schedule,
    run: async (_payload, logger) => {
      const report = await poll();
      logger.info(report, 'polled');
      // zero lots is a fault of the feed until shown otherwise, not a success
      if (report.listings === 0) throw new Error('the source answered without a single lot');
    },
  });
