import { z } from 'zod';
import {
  consentRequestSchema,
  dueSchema,
  passwordOnlySchema,
  privacySchema,
  requestedExportSchema,
  retentionChangeSchema,
  retentionSchema,
} from '../../contracts/privacy.ts';
import { problemSchema } from '../../contracts/problem.ts';
import { getCaller } from '../plugins/access.ts';
import type { Server } from '../server-type.ts';
import { idParams, nothing, type PeopleDeps } from './people-deps.ts';

const tags = ['privacy'];

export function registerPrivacy(server: Server, { identity, originOf }: PeopleDeps): void {
  const { privacy } = identity;
  server.get(
    '/api/v1/account/privacy',
    {
      config: { access: 'account.own' },
      schema: {
        summary: 'What one agreed to, one’s exports, and whether the account is going to be deleted',
        tags,
        response: { 200: privacySchema },
      },
    },
    (request) => privacy.read(getCaller(request)),
  );

  server.put(
    '/api/v1/account/consent',
    {
      config: { access: 'account.own', perMinute: 20 },
      schema: {
        summary: 'Agree to analytics, or no longer',
        description: 'Kept with the time and the wording. Nothing is collected without.',
        tags,
        body: consentRequestSchema,
        response: { 204: nothing, 400: problemSchema, 409: problemSchema },
      },
    },
    async (request, reply) => {
      await privacy.changeConsent(getCaller(request), request.body, originOf(request));
      return reply.status(204).send(null);
    },
  );

  server.post(
    '/api/v1/account/exports',
    {
      config: { access: 'account.own', perMinute: 5 },
      schema: {
        summary: 'Gather all that is held of oneself',
        description: 'A job does; the file can be fetched for seven days.',
        tags,
        response: { 202: requestedExportSchema, 409: problemSchema },
      },
    },
    async (request, reply) =>
      reply.status(202).send(await privacy.requestExport(getCaller(request), originOf(request))),
  );

  server.get(
    '/api/v1/account/exports/:id',
    {
      config: { access: 'account.own', perMinute: 20 },
      schema: {
        summary: 'The file of an export',
        tags,
        params: idParams,
        produces: ['application/json'],
        response: { 200: z.any(), 404: problemSchema },
      },
    },
    async (request, reply) => {
      const { body } = await privacy.readExport(getCaller(request), request.params.id, originOf(request));
      return reply
        .type('application/json; charset=utf-8')
        .header('content-disposition', 'attachment; filename="dealerscope-my-data.json"')
        .serializer((bytes) => bytes as unknown as string)
        .send(body);
    },
  );

  server.post(
    '/api/v1/account/deletion',
    {
      config: { access: 'account.own', perMinute: 5 },
      schema: {
        summary: 'Delete one’s account in 30 days',
        description:
          'Until then it can be taken back. The only owner of a dealership hands it over or closes it first.',
        tags,
        body: passwordOnlySchema,
        response: { 200: dueSchema, 400: problemSchema, 409: problemSchema },
      },
    },
    (request) => privacy.requestDeletion(getCaller(request), request.body.password, originOf(request)),
  );

  server.delete(
    '/api/v1/account/deletion',
    {
      config: { access: 'account.own' },
      schema: { summary: 'Keep one’s account after all', tags, response: { 204: nothing } },
    },
    async (request, reply) => {
      await privacy.cancelDeletion(getCaller(request), originOf(request));
      return reply.status(204).send(null);
    },
  );

  server.get(
    '/api/v1/retention',
    {
      config: { access: 'retention.read' },
      schema: { summary: 'For how long what is kept', tags, response: { 200: retentionSchema } },
    },
    (request) => privacy.readRetention(getCaller(request)),
  );

  server.put(
    '/api/v1/retention',
    {
      config: { access: 'retention.change' },
      schema: {
        summary: 'Choose for how long one rule keeps',
        tags,
        body: retentionChangeSchema,
        response: { 204: nothing, 400: problemSchema },
      },
    },
    async (request, reply) => {
      await privacy.changeRetention(getCaller(request), request.body, originOf(request));
      return reply.status(204).send(null);
    },
  );
}
