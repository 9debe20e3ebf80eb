import { z } from 'zod';
import {
  changePasswordSchema,
  codeSchema,
  openSessionSchema,
  passwordSchema,
  secondFactorSetupSchema,
  switchOrganisationSchema,
} from '../../contracts/identity.ts';
import { problemSchema } from '../../contracts/problem.ts';
import { answerWithCookies, getCaller } from '../plugins/access.ts';
import type { Server } from '../server-type.ts';
import { idParams, nothing, type PeopleDeps } from './people-deps.ts';

const tags = ['account'];

/** What people do to their own account; never by key. */
export function registerAccount(server: Server, { identity, originOf }: PeopleDeps): void {
  server.post(
    '/api/v1/account/password',
    {
      config: { access: 'account.own', beforePasswordChange: true, perMinute: 10 },
      schema: {
        summary: 'Change one’s password',
        description: 'Ends every other session.',
        tags,
        body: changePasswordSchema,
        response: { 204: nothing, 400: problemSchema },
      },
    },
    async (request, reply) => {
      const changed = await identity.changePassword(getCaller(request), request.body, originOf(request));
      answerWithCookies(reply, changed);
      return reply.status(204).send(null);
    },
  );

  server.post(
    '/api/v1/account/organisation',
    {
      config: { access: 'account.own' },
      schema: {
        summary: 'Work in another of one’s dealerships',
        tags,
        body: switchOrganisationSchema,
        response: { 204: nothing, 404: problemSchema },
      },
    },
    async (request, reply) => {
      const { organisationId } = request.body;
      answerWithCookies(
        reply,
        await identity.switchOrganisation(getCaller(request), organisationId, originOf(request)),
      );
      return reply.status(204).send(null);
    },
  );

  server.get(
    '/api/v1/account/sessions',
    {
      config: { access: 'account.own' },
      schema: {
        summary: 'Where one is signed in',
        tags,
        response: { 200: z.object({ sessions: z.array(openSessionSchema) }) },
      },
    },
    async (request) => ({ sessions: await identity.listSessions(getCaller(request)) }),
  );

  server.delete(
    '/api/v1/account/sessions/:id',
    {
      config: { access: 'account.own' },
      schema: {
        summary: 'End one of one’s sessions',
        tags,
        params: idParams,
        response: { 204: nothing, 404: problemSchema },
      },
    },
    async (request, reply) => {
      await identity.revokeSession(getCaller(request), request.params.id, originOf(request));
      return reply.status(204).send(null);
    },
  );

  server.post(
    '/api/v1/account/sessions/end-others',
    {
      config: { access: 'account.own' },
      schema: {
        summary: 'End all other sessions',
        tags,
        response: { 200: z.object({ ended: z.number().int() }) },
      },
    },
    (request) => identity.revokeOtherSessions(getCaller(request), originOf(request)),
  );

  server.post(
    '/api/v1/account/second-factor/begin',
    {
      config: { access: 'account.own', perMinute: 10 },
      schema: {
        summary: 'Make a second factor: secret, QR picture and recovery codes',
        description: 'Nothing is on before a first code was confirmed.',
        tags,
        body: passwordSchema,
        response: { 200: secondFactorSetupSchema, 400: problemSchema, 409: problemSchema },
      },
    },
    (request) => identity.beginSecondFactor(getCaller(request), request.body.password, originOf(request)),
  );

  server.post(
    '/api/v1/account/second-factor/confirm',
    {
      config: { access: 'account.own', perMinute: 10 },
      schema: {
        summary: 'Turn the second factor on with a first code',
        tags,
        body: codeSchema,
        response: { 204: nothing, 401: problemSchema },
      },
    },
    async (request, reply) => {
      answerWithCookies(
        reply,
        await identity.confirmSecondFactor(getCaller(request), request.body.code, originOf(request)),
      );
      return reply.status(204).send(null);
    },
  );

  server.post(
    '/api/v1/account/second-factor/disable',
    {
      config: { access: 'account.own', perMinute: 10 },
      schema: {
        summary: 'Turn the second factor off',
        tags,
        body: passwordSchema,
        response: { 204: nothing, 400: problemSchema },
      },
    },
    async (request, reply) => {
      answerWithCookies(
        reply,
        await identity.disableSecondFactor(getCaller(request), request.body.password, originOf(request)),
      );
      return reply.status(204).send(null);
    },
  );

  server.post(
    '/api/v1/account/second-factor/recovery-codes',
    {
      config: { access: 'account.own', perMinute: 10 },
      schema: {
        summary: 'Ten new recovery codes in place of the old',
        tags,
        body: passwordSchema,
        response: { 200: z.object({ recoveryCodes: z.array(z.string()) }), 400: problemSchema },
      },
    },
    (request) => identity.renewRecoveryCodes(getCaller(request), request.body.password, originOf(request)),
  );
}
