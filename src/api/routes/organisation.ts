import { permissionTableSchema } from '../../contracts/identity.ts';
import {
  closeSchema,
  dueSchema,
  leaveSchema,
  organisationSchema,
  renameSchema,
  transferSchema,
} from '../../contracts/privacy.ts';
import { problemSchema } from '../../contracts/problem.ts';
import { describePermissions } from '../../identity/permissions.ts';
import { getCaller } from '../plugins/access.ts';
import type { Server } from '../server-type.ts';
import { nothing, type PeopleDeps } from './people-deps.ts';

const tags = ['dealership'];

export function registerOrganisation(server: Server, { identity, originOf }: PeopleDeps): void {
  const { dealership } = identity;
  server.get(
    '/api/v1/organisation',
    {
      config: { access: 'organisation.read' },
      schema: {
        summary: 'The dealership one works in',
        tags,
        response: { 200: organisationSchema },
      },
    },
    (request) => dealership.read(getCaller(request)),
  );

  server.get(
    '/api/v1/roles',
    {
      config: { access: 'members.read' },
      schema: { summary: 'Which role may what', tags, response: { 200: permissionTableSchema } },
    },
    async () => ({ permissions: describePermissions() }),
  );

  server.patch(
    '/api/v1/organisation',
    {
      config: { access: 'organisation.own' },
      schema: {
        summary: 'Rename the dealership',
        tags,
        body: renameSchema,
        response: { 204: nothing, 400: problemSchema },
      },
    },
    async (request, reply) => {
      await dealership.rename(getCaller(request), request.body.name, originOf(request));
      return reply.status(204).send(null);
    },
  );

  server.post(
    '/api/v1/organisation/transfer',
    {
      config: { access: 'organisation.own', perMinute: 5 },
      schema: {
        summary: 'Hand the dealership over',
        description: 'The other becomes owner and the caller manager, both or neither.',
        tags,
        body: transferSchema,
        response: { 204: nothing, 400: problemSchema, 404: problemSchema, 409: problemSchema },
      },
    },
    async (request, reply) => {
      await dealership.transfer(getCaller(request), request.body, originOf(request));
      return reply.status(204).send(null);
    },
  );

  server.post(
    '/api/v1/organisation/closure',
    {
      config: { access: 'organisation.own', perMinute: 5 },
      schema: {
        summary: 'Close the dealership in 30 days',
        description: 'Then all it owned is deleted but its audit log. Until then it can be taken back.',
        tags,
        body: closeSchema,
        response: { 200: dueSchema, 400: problemSchema },
      },
    },
    (request) => dealership.requestClosure(getCaller(request), request.body, originOf(request)),
  );

  server.delete(
    '/api/v1/organisation/closure',
    {
      config: { access: 'organisation.own' },
      schema: { summary: 'Keep the dealership after all', tags, response: { 204: nothing } },
    },
    async (request, reply) => {
      await dealership.cancelClosure(getCaller(request), originOf(request));
      return reply.status(204).send(null);
    },
  );

  server.post(
    '/api/v1/account/leave',
    {
      config: { access: 'account.own' },
      schema: {
        summary: 'Leave the dealership one works in',
        description: 'The last owner stays.',
        tags,
        body: leaveSchema,
        response: { 204: nothing, 404: problemSchema, 409: problemSchema },
      },
    },
    async (request, reply) => {
      await dealership.leave(getCaller(request), request.body.organisationId, originOf(request));
      return reply.status(204).send(null);
    },
  );
}
