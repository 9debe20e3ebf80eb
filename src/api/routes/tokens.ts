import { z } from 'zod';
import { ProblemError } from '../../app/problem-error.ts';
import {
  jwksSchema,
  tokenAnswerSchema,
  tokenFamilySchema,
  tokenRequestSchema,
} from '../../contracts/access-tokens.ts';
import { problemSchema } from '../../contracts/problem.ts';
import { getCaller, readBearer } from '../plugins/access.ts';
import type { Server } from '../server-type.ts';
import { idParams, nothing, type PeopleDeps } from './people-deps.ts';

const tags = ['access tokens'];

export function registerTokens(server: Server, { identity, originOf }: PeopleDeps): void {
  server.post(
    '/api/v1/auth/token',
    {
      config: { access: 'public', perMinute: 60 },
      schema: {
        summary: 'Make an access token, from a session, a refresh token or a key',
        description:
          'A signed token (ES256) that says for ten minutes who may do what; keys under /.well-known/jwks.json. ' +
          'A refresh token is good once: one that comes a second time ends everything that was made with it.',
        tags,
        body: tokenRequestSchema,
        response: { 200: tokenAnswerSchema, 400: problemSchema, 401: problemSchema, 403: problemSchema },
      },
    },
    async (request) => {
      const { body } = request;
      const origin = originOf(request);
      if (body.grantType === 'refresh_token') return identity.refreshTokens(body.refreshToken ?? '', origin);
      const isByKey = body.grantType === 'api_key';
      const caller = isByKey
        ? await identity.findCallerByKey(readBearer(request) ?? '')
        : (await identity.findCallerBySession(origin.cookie, () => origin)).value;
      if (!caller)
        throw isByKey
          ? new ProblemError(401, 'not_signed_in', 'Send a key that is good, as Authorization: Bearer.')
          : new ProblemError(401, 'not_signed_in', 'Sign in first.');
      if (caller.mustChangePassword)
        throw new ProblemError(403, 'password_change_required', 'Replace the one-time password first.');
      return identity.makeTokens(caller, body, origin);
    },
  );

  server.get(
    '/.well-known/jwks.json',
    {
      config: { access: 'public' },
      schema: {
        summary: 'Public keys that access tokens are checked with (RFC 7517)',
        tags,
        response: { 200: jwksSchema },
      },
    },
    async (_request, reply) => {
      reply.header('cache-control', 'public, max-age=300');
      return identity.publishKeys();
    },
  );

  server.get(
    '/api/v1/account/tokens',
    {
      config: { access: 'account.own' },
      schema: {
        summary: 'Machines that hold refresh tokens in one’s name',
        tags,
        response: { 200: z.object({ tokens: z.array(tokenFamilySchema) }) },
      },
    },
    async (request) => ({ tokens: await identity.listTokenFamilies(getCaller(request)) }),
  );

  server.delete(
    '/api/v1/account/tokens/:id',
    {
      config: { access: 'account.own' },
      schema: {
        summary: 'End what a machine holds',
        tags,
        params: idParams,
        response: { 204: nothing, 404: problemSchema },
      },
    },
    async (request, reply) => {
      await identity.endTokenFamily(getCaller(request), request.params.id, originOf(request));
      return reply.status(204).send(null);
    },
  );
}
