import { z } from 'zod';
import type { Server } from '../server-type.ts';

export interface Readiness {
  /** Names of what is missing; empty when all is there. */
  readonly findMissing: () => Promise<readonly string[]>;
  /** Share of the market that is read after a start, 0 to 1. */
  readonly marketShare: () => number;
}

export function registerHealth(server: Server, { findMissing, marketShare }: Readiness): void {
  server.get(
    '/healthz',
    {
      config: { access: 'public' },
      schema: {
        summary: 'The process is alive',
        tags: ['health'],
        response: { 200: z.object({ status: z.literal('ok') }) },
      },
    },
    async () => ({ status: 'ok' as const }),
  );

  server.get(
    '/readyz',
    {
      config: { access: 'public' },
      schema: {
        summary: 'What it needs is there too',
        tags: ['health'],
        response: {
          200: z.object({ status: z.literal('ok') }),
          503: z.object({
            status: z.literal('unavailable'),
            missing: z.array(z.string()),
            marketShare: z.number().describe('how much of the market is read, 0 to 1'),
          }),
        },
      },
    },
    async (_request, reply) => {
      const missing = [...(await findMissing())];
      if (missing.length > 0)
        return reply.status(503).send({ status: 'unavailable', missing, marketShare: marketShare() });
      return { status: 'ok' as const };
    },
  );
}
