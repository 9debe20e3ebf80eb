import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { z } from 'zod';
import { passwordSchema, signInResponseSchema } from '../../contracts/identity.ts';
import { problemSchema } from '../../contracts/problem.ts';
import {
  passkeyAssertionSchema,
  passkeyRegistrationSchema,
  passkeySchema,
  renamePasskeySchema,
  webAuthnOptionsSchema,
} from '../../contracts/sign-in.ts';
import { answerWithCookies, getCaller } from '../plugins/access.ts';
import type { Server } from '../server-type.ts';
import { idParams, nothing, type PeopleDeps } from './people-deps.ts';

const tags = ['passkeys'];

export function registerPasskeys(server: Server, { identity, originOf }: PeopleDeps): void {
  server.post(
    '/api/v1/auth/passkey/begin',
    {
      config: { access: 'public', perMinute: 60 },
      schema: {
        summary: 'Begin to sign in with a passkey',
        tags,
        response: { 200: webAuthnOptionsSchema },
      },
    },
    async (request, reply) => {
      const begun = await identity.beginPasskeySignIn(originOf(request));
      return { ...answerWithCookies(reply, begun) };
    },
  );

  server.post(
    '/api/v1/auth/passkey/finish',
    {
      config: { access: 'public', perMinute: 30 },
      schema: {
        summary: 'Sign in with what the passkey signed',
        description: 'Stands for password and second factor: the device has checked its person.',
        tags,
        body: passkeyAssertionSchema,
        response: { 200: signInResponseSchema, 401: problemSchema },
      },
    },
    async (request, reply) => {
      const { response } = request.body;
      const signedIn = await identity.finishPasskeySignIn(
        response as AuthenticationResponseJSON,
        originOf(request),
      );
      return answerWithCookies(reply, signedIn);
    },
  );

  server.get(
    '/api/v1/account/passkeys',
    {
      config: { access: 'account.own' },
      schema: {
        summary: 'One’s passkeys',
        tags,
        response: { 200: z.object({ passkeys: z.array(passkeySchema) }) },
      },
    },
    async (request) => ({ passkeys: await identity.listPasskeys(getCaller(request)) }),
  );

  server.post(
    '/api/v1/account/passkeys/begin',
    {
      config: { access: 'account.own', perMinute: 10 },
      schema: {
        summary: 'Begin to add a passkey',
        tags,
        body: passwordSchema,
        response: { 200: webAuthnOptionsSchema, 400: problemSchema },
      },
    },
    async (request, reply) => {
      const begun = await identity.beginPasskey(getCaller(request), request.body.password, originOf(request));
      return { ...answerWithCookies(reply, begun) };
    },
  );

  server.post(
    '/api/v1/account/passkeys',
    {
      config: { access: 'account.own', perMinute: 10 },
      schema: {
        summary: 'Add the passkey that the browser made',
        tags,
        body: passkeyRegistrationSchema,
        response: { 201: z.object({ id: z.string() }), 401: problemSchema, 409: problemSchema },
      },
    },
    async (request, reply) => {
      const { name, response } = request.body;
      const made = await identity.finishPasskey(
        getCaller(request),
        { name, response: response as RegistrationResponseJSON },
        originOf(request),
      );
      return reply.status(201).send(made);
    },
  );

  server.patch(
    '/api/v1/account/passkeys/:id',
    {
      config: { access: 'account.own' },
      schema: {
        summary: 'Give a passkey another name',
        tags,
        params: idParams,
        body: renamePasskeySchema,
        response: { 204: nothing, 404: problemSchema },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await identity.namePasskey(getCaller(request), id, request.body.name, originOf(request));
      return reply.status(204).send(null);
    },
  );

  server.delete(
    '/api/v1/account/passkeys/:id',
    {
      config: { access: 'account.own' },
      schema: {
        summary: 'Remove a passkey',
        tags,
        params: idParams,
        response: { 204: nothing, 404: problemSchema },
      },
    },
    async (request, reply) => {
      await identity.removePasskey(getCaller(request), request.params.id, originOf(request));
      return reply.status(204).send(null);
    },
  );
}
