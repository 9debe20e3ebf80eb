import { z } from 'zod';
import type { Application } from '../../app/application.ts';
import { rejectionSchema, rejectionsQuerySchema } from '../../contracts/deals.ts';
import { problemSchema } from '../../contracts/problem.ts';
import type { Server } from '../server-type.ts';

export function registerRejections(server: Server, app: Application): void {
  server.get(
    '/api/v1/rejections',
    {
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
    (request) => app.listRejections({ afterId: request.query.cursor, limit: request.query.limit }),
  );
}
