import { z } from 'zod';
import { createBoundedTurns } from '../../app/bounded-turns.ts';
import { appraiseResponseSchema } from '../../contracts/appraise-response.ts';
import {
  dealDetailSchema,
  dealIdParamsSchema,
  dealsPageSchema,
  dealsQuerySchema,
  facetsSchema,
  whatIfDealsPageSchema,
  whatIfDealsRequestSchema,
  whatIfRequestSchema,
} from '../../contracts/deals.ts';
import { problemSchema } from '../../contracts/problem.ts';
import { getCaller } from '../plugins/access.ts';
import type { AppOf, Server } from '../server-type.ts';

export function registerDeals(server: Server, appOf: AppOf, turns = createBoundedTurns()): void {
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
      const { etag, toJson } = await appOf(request).listDeals(request.query);
      reply.headers({ etag, 'cache-control': 'private, no-cache' });
      if (request.headers['if-none-match'] === etag) return reply.status(304).send(null);
      // text already, in the shape of the schema (held by tests): a row is serialised once, not for each answer
      return reply
        .type('application/json; charset=utf-8')
        .serializer(String)
        .send(toJson() as never);
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
        description:
          'The top `limit`, each with its maximum bid under the saved settings beside it. Stores nothing. One question of a person at a time: a newer one, whatever it was asked with, ends the older with 409 `superseded`, which need not be asked again. Where many wait, 503 `busy` with `Retry-After`.',
        tags: ['deals'],
        body: whatIfDealsRequestSchema,
        response: { 200: whatIfDealsPageSchema, 400: problemSchema, 409: problemSchema, 503: problemSchema },
      },
    },
    (request) => turns.take(getCaller(request).userId, () => appOf(request).rankWhatIf(request.body)),
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
