import { z } from 'zod';
import { keyRequestSchema, keySchema, madeKeySchema, roleSchema } from '../../contracts/identity.ts';
import { problemSchema } from '../../contracts/problem.ts';
import { getCaller } from '../plugins/access.ts';
import type { Server } from '../server-type.ts';
import { idParams, nothing, type PeopleDeps } from './people-deps.ts';

const tags = ['keys'];

export function registerApiKeys(server: Server, { identity, originOf }: PeopleDeps): void {
  server.get(
    '/api/v1/api-keys',
    {
      config: { access: 'keys.read' },
      schema: {
        summary: 'Keys of the dealership',
        tags,
        response: {
          200: z.object({
            keys: z.array(keySchema),
            scopes: z.record(roleSchema, z.array(z.string())),
          }),
        },
      },
    },
    async (request) => ({
      keys: await identity.listKeys(getCaller(request)),
      scopes: identity.scopesOfRoles,
    }),
  );

  server.post(
    '/api/v1/api-keys',
    {
      config: { access: 'keys.change', perMinute: 30 },
      schema: {
        summary: 'Make a key for a script',
        description:
          'The key is shown once. It acts for whoever made it, with the role given, at most their own.',
        tags,
        body: keyRequestSchema,
        response: { 201: madeKeySchema, 400: problemSchema, 403: problemSchema },
      },
    },
    async (request, reply) => {
      const made = await identity.createKey(getCaller(request), request.body, originOf(request));
      return reply.status(201).send(made);
    },
  );

  server.delete(
    '/api/v1/api-keys/:id',
    {
      config: { access: 'keys.change' },
      schema: {
        summary: 'Revoke a key',
        tags,
        params: idParams,
        response: { 204: nothing, 404: problemSchema },
      },
    },
    async (request, reply) => {
      await identity.revokeKey(getCaller(request), request.params.id, originOf(request));
      return reply.status(204).send(null);
    },
  );
}
