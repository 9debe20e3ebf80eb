import { z } from 'zod';
import { rejectionSchema, rejectionsQuerySchema } from '../../contracts/deals.ts';
import { problemSchema } from '../../contracts/problem.ts';
import type { AppOf, Server } from '../server-type.ts';

export function registerRejections(server: Server, appOf: AppOf): void {
  server.get(
    '/api/v1/rejections',
    {
      config: { access: 'rejections.read' },
      schema: {
        summary: 'Records that could not be read, for review',
        tags: ['ingest'],
        querystring: rejectionsQuerySchema,
        response: {
          200: z.object({ rejections: z.array(rejectionSchema), nextCursor: z.string().nullable() }),
          400: problemSchema,
        },
      },
    },
    (request) => appOf(request).listRejections({ afterId: request.query.cursor, limit: request.query.limit }),
  );
}
