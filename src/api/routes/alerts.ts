import { problemSchema } from '../../contracts/problem.ts';
import {
  alertChannelRequestSchema,
  alertChannelsSchema,
  madeAlertChannelSchema,
} from '../../contracts/security.ts';
import { getCaller } from '../plugins/access.ts';
import type { Server } from '../server-type.ts';
import { idParams, nothing, type PeopleDeps } from './people-deps.ts';

const tags = ['security'];

export function registerAlerts(server: Server, { identity, originOf }: PeopleDeps): void {
  server.get(
    '/api/v1/alert-channels',
    {
      config: { access: 'alerts.read' },
      schema: { summary: 'Where alerts of security events go', tags, response: { 200: alertChannelsSchema } },
    },
    (request) => identity.security.listChannels(getCaller(request)),
  );

  server.post(
    '/api/v1/alert-channels',
    {
      config: { access: 'alerts.change', perMinute: 20 },
      schema: {
        summary: 'Send alerts to one more place',
        description:
          'A webhook is told by POST; `DealerScope-Signature: t=…,v1=…` is HMAC-SHA-256 of `t.body` with the secret that is answered once.',
        tags,
        body: alertChannelRequestSchema,
        response: { 201: madeAlertChannelSchema, 400: problemSchema, 409: problemSchema },
      },
    },
    async (request, reply) => {
      const made = await identity.security.addChannel(getCaller(request), request.body, originOf(request));
      return reply.status(201).send(made);
    },
  );

  server.delete(
    '/api/v1/alert-channels/:id',
    {
      config: { access: 'alerts.change' },
      schema: {
        summary: 'Send no more alerts there',
        tags,
        params: idParams,
        response: { 204: nothing, 404: problemSchema },
      },
    },
    async (request, reply) => {
      await identity.security.removeChannel(getCaller(request), request.params.id, originOf(request));
      return reply.status(204).send(null);
    },
  );
}
