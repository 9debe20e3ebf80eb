import { createHash } from 'node:crypto';
import { z } from 'zod';
import { appraiseResponseSchema } from '../../contracts/appraise-response.ts';
import {
  dealDetailSchema,
  dealIdParamsSchema,
  dealsPageSchema,
  dealsQuerySchema,
  facetsSchema,
  whatIfDealsRequestSchema,
  whatIfRequestSchema,
} from '../../contracts/deals.ts';
import { problemSchema } from '../../contracts/problem.ts';
import type { AppOf, Server } from '../server-type.ts';

export function registerDeals(server: Server, appOf: AppOf): void {
  server.get(
    '/api/v1/deals',
    {
      config: { access: 'deals.read' },
      schema: {
        summary: 'Ranked deals',
        description: 'Best expected edge first unless `sort` says otherwise. `ETag` is honoured.',
        tags: ['deals'],
        querystring: dealsQuerySchema,
        response: { 200: dealsPageSchema, 304: z.null(), 400: problemSchema },
      },
    },
    async (request, reply) => {
      const page = await appOf(request).listDeals(request.query);
      const etag = `"${createHash('sha256').update(JSON.stringify(page)).digest('base64url').slice(0, 22)}"`;
      reply.headers({ etag, 'cache-control': 'private, no-cache' });
      if (request.headers['if-none-match'] === etag) return reply.status(304).send(null);
      return page;
    },
  );

  server.get(
    '/api/v1/deals/facets',
    {
      config: { access: 'deals.read' },
      schema: {
        summary: 'Counts for filters',
        tags: ['deals'],
        querystring: dealsQuerySchema,
        response: { 200: facetsSchema, 400: problemSchema },
      },
    },
    (request) => appOf(request).countFacets(request.query),
  );

  server.post(
    '/api/v1/deals/what-if',
    {
      config: { access: 'deals.read' },
      schema: {
        summary: 'The whole market ranked under other settings',
        description: 'The top `limit` of every open road vehicle. Stores nothing.',
        tags: ['deals'],
        body: whatIfDealsRequestSchema,
        response: { 200: dealsPageSchema, 400: problemSchema },
      },
    },
    (request) => appOf(request).rankWhatIf(request.body),
  );

  server.get(
    '/api/v1/deals/:id',
    {
      config: { access: 'deals.read' },
      schema: {
        summary: 'Everything about one lot',
        tags: ['deals'],
        params: dealIdParamsSchema,
        response: { 200: dealDetailSchema, 400: problemSchema, 404: problemSchema },
      },
    },
    (request) => appOf(request).readDeal(request.params.id),
  );

  server.post(
    '/api/v1/deals/:id/what-if',
    {
      config: { access: 'deals.read' },
      schema: {
        summary: 'The same lot under other settings',
        description: 'Stores nothing.',
        tags: ['deals'],
        params: dealIdParamsSchema,
        body: whatIfRequestSchema,
        response: { 200: appraiseResponseSchema, 400: problemSchema, 404: problemSchema },
      },
    },
    (request) => appOf(request).assessWhatIf(request.params.id, request.body.profile),
  );
}
