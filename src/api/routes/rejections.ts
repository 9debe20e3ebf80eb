import { z } from 'zod';
import type { Application } from '../../app/application.ts';
import { rejectionSchema } from '../../contracts/deals.ts';
import { problemSchema } from '../../contracts/problem.ts';
import type { Server } from '../server-type.ts';

const querySchema = z
  .object({
    limit: z.coerce.number().int().min(1).max(100).default(50),
    cursor: z.string().max(60).default(''),
  })
  .strict();

export function registerRejections(server: Server, app: Application): void {
  server.get(
    '/api/v1/rejections',
    {
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
    (request) => app.listRejections({ afterId: request.query.cursor, limit: request.query.limit }),
  );
}
