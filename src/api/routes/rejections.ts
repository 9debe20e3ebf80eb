import { z } from 'zod';
import { rejectionSchema } from '../../contracts/deals.ts';
import { problemSchema } from '../../contracts/problem.ts';
import type { AppOf, Server } from '../server-type.ts';

const querySchema = z
  .object({
    limit: z.coerce.number().int().min(1).max(100).default(50),
    cursor: z.string().max(60).default(''),
  })
  .strict();

export function registerRejections(server: Server, appOf: AppOf): void {
  server.get(
    '/api/v1/rejections',
    {
      config: { access: 'rejections.read' },
      schema: {
        summary: 'Records that could not be read, for review',
        tags: ['ingest'],
        querystring: querySchema,
        response: {
          200: z.object({ rejections: z.array(rejectionSchema), nextCursor: z.string().nullable() }),
          400: problemSchema,
        },
      },
    },
    (request) => appOf(request).listRejections({ afterId: request.query.cursor, limit: request.query.limit }),
  );
}
