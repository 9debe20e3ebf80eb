import { z } from 'zod';
import {
  changeMemberSchema,
  invitationSchema,
  inviteRequestSchema,
  madeInvitationSchema,
  memberSchema,
} from '../../contracts/identity.ts';
import { problemSchema } from '../../contracts/problem.ts';
import { getCaller } from '../plugins/access.ts';
import type { Server } from '../server-type.ts';
import { idParams, nothing, type PeopleDeps } from './people-deps.ts';

const tags = ['members'];

export function registerMembers(server: Server, { identity, originOf }: PeopleDeps): void {
  server.get(
    '/api/v1/members',
    {
      config: { access: 'members.read' },
      schema: {
        summary: 'Who belongs to the dealership',
        tags,
        response: { 200: z.object({ members: z.array(memberSchema) }) },
      },
    },
    async (request) => ({ members: await identity.listMembers(getCaller(request)) }),
  );

  server.patch(
    '/api/v1/members/:id',
    {
      config: { access: 'members.change' },
      schema: {
        summary: 'Change a member’s role',
        description: 'Up to one’s own role; the last owner stays.',
        tags,
        params: idParams,
        body: changeMemberSchema,
        response: { 204: nothing, 403: problemSchema, 404: problemSchema, 409: problemSchema },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await identity.changeMemberRole(getCaller(request), id, request.body.role, originOf(request));
      return reply.status(204).send(null);
    },
  );

  server.delete(
    '/api/v1/members/:id',
    {
      config: { access: 'members.change' },
      schema: {
        summary: 'Remove a member',
        description: 'Their sessions and keys of this dealership end with it.',
        tags,
        params: idParams,
        response: { 204: nothing, 403: problemSchema, 404: problemSchema, 409: problemSchema },
      },
    },
    async (request, reply) => {
      await identity.removeMember(getCaller(request), request.params.id, originOf(request));
      return reply.status(204).send(null);
    },
  );

  server.get(
    '/api/v1/invitations',
    {
      config: { access: 'members.change' },
      schema: {
        summary: 'Invitations that are still open',
        tags,
        response: { 200: z.object({ invitations: z.array(invitationSchema) }) },
      },
    },
    async (request) => ({ invitations: await identity.listInvitations(getCaller(request)) }),
  );

  server.post(
    '/api/v1/invitations',
    {
      config: { access: 'members.change', perMinute: 30 },
      schema: {
        summary: 'Invite somebody',
        description: 'Answers a link, shown once, that works once for seven days.',
        tags,
        body: inviteRequestSchema,
        response: { 201: madeInvitationSchema, 400: problemSchema, 403: problemSchema },
      },
    },
    async (request, reply) => {
      const made = await identity.inviteMember(getCaller(request), request.body, originOf(request));
      return reply.status(201).send(made);
    },
  );

  server.post(
    '/api/v1/invitations/:id/resend',
    {
      config: { access: 'members.change', perMinute: 30 },
      schema: {
        summary: 'Make an invitation’s link anew',
        description: 'Seven days more; the old link is worth nothing from there.',
        tags,
        params: idParams,
        response: { 200: madeInvitationSchema, 403: problemSchema, 404: problemSchema },
      },
    },
    (request) => identity.resendInvitation(getCaller(request), request.params.id, originOf(request)),
  );

  server.delete(
    '/api/v1/invitations/:id',
    {
      config: { access: 'members.change' },
      schema: {
        summary: 'Take an invitation back',
        tags,
        params: idParams,
        response: { 204: nothing, 404: problemSchema },
      },
    },
    async (request, reply) => {
      await identity.withdrawInvitation(getCaller(request), request.params.id, originOf(request));
      return reply.status(204).send(null);
    },
  );
}
