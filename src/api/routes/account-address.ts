import { z } from 'zod';
import { problemSchema } from '../../contracts/problem.ts';
import { changeEmailSchema, mailAskedSchema, trustedDeviceSchema } from '../../contracts/sign-in.ts';
import { getCaller } from '../plugins/access.ts';
import type { Server } from '../server-type.ts';
import { idParams, nothing, type PeopleDeps } from './people-deps.ts';

const tags = ['account'];
const asked = { status: 'asked' } as const;

/** One's e-mail address, and the browsers that are asked for no second factor. */
export function registerAccountAddress(server: Server, { identity, originOf }: PeopleDeps): void {
  server.post(
    '/api/v1/account/email/verify',
    {
      config: { access: 'account.own', perMinute: 5 },
      schema: {
        summary: 'Ask for a link that confirms one’s e-mail address',
        tags,
        response: { 202: mailAskedSchema, 409: problemSchema },
      },
    },
    async (request, reply) => {
      await identity.requestEmailVerification(getCaller(request), originOf(request));
      return reply.status(202).send(asked);
    },
  );

  server.post(
    '/api/v1/account/email',
    {
      config: { access: 'account.own', perMinute: 5 },
      schema: {
        summary: 'Ask for another e-mail address',
        description: 'Counts once the link sent to the new address was opened; the old one is told.',
        tags,
        body: changeEmailSchema,
        response: { 202: mailAskedSchema, 400: problemSchema, 409: problemSchema },
      },
    },
    async (request, reply) => {
      await identity.requestEmailChange(getCaller(request), request.body, originOf(request));
      return reply.status(202).send(asked);
    },
  );

  server.get(
    '/api/v1/account/devices',
    {
      config: { access: 'account.own' },
      schema: {
        summary: 'Browsers that are asked for no second factor',
        tags,
        response: { 200: z.object({ devices: z.array(trustedDeviceSchema) }) },
      },
    },
    async (request) => ({
      devices: await identity.listTrustedDevices(getCaller(request), originOf(request)),
    }),
  );

  server.delete(
    '/api/v1/account/devices/:id',
    {
      config: { access: 'account.own' },
      schema: {
        summary: 'Ask a browser for the second factor again',
        tags,
        params: idParams,
        response: { 204: nothing, 404: problemSchema },
      },
    },
    async (request, reply) => {
      await identity.forgetTrustedDevice(getCaller(request), request.params.id, originOf(request));
      return reply.status(204).send(null);
    },
  );
}
