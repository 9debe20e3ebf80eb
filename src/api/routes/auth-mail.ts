import { problemSchema } from '../../contracts/problem.ts';
import {
  completeSignUpSchema,
  emailRequestSchema,
  emailSchema,
  linkTokenSchema,
  mailAskedSchema,
  resetPasswordSchema,
  signInOptionsSchema,
} from '../../contracts/sign-in.ts';
import type { Server } from '../server-type.ts';
import { nothing, type PeopleDeps } from './people-deps.ts';

const tags = ['sign-in'];
const asked = { status: 'asked' } as const;

/** What needs no session because a link in a mail stands for it. */
export function registerAuthMail(server: Server, { identity, originOf }: PeopleDeps): void {
  server.get(
    '/api/v1/auth/options',
    {
      config: { access: 'public' },
      schema: { summary: 'Which ways in there are', tags, response: { 200: signInOptionsSchema } },
    },
    async () => identity.options,
  );

  server.post(
    '/api/v1/auth/password-reset/request',
    {
      config: { access: 'public', perMinute: 5 },
      schema: {
        summary: 'Ask for a link that resets the password',
        description: 'The answer and its time are the same whether there is such an account or not.',
        tags,
        body: emailRequestSchema,
        response: { 202: mailAskedSchema, 409: problemSchema, 429: problemSchema },
      },
    },
    async (request, reply) => {
      await identity.requestPasswordReset(request.body.email, originOf(request));
      return reply.status(202).send(asked);
    },
  );

  server.post(
    '/api/v1/auth/password-reset',
    {
      config: { access: 'public', perMinute: 10 },
      schema: {
        summary: 'Choose a new password with the link of a mail',
        description: 'The link works once, for 30 minutes. All sessions and remembered devices end.',
        tags,
        body: resetPasswordSchema,
        response: { 204: nothing, 400: problemSchema, 404: problemSchema },
      },
    },
    async (request, reply) => {
      await identity.resetPasswordByLink(request.body, originOf(request));
      return reply.status(204).send(null);
    },
  );

  server.post(
    '/api/v1/auth/confirm-email',
    {
      config: { access: 'public', perMinute: 10 },
      schema: {
        summary: 'Confirm an e-mail address with the link of a mail',
        tags,
        body: linkTokenSchema,
        response: { 200: emailSchema, 404: problemSchema, 409: problemSchema },
      },
    },
    (request) => identity.confirmEmail(request.body.token, originOf(request)),
  );

  server.post(
    '/api/v1/auth/sign-up/request',
    {
      config: { access: 'public', perMinute: 5 },
      schema: {
        summary: 'Ask for a link to sign up',
        description: 'Where the operator has opened sign-up. The answer is the same for every address.',
        tags,
        body: emailRequestSchema,
        response: { 202: mailAskedSchema, 403: problemSchema, 409: problemSchema },
      },
    },
    async (request, reply) => {
      await identity.requestSignUp(request.body.email, originOf(request));
      return reply.status(202).send(asked);
    },
  );

  server.post(
    '/api/v1/auth/sign-up/link',
    {
      config: { access: 'public', perMinute: 30 },
      schema: {
        summary: 'The address that a link to sign up was sent to',
        tags,
        body: linkTokenSchema,
        response: { 200: emailSchema, 403: problemSchema, 404: problemSchema },
      },
    },
    (request) => identity.readSignUp(request.body.token),
  );

  server.post(
    '/api/v1/auth/sign-up',
    {
      config: { access: 'public', perMinute: 10 },
      schema: {
        summary: 'Make an account and a dealership of one’s own',
        tags,
        body: completeSignUpSchema,
        response: { 201: emailSchema, 400: problemSchema, 403: problemSchema, 404: problemSchema },
      },
    },
    async (request, reply) =>
      reply.status(201).send(await identity.completeSignUp(request.body, originOf(request))),
  );
}
