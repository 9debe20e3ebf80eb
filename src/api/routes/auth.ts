import { z } from 'zod';
import {
  acceptInvitationSchema,
  invitationPreviewSchema,
  invitationTokenSchema,
  secondFactorRequestSchema,
  sessionSchema,
  signInRequestSchema,
  signInResponseSchema,
} from '../../contracts/identity.ts';
import { problemSchema } from '../../contracts/problem.ts';
import { permissionsOf } from '../../identity/permissions.ts';
import { answerWithCookies, getCaller } from '../plugins/access.ts';
import type { Server } from '../server-type.ts';
import type { PeopleDeps } from './people-deps.ts';

const tags = ['sign-in'];

export function registerAuth(server: Server, { identity, originOf }: PeopleDeps): void {
  server.post(
    '/api/v1/auth/sign-in',
    {
      config: { access: 'public', perMinute: 60 },
      schema: {
        summary: 'Sign in with e-mail and password',
        description:
          'Sets the session cookie, or asks for the second factor. Repeated failures have to wait.',
        tags,
        body: signInRequestSchema,
        response: { 200: signInResponseSchema, 401: problemSchema, 429: problemSchema },
      },
    },
    async (request, reply) =>
      answerWithCookies(reply, await identity.signIn(request.body, originOf(request))),
  );

  server.post(
    '/api/v1/auth/second-factor',
    {
      config: { access: 'public', perMinute: 30 },
      schema: {
        summary: 'Second step of signing in',
        description: 'A code of the authenticator app, or one of the ten recovery codes; each is good once.',
        tags,
        body: secondFactorRequestSchema,
        response: { 200: signInResponseSchema, 401: problemSchema, 429: problemSchema },
      },
    },
    async (request, reply) =>
      answerWithCookies(reply, await identity.verifySecondFactor(request.body, originOf(request))),
  );

  server.post(
    '/api/v1/auth/sign-out',
    {
      config: { access: 'public' },
      schema: { summary: 'End this session', tags, response: { 204: z.null() } },
    },
    async (request, reply) => {
      answerWithCookies(reply, await identity.signOut(originOf(request)));
      return reply.status(204).send(null);
    },
  );

  server.get(
    '/api/v1/auth/session',
    {
      config: { access: 'session.read', beforePasswordChange: true },
      schema: {
        summary: 'Who is asking, for which dealership, and what they may do',
        tags,
        response: { 200: sessionSchema, 401: problemSchema },
      },
    },
    async (request) => {
      const caller = getCaller(request);
      const organisations = await identity.listOrganisations(caller);
      return {
        kind: caller.kind,
        user: {
          id: caller.userId,
          email: caller.email,
          name: caller.name,
          isEmailVerified: caller.isEmailVerified,
        },
        organisation: { id: caller.orgId, name: caller.orgName },
        organisations:
          caller.kind === 'session' ? organisations : organisations.filter(({ id }) => id === caller.orgId),
        role: caller.role,
        permissions: permissionsOf(caller.role, caller.kind, caller.scopes),
        mustChangePassword: caller.mustChangePassword,
        hasSecondFactor: caller.hasSecondFactor,
      };
    },
  );

  server.post(
    '/api/v1/auth/invitation',
    {
      config: { access: 'public', perMinute: 30 },
      schema: {
        summary: 'What an invitation link is for',
        tags,
        body: invitationTokenSchema,
        response: { 200: invitationPreviewSchema, 404: problemSchema },
      },
    },
    (request) => identity.readInvitation(request.body.token),
  );

  server.post(
    '/api/v1/auth/accept-invitation',
    {
      config: { access: 'public', perMinute: 10 },
      schema: {
        summary: 'Join a dealership',
        description: 'Makes the account; who has one must be signed in to it.',
        tags,
        body: acceptInvitationSchema,
        response: { 200: z.object({ email: z.string() }), 404: problemSchema, 409: problemSchema },
      },
    },
    async (request) => {
      const origin = originOf(request);
      const caller = (await identity.findCallerBySession(origin.cookie, () => origin)).value;
      return identity.acceptInvitation(request.body, caller, origin);
    },
  );
}
